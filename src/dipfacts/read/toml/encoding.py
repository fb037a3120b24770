"""The text that the bytes of a file decode to, whatever is wrong with them."""

from __future__ import annotations

from dipfacts.errors import Problem

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")


def text_of(data: bytes) -> str:
    """Return the text of a file's bytes, whatever is wrong with them."""
    return decoded(data, "")[0]


def decoded(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return a file's text, with U+FFFD for bad bytes, and what is wrong with its encoding."""
    if data.startswith((*_UTF_16, *_UTF_32)):
        bits = 32 if data.startswith(_UTF_32) else 16
        message, hint = f"the file is UTF-{bits}, not UTF-8", "save the file as UTF-8"
        return "", [Problem(file, 0, 0, "not-utf8", message, hint)]
    problems = []
    if data.startswith(b"\xef\xbb\xbf"):
        hint = "save the file as UTF-8 without a BOM"
        problems.append(Problem(file, 1, 1, "bom", "begins with a byte order mark", hint))
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        start = data.rfind(b"\n", 0, error.start) + 1
        line = data.count(b"\n", 0, start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        message = f"byte 0x{data[error.start]:02X} is not UTF-8 text"
        problems.append(Problem(file, line, column, "not-utf8", message, "save the file as UTF-8"))
    return text.replace("\r\n", "\n") if "\r" in text else text, problems
