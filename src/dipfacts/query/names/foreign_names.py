"""The names of a base's parties in other languages alone, which no index holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dipfacts.countries import translations
from dipfacts.model.shared_names import SELDOM, Name
from dipfacts.query.sql import Ask, marks


class ForeignName(NamedTuple):
    """A name of a party, as in the view `name`."""

    weight: int
    form: str
    party: str
    spelling: str


def names_of_forms(ask: Ask, forms: Iterable[str]) -> list[ForeignName]:
    """Return the names of these forms."""
    return _names_in_base(
        ask, [name for form in forms for name in translations.names_of_form(form)]
    )


def beginning(ask: Ask, form: str) -> list[ForeignName]:
    """Return the names whose forms begin so."""
    return _names_in_base(ask, translations.beginning(form))


def _names_in_base(ask: Ask, names: list[Name]) -> list[ForeignName]:
    """Return the names that parties of a base have; what is seldom used finds none."""
    names = [name for name in names if name.weight != SELDOM]
    if not (codes := [*{name.code for name in names}]):
        return []
    sql = f"SELECT code, party FROM party_code WHERE code IN ({marks(codes)})"
    parties = defaultdict[str, list[str]](list)
    for code, party in ask(sql, codes, tuple):
        parties[code].append(party)
    return [
        ForeignName(it.weight, it.form, id_, it.spelling)
        for it in names
        for id_ in parties[it.code]
    ]
