"""Addresses of the web, as links have them."""

from __future__ import annotations

import re

_WEB = r"(?i)https?://[^\s\x00-\x1f\x7f-\x9f/?#][^\s\x00-\x1f\x7f-\x9f]*"
_NO_PART_OF_LINKS = r'["<>\\^`{|}]|[^ -~]'


def web_address(text: str | None) -> str:
    """Return an address of the web, with what no link may hold encoded; "" for any other text.

    >>> web_address('HTTPS://example.org/日/a"b'), web_address("https:///x"), web_address("x.org")
    ('HTTPS://example.org/日/a%22b', '', '')
    """
    if not text or not re.fullmatch(_WEB, text):
        return ""
    return re.sub(_NO_PART_OF_LINKS, _encoded, text)


def _encoded(match: re.Match[str]) -> str:
    if not match[0].isascii() and match[0].isprintable():
        return match[0]
    # As urllib.parse quotes it, which is slow to load.
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
