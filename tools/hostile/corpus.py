"""What does not belong into a request: a corpus made by hand."""

from __future__ import annotations

# In a path, a query, a form: digits that are none, numbers beyond what databases take, NUL, surrogates, markup, other
# languages' injections, text that turns around, and what is merely long.
WORDS = (
    *("", " ", "0", "-1", "00", "1.5", "1e400", "NaN", "Infinity", "-0", "0x10", "1_000", "²", "٣", "１２", "½", "Ⅷ"),
    *("9" * 19, "9" * 25, "-" + "9" * 25, "9" * 4_301, str(2**63 - 1), str(2**63), str(-(2**63)), str(2**31)),
    *("\0", "a\0b", "\r\n", "a\r\nX-Injected: 1", "\t", "\x1b[2J", "\x7f", "\x85", "\u2028", "\ufeff", "\u202egnp"),
    *("\ud800", "\udfff", "\ufffe", "\U0010ffff", "e\u0301" * 50, "👨‍👩‍👧‍👦", "ﷺ", "İ", "ß", "ŉ", "Ω≈ç√", "田中さん", "العربية"),
    *("'", '"', "`", "' OR 1=1 --", "'; DROP TABLE records_treaty; --", "1) UNION SELECT 1 --", "\\", "\\'", "%27", "$$"),
    *("%", "%%", "%s", "%d", "%(a)s", "{0}", "{x.__class__}", "{{7*7}}", "{% csrf_token %}", "${7*7}", "#{7*7}"),
    *("<script>alert(1)</script>", '"><img src=x onerror=1>', "javascript:alert(1)", "]]>", "<!--", "&amp;", "&#0;"),
    *("../../etc/passwd", "..", ".", "....//", "/etc/passwd", "//example.org", "\\\\example.org", "http://[::1", "file:///"),
    *('"', '""', '"a', "a*", "*", "NOT", "AND", "OR", "NEAR(a b)", "(", ")", "a:b", "-a", "^a", "a AND", "{a}", "+", "|"),
    *("2002", "1990-01", "2002-13-45", "2001-02-29", "0000-00-00", "9999-12-31", "2002/..", "../2002", "2002~", "-9999"),
    *("true", "false", "null", "None", "undefined", "[]", "{}", "[object Object]", "on", "a,b,c", "1,2,3", ",", ";", "&", "="),
    *("x" * 255, "x" * 256, "x" * 5_000, "a " * 1_000, "(" * 1_000, "é" * 1_000, "../" * 500, "-" * 1_000),
    *("_5F", "_00", "__", "__class__", "__proto__", "id__in", "pk", "password", "user__password__startswith"),
    *("drugs", "china", "treaties", "convention-on-cybercrime", "bilateral", "Thailand", "koban", "2", "3", "1"),
)  # fmt: skip

# The parameters of pages, of the interface and of the admin, and some of nobody's.
NAMES = (
    *("q", "year", "year_min", "year_max", "country", "topic", "section", "sort", "page", "print", "show", "as_of"),
    *("kind", "action", "category", "ongoing", "type", "forum", "verdict", "theme", "format", "field-sort", "limit"),
    *("o", "p", "all", "e", "_to_field", "_popup", "_facets", "_changelist_filters", "next", "term", "id__exact"),
    *("pk__in", "section__id__exact", "is_staff__exact", "groups__id__exact", "topics", "app_label", "model_name"),
    *("", "\0", "q[]", "q[$ne]", "__class__", "a" * 300, "csrfmiddlewaretoken"),
)

# Of a form of the admin's.
FIELDS = (
    *("username", "password", "next", "reason", "opened_on", "slug", "title", "name", "as_printed", "date", "topics"),
    *("countries", "section", "country", "action", "_selected_action", "select_across", "index", "post", "_save"),
    *("_continue", "_addanother", "_popup", "old_password", "new_password1", "new_password2", "email", "is_superuser"),
    *(
        "groups",
        "user_permissions",
        "last_login_0",
        "last_login_1",
        "date_joined_0",
        "date_joined_1",
        "usable_password",
    ),
)

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X")

# By name: what a proxy, a browser or an attacker may send.
HEADERS = {
    "Accept": ("*/*", "text/html;q=x", "application/json;q=1.1", ";", ",,,", "a/b" * 500, "text/html;q=0"),
    "Accept-Encoding": ("gzip", "br;q=0", "gzip;q=nan", "*;q=0", "identity;q=0", "zstd", "gzip, " * 300, "\xff"),
    "Accept-Language": ("en", "x" * 300, "../../etc", "*;q=9"),
    "Authorization": ("Basic", "Basic !!!", "Basic Og==", "Bearer null", "Digest"),
    "Cache-Control": ("no-cache", "max-age=x", "only-if-cached"),
    "Content-Type": ("", "multipart/form-data", "multipart/form-data; boundary=", "text/plain; charset=nope"),
    "Cookie": ("sessionid", "sessionid=;", "=", ";;;", "csrftoken=\x00", "messages=x", "sessionid=" + "a" * 3_000, "\xff=\xfe"),
    "Expect": ("100-continue", "nonsense"),
    "Forwarded": ("for=x;host=evil.example", "for="),
    "Host": ("evil.example", "", "localhost:99999", "localhost:x", "[::1", "a" * 300, "localhost\x00", "127.0.0.1@evil.example"),
    "If-Match": ("*", '"', "W/", "x"),
    "If-Modified-Since": ("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 99 Foo 99999 99:99:99 GMT", "0"),
    "If-None-Match": ("*", '"', 'W/"', "x" * 1_000, '"a", ' * 200),
    "If-Unmodified-Since": ("never",),
    "Origin": ("null", "http://evil.example", "http://["),
    "Range": ("bytes=0-0", "bytes=-1", "bytes=9-1", "bytes=a-b", "bytes=0-" + "9" * 30, "lines=1", "bytes=0-1," * 100),
    "Referer": ("http://[", "javascript:1", "\xff", "x" * 3_000),
    "Sec-Fetch-Site": ("cross-site", "x"),
    "User-Agent": ("", "() { :;}; echo", "\xff\xfe", "x" * 3_000),
    "X-Forwarded-For": ("127.0.0.1", "x", ", ,", "1" * 300, "::ffff:999.1.1.1"),
    "X-Forwarded-Host": ("evil.example",),
    "X-Forwarded-Proto": ("https", "gopher"),
    "X-Http-Method-Override": ("DELETE",),
    "X-Original-Url": ("/admin/",),
    "X-Requested-With": ("XMLHttpRequest",),
    "X-Request-Id": ("a b", "x" * 3_000, "\xff", "a\tb"),
}  # fmt: skip
