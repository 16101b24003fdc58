"""Mozilla's HTTP Observatory: its criteria with their points, as its scoring documentation lists them (version 5)."""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import SimpleCookie

# Criterion: what is found, and the points that it gives. 100 or more in all is A+; what is above 0 counts only for a
# site that has 90 without it.
CRITERIA: dict[str, dict[str, int]] = {
    "content security policy": {"no unsafe, default none": 10, "no unsafe": 5, "unsafe": -20, "none": -25},
    "cookies": {"none": 0, "secure, same site": 5, "secure": 0, "insecure": -20},
    "cross-origin sharing": {"none or public": 0, "with credentials": -50},
    "redirection": {"to HTTPS, on the same host": 0, "none": -20},
    "referrer policy": {"private": 5, "none": 0, "unsafe": -5},
    "strict transport security": {"half a year or more": 0, "shorter": -10, "none": -20},
    "subresource integrity": {"scripts of its own": 0, "scripts from elsewhere": -5},
    "content type options": {"nosniff": 0, "none": -5},
    "framing": {"denied by policy": 5, "denied by header": 0, "open": -20},
    "cross-origin resource policy": {"same origin": 10, "cross origin": 0, "none": 0},
}
A_PLUS, ENOUGH_FOR_MORE = 100, 90
HALF_A_YEAR = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = ("'unsafe-", "data:", "http:", "https:", "*")


def found_of(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What Observatory finds on an answer, by criterion; ``redirection`` is for whoever asks by plain HTTP to say."""
    given = list(headers)
    named = {name.lower(): value for name, value in given}
    policy = dict(part.strip().split(" ", 1) for part in named.get("content-security-policy", "").split(";") if part)
    return {
        "content security policy": of_policy(policy),
        "cookies": of_cookies([value for name, value in given if name.lower() == "set-cookie"]),
        "cross-origin sharing": "with credentials" if "access-control-allow-credentials" in named else "none or public",
        "referrer policy": of_referrer(named.get("referrer-policy")),
        "strict transport security": of_transport(named.get("strict-transport-security", "")),
        "subresource integrity": "scripts of its own"
        if policy.get("script-src", policy.get("default-src")) in {"'self'", "'none'"}
        else "scripts from elsewhere",
        "content type options": "nosniff" if named.get("x-content-type-options") == "nosniff" else "none",
        "framing": of_framing(policy.get("frame-ancestors"), named.get("x-frame-options")),
        "cross-origin resource policy": named.get("cross-origin-resource-policy", "none").replace("-", " "),
    }


def of_policy(policy: dict[str, str]) -> str:
    if not policy:
        return "none"
    # Of pictures, `data:` is harmless; scripts, styles and objects fall back on the default.
    told = [policy.get(name, policy.get("default-src", "*")) for name in ("script-src", "style-src", "object-src")]
    if any(word in sources for sources in told for word in UNSAFE):
        return "unsafe"
    return "no unsafe, default none" if policy.get("default-src") == "'none'" else "no unsafe"


def of_cookies(cookies: list[str]) -> str:
    told = [morsel for cookie in cookies for morsel in SimpleCookie(cookie).values() if cookie]
    if not told:
        return "none"
    if not all(morsel["secure"] for morsel in told):
        return "insecure"
    return "secure, same site" if all(morsel["samesite"] in {"Lax", "Strict"} for morsel in told) else "secure"


def of_referrer(policy: str | None) -> str:
    return "none" if policy is None else "private" if policy in PRIVATE else "unsafe"


def of_transport(policy: str) -> str:
    seconds = next((int(part[8:]) for part in policy.split("; ") if part.startswith("max-age=")), 0)
    return "half a year or more" if seconds >= HALF_A_YEAR else "shorter" if seconds else "none"


def of_framing(ancestors: str | None, option: str | None) -> str:
    if ancestors in {"'none'", "'self'"}:
        return "denied by policy"
    return "denied by header" if option in {"DENY", "SAMEORIGIN"} and ancestors is None else "open"


def points(found: dict[str, str]) -> int:
    """The score."""
    given = [CRITERIA[criterion][what] for criterion, what in found.items()]
    base = 100 + sum(number for number in given if number < 0)
    return base + sum(number for number in given if number > 0) * (base >= ENOUGH_FOR_MORE)
