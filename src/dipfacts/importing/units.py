"""Units of data sets: those that are given in place of none, and the currency of a country."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from dipfacts.countries import country_names
from dipfacts.countries.tender import ever_tender, tender
from dipfacts.errors import QuestionError
from dipfacts.importing.wording import map_option, quoted_names
from dipfacts.model.display import is_currency
from dipfacts.text import listed, plain

_ANY_UNIT = "the code of a currency, or a word such as tonnes or years"
ONE_COUNTRY = "import the rows of one country, with --map unit=… for its currency"
"""The remedy for numbers in the currencies of several countries."""


class Unit(NamedTuple):
    """A unit, what its numbers are multiplied by, and what its name says besides.

    The name is empty where none is told, and of the currency of each country: such a `local` one
    has braces in the place of the currency, as in "{} per capita".
    """

    name: str
    factor: int = 1
    besides: str = ""
    local: str = ""

    def given(self, text: str) -> Unit:
        """Return the unit with a name that is given, which may be that of the currency.

        >>> Unit("", local="{} per US$").given("PEN").name, Unit("").given("beds").name
        ('PEN per US$', 'beds')
        >>> Unit("", local="cp_{}_hab").given("PLN").name
        'cp_pln_hab'
        """
        if not self.local or not is_currency(text):
            return self._replace(name=text)
        is_code = self.local != "{}" and " " not in self.local
        return self._replace(name=self.local.replace("{}", text.lower() if is_code else text))


def is_made_of(unit: str, currency: str) -> bool:
    """Return whether a unit is so much of a currency, or of another for it.

    >>> [is_made_of(it, "PLN") for it in ("PLN per US$", "cp_pln_hab", "USD per PLN", "EUR")]
    [True, True, True, False]
    """
    return is_currency(currency) and currency in re.split(r"[ _]", unit.upper())


class UnitError(QuestionError):
    """A file that does not say in which unit its numbers are; on a terminal it is asked for."""

    def __init__(self, name: str, said: str = "", number: int = 1, how: str = "{}") -> None:
        """Take the name of the file or column, or the names of a number of them.

        The remedy has the unit that is `said` beside the numbers, and no other, and stands in the
        braces of `how` to heed it.
        """
        says = "does not say in which unit its" if number == 1 else "do not say in which unit their"
        self.example = said or _ANY_UNIT
        option = f"as in {map_option(f'unit={said}')}" if said else f"--map unit=…: {_ANY_UNIT}"
        remedy = f"add the unit, {option}"
        super().__init__(f"{plain(name)} {says} numbers are", how.format(remedy))


class LocalUnitError(UnitError):
    """A file in the currency of one country, which is to be named."""

    def __init__(self, name: str, country: str, day: str, number: int = 1) -> None:
        """Take the code of the country, or "", and the day of publication, or ""."""
        currencies = tender(country, day)
        self.example = currencies[0] if currencies else ""
        is_, hint = "is" if number == 1 else "are", _naming(currencies)
        whose = f"of {country_names.title(country)}" if country else "of one country"
        message = f"{plain(name)} {is_} in the currency {whose}"
        QuestionError.__init__(self, message, hint or "name it with --map unit=… and its code")


def _naming(currencies: Collection[str]) -> str:
    """Return the remedy that names the currency of numbers, of one or several that it may be."""
    options = listed((f"--map unit={it}" for it in currencies), "or")
    return f"name it: {options}" if currencies else ""


def given_unit(
    given: Mapping[str, str], lacking: Collection[str], said: str, how: str
) -> tuple[str, list[str]]:
    """Return the unit that is given for all that lack one, and a note on them if they are several.

    Raises UnitError where none is given, with the unit that is `said` beside.
    """
    unit = given.get("unit", "")
    if lacking and not unit:
        raise UnitError(quoted_names(lacking), said, len(lacking), how)
    note = f"unit {plain(unit)} is taken for {quoted_names(lacking)}"
    several = [note] if len(lacking) > 1 else []
    return unit, several


def foreign_notes(unit: str, country: str, day: str) -> list[str]:
    """Return the note on a unit that is given for the currency of a country, if it is no such one.

    >>> foreign_notes("USD", "JP", "2024")
    ['unit USD is no currency of Japan, in which the numbers are; name it: --map unit=JPY']
    >>> foreign_notes("DEM", "DE", "2024"), foreign_notes("JPY per US$", "JP", "2024")
    ([], [])
    """
    known = ever_tender(country)
    if not known or known & {*unit.split()}:
        return []
    said = f"unit {plain(unit)} is no currency of {country_names.title(country)}"
    hints = [f"{said}, in which the numbers are", _naming(tender(country, day))]
    return ["; ".join(filter(None, hints))]
