"""Suggestions for names with words too many: formal words, titles, plurals, parts in brackets."""

from __future__ import annotations

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

PATH = str(
    shared(
        base(
            source(),
            topic("trade", label="Trade"),
            measure("turnover", topic="trade", label="Turnover"),
            party("ann-bell", kind="person", name="Ann Bell"),
        )
        + figure("f", parties=["poland", "mexico"])
    )
)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("People's Republic of Poland", 'did you mean "poland"?'),
        ("United States of Mexico", 'did you mean "mexico"?'),
        ("the Independent State of Croatia", 'did you mean "croatia"?'),
        ("President Bell", 'did you mean "ann-bell"?'),
        ("Ann Jane Bell", 'did you mean "ann-bell"?'),
        ("Ukrainians", 'did you mean "ukraine"?'),
        ("Uzbek", 'did you mean "uzbekistan"?'),
        ("Azeris", 'did you mean "azerbaijan"?'),
        ("Ottoman Empire", 'did you mean "turkiye"?'),
        ("sardinia", 'did you mean "italy"?'),
        ("Aden", 'did you mean "south-yemen"?'),
        ("Lybia", 'did you mean "libya"?'),
        ("Sirya", 'did you mean "syria"?'),
        ("Kazakhs", 'did you mean "kazakhstan"?'),
        ("Ireland (Northern)", '"Ireland (Northern)" may be "united-kingdom" (GB) or only a part'),
        ("Timor (West)", '"Timor (West)" may be "indonesia" (ID) or only a part of it'),
        ("l'Angleterre", '"l\'Angleterre" may be "united-kingdom" (GB) or only a part of it'),
        ("the Scotland", '"the Scotland" may be "united-kingdom" (GB) or only a part of it'),
        ("Georgia (US state)", 'may be "united-states" (US) or only a part of it'),
        ("Yemen (Aden)", 'did you mean "south-yemen"?'),
        ("Republic of Somaliland", '"Republic of Somaliland" may be "somalia" (SO) or only a part'),
    ],
)
def test_a_name_with_more_words_leads_to_the_one_that_is_in_them(
    dip: Run, name: str, told: str
) -> None:
    status, _, err = dip("trade", name, "-f", PATH)
    assert (status, told in err) == (2, True), err


def test_a_command_is_known_by_the_name_that_it_has_elsewhere(dip: Run) -> None:
    status, _, err = dip("countries", "-f", PATH)
    assert (status, err.splitlines()[0]) == (2, 'dipfacts: no command is called "countries"')
    assert "try dipfacts parties" in err
    assert "try dipfacts --version\n" in dip("version", "-f", PATH).err


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("non-oil-exports", "trade poland --measure oil-exports", "lists them"),
        ("oil-exports", "trade poland --measure exports-non-oil", "lists them"),
        ("non-oil-exports", "oil-exports poland", "lists the commands"),
        ("non-oil-exports", "trade poland --measure exports", 'did you mean "non-oil-exports"?'),
    ],
)
def test_what_has_the_words_of_a_name_but_denies_one_is_not_suggested(
    dip: Run, name: str, line: str, told: str
) -> None:
    declared = [topic("trade", label="Trade"), measure(name, topic="trade", label=name)]
    claim = figure("f", measure=name, parties=["poland", "mexico"])
    path = shared(base(source(), *declared, claim))
    status, _, err = dip(*line.split(), "-f", str(path))
    assert (status, told in err) == (2, True), err
