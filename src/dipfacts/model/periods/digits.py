"""Digits of any script in those of ASCII: a number or a year may be written in others."""

from __future__ import annotations

_MARKS = str.maketrans({"\u066b": ".", "\u066c": ",", "\uff0e": ".", "\uff0c": ","})
"""Marks between digits: Arabic before decimals and between thousands, and both in full width."""


def with_plain_digits(text: str) -> str:
    """Return a text with the digits 0 to 9 in place of those of other scripts.

    >>> with_plain_digits("١٬٢٣٤٫٥"), with_plain_digits("２０２０年"), with_plain_digits("5¹")
    ('1,234.5', '2020年', '5¹')
    """
    if text.isascii():
        return text
    from unicodedata import decimal  # lazy: needed too seldom to slow every start

    digits = ((char, decimal(char, None)) for char in text.translate(_MARKS))
    return "".join(char if digit is None else str(digit) for char, digit in digits)
