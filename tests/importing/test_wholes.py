"""`dipfacts import --map`: a cell that says that a row is about all is no part."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.notes import SOLD, Told, heeded, notes
from support.written import claims

IDLE = ("measure=unemployed", "unit=persons", *SOLD[2:], "parties={c}")


@pytest.mark.parametrize(
    ("head", "cell", "is_part"),
    [
        *((head, cell, False) for head in ("Sex", "Gender") for cell in ("T", "SEX_T", "MF")),
        ("Sex", "Both sexes", False),
        ("Age group", "All ages", False),
        ("Sector", "All sectors", False),
        ("Product", "Total trade", False),
        ("Commodity", "All goods and services", False),
        ("Warengruppe", "Insgesamt", False),
        ("Produit", "Ensemble", False),
        ("Товар", "Всего", False),
        ("Towar", "Ogółem", False),
        ("Sex", "F", True),
        ("Sector", "T", True),
        ("Product", "All other products", True),
        ("Product", "Total goods", True),
    ],
)
def test_all_of_what_is_measured_is_no_part(
    told: Told, head: str, cell: str, is_part: bool
) -> None:
    text = f"c,{head},y,v\nDEU,{cell},2020,5\nFRA,{cell},2021,6\n"
    say = f"{head} ({cell}): if that is a part, add --map 'scope={{{head}}}'"
    assert notes(told(text, *IDLE)) == ([say] if is_part else [])


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Sex", "F,M,T"),
        ("Age", "15-24,25+,All ages"),
        ("Product", "1,2,_T"),
        ("Ware", "Kohle,Stahl,Insgesamt"),
        ("Товар", "Уголь,Сталь,Итого"),
    ],
)
def test_the_whole_beside_parts_has_no_scope(told: Told, head: str, cells: str) -> None:
    parts = cells.split(",")
    text = f"c,{head},y,v\n" + "".join(f"DEU,{it},2020,{nth}\n" for nth, it in enumerate(parts))
    refused, _, note = notes(told(text, *IDLE, status=3))
    assert f"take what is measured alone, as with --map 'where={{{head}}}={parts[-1]}'" in refused
    scope, _, alone = note.partition(", or ")
    assert notes(told(text, *heeded(IDLE, scope))) == []
    scopes = [it.get("scope", "") for it in claims(Path("base")).values()]
    assert scopes == [*parts[:-1], ""]
    assert notes(told(text, *heeded(IDLE, alone))) == []
    assert [it["value"] for it in claims(Path("base")).values()] == [2]
