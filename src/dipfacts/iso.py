"""What ISO's registers say, as pycountry ships them: official names of countries, and currencies.

Loaded when a base is compiled or checked, and by nothing else.
"""

from __future__ import annotations

import os
import struct
from bisect import bisect_left
from functools import cache
from typing import Any

# The languages whose translations of the register are well kept; those of others have
# names of one country for another.
_LANGUAGES = (
    "ar az be bg bs ca cs da de el es et fa fi fr gl he hi hr hu hy id is it ja ka kk ko lt lv mk"
    " nb_NO nl nn pl pt ro ru sk sl sq sr sv th tr uk vi zh_CN zh_TW"
).split()
_MAGIC = 0x950412DE  # of a file that gettext translates from, its numbers little end first

# Slips in these translations: what a country is called there is the name of another.
_SLIPS = {
    ("ER", "فلسطین"),
    ("GM", "República de Zàmbia"),
    ("GM", "Slovenská republika"),
    ("GM", "جمهوری زامبیا"),
    ("NP", "Орталық Африка Республикасы"),
}


def english_names(code: str) -> list[str]:
    """What the register calls a country: its name, its common and its official one, if any."""
    import pycountry  # 40 ms

    country = pycountry.countries.get(alpha_2=code)
    known = [getattr(country, key, None) for key in ("name", "common_name", "official_name")]
    return list(dict.fromkeys(name for name in known if name))


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has a currency in use with this code."""
    import pycountry

    return pycountry.currencies.get(alpha_3=code) is not None


def translated_names(code: str) -> list[str]:
    """The same names as the register is translated to other languages, official ones included."""
    english = [name.encode() for name in english_names(code)]
    found = [text for one in _catalogues() for name in english if (text := one.translated(name))]
    return [name for name in dict.fromkeys(found) if (code, name) not in _SLIPS]


class _Catalogue:
    """The translations to one language, of which a few are wanted and so only those are read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        magic, _, self._count, *self._tables = struct.unpack_from("<5I", data)
        if magic != _MAGIC:
            self._count = 0

    def translated(self, text: bytes) -> str:
        """The translation; empty where there is none. The originals stand in their order."""
        at = bisect_left(range(self._count), text, key=lambda n: self._text(0, n))
        if at == self._count or self._text(0, at) != text:
            return ""
        return self._text(1, at).decode()

    def _text(self, table: int, nth: int) -> bytes:
        length, begin = struct.unpack_from("<2I", self._data, self._tables[table] + 8 * nth)
        return self._data[begin : begin + length]


@cache
def _catalogues() -> list[_Catalogue]:
    import pycountry

    found: list[Any] = []
    for language in _LANGUAGES:
        path = os.path.join(pycountry.LOCALES_DIR, language, "LC_MESSAGES", "iso3166-1.mo")
        if os.path.exists(path):
            with open(path, "rb") as stream:
                found.append(_Catalogue(stream.read()))
    return found
