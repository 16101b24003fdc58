"""Values that no parameter of an address can mean."""

BAD = [
    "text", "-1", "0", "2002.5", "99999", "9" * 25, "9" * 10_000, "\0", "a\0b", "x" * 10_000, "%00", "' OR 1=1 --",
    "\uff11\uff19\uff19\uff19", "²", "<script>alert(1)</script>", "../../etc/passwd", "🗾", "\ud7ff", "%", "_", "\\",
    "1e5", "NaN", "--sort", ",", "true\n", " ",
]  # fmt: skip
