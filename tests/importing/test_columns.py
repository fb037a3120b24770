"""`dipfacts import --map`: a further column of parties of a treaty, which no key names."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.notes import Told, heeded, notes
from support.written import claims

ACCORD = ("claim=relation", "kind=pact", "topic=law", "title={t}", "period={y}/")
IF = "if it says with whom, write --map 'parties={}'"
CODES = "DZ,EG,GH FR,IN,PK DE,FR,IT"
NAMES = "Algeria,Egypt,Ghana France,India,Pakistan Germany,France,Italy"
NUMBERS = "012,818,288 250,356,NA 276,250,380"


def _treaties(heads: str, cells: str) -> str:
    rows = [f"Accord {nth},{1990 + nth},{row}" for nth, row in enumerate(cells.split())]
    return "\n".join([f"t,y,{heads}", *rows])


@pytest.mark.parametrize(
    ("heads", "cells", "parties", "note"),
    [
        ("c1,c2,c3", CODES, "{c1}, {c2}", f"c3 (GH, PK, IT): {IF.format('{c1}, {c2}, {c3}')}"),
        ("c1,c2,c3", NAMES, "{c1}, {c2}", "c3 (Ghana, Pakistan, Italy): "),
        (
            "c1,c2,c3",
            NUMBERS,
            "m49:{c1}, m49:{c2}",
            f"c3 (288, NA, 380): {IF.format('m49:{c1}, m49:{c2}, m49:{c3}')}",
        ),
        (
            "c1,c2,c3",
            CODES,
            "{c1}",
            f"c2 (EG, IN, FR): {IF.format('{c1}, {c2}')}, and so on up to c3",
        ),
        ("Party A,Party B,Party C", NAMES, "{Party A}, {Party B}", "Party C (Ghana, "),
        ("Member1,Member2,Member3", CODES, "{Member1}, {Member2}", "Member3 (GH, PK, IT): if "),
        ("State,Partner,Country", NAMES, "{State}, {Partner}", "Country (Ghana, Pakistan, "),
    ],
)
def test_a_further_column_of_parties_is_told_and_heeded(
    told: Told, heads: str, cells: str, parties: str, note: str
) -> None:
    given: tuple[str, ...] = (*ACCORD, f"parties={parties}")
    text = _treaties(heads, cells)
    found = notes(told(text, *given))
    assert [it.startswith(note) for it in found] == [True], found
    while found:
        given = heeded(given, found[0])
        found = notes(told(text, *given))
    parties_of = [it["parties"] for it in claims(Path("base")).values()]
    assert len(parties_of[0]) == len(parties_of[2]) == 3


@pytest.mark.parametrize(
    ("heads", "cells", "parties"),
    [
        ("a,b,Venue", NAMES, "parties={a}, {b}"),
        ("a,b,Mediator", NAMES, "parties={a}, {b}"),
        ("c1,c2,c3", "DZ,EG,EG FR,IN,FR DE,FR,DE", "parties={c1}, {c2}"),
        ("c1,c2,n3", "DZ,EG,12 FR,IN,15 DE,FR,3", "parties={c1}, {c2}"),
        ("c1,c2,c3", "DZ,EG,NA FR,IN,NA DE,FR,NA", "parties={c1}, {c2}"),
    ],
)
def test_what_is_no_further_party_is_not_told(
    told: Told, heads: str, cells: str, parties: str
) -> None:
    assert notes(told(_treaties(heads, cells), *ACCORD, parties)) == []
