"""Numbers, days and names in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dipfacts.answers.claims.subject_words import lower_label
from dipfacts.model import display
from dipfacts.model.file_format.tables import Figure, Measure
from dipfacts.model.periods.period import Period


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (2_900_000_000, "USD", "$2.9 billion"),
        (396_060_000, "EUR", "€396.06 million"),
        (2_602_200_000, "USD", "$2,602.2 million"),
        (300 * 10**9, "RUB", "300 billion roubles"),
        (-1, "RUB", "-1 rouble"),
        (-2_000_000, "TRY", "-2 million liras"),
        (50 * 10**9, "SEK", "SEK 50 billion"),
        (10**12, "USD", "$1 trillion"),
        (-997_800_000, "USD", "-$997.8 million"),
        (1_234_567, "USD", "$1,234,567"),
        (Decimal("-5.5"), "percent", "-5.5%"),
        (3, "rank", "3rd"),
        (11, "rank", "11th"),
        (22, "rank", "22nd"),
        (6, "road-maps", "6 road maps"),
        (726_000_000, "kWh", "726 million kWh"),
    ],
)
def test_amount(value: Any, unit: str, shown: str) -> None:
    assert display.amount(value, unit) == shown


@pytest.mark.parametrize(
    ("qualifier", "value", "shown"),
    [
        ("exactly", 5, "$5"),
        ("about", 5, "about $5"),
        ("more-than", 5, "more than $5"),
        ("at-most", 5, "at most $5"),
        ("exactly", 0, "none ($0)"),
        ("less-than", 0, "less than $0"),
    ],
)
def test_a_figure_keeps_its_qualifier(qualifier: Any, value: int, shown: str) -> None:
    figure = Figure(
        id="x",
        measure="m",
        period="2021",
        value=value,
        unit="USD",
        qualifier=qualifier,
        source="s",
    )
    assert display.figure_amount(figure) == shown


@pytest.mark.parametrize(
    ("label", "following", "shown"),
    [
        ("Trade turnover", "between A and B", "trade turnover between A and B"),
        ("FDI to date", "from A to B", "FDI to date from A to B"),
        ("Turkish exports", "from Turkey to Russia", "Turkish exports from Turkey to Russia"),
        ("Growth of North-South freight", "", "growth of North-South freight"),
        ("UN-led projects", "", "UN-led projects"),
        ("A part of exports", "", "a part of exports"),
    ],
)
def test_a_label_within_a_sentence(label: str, following: str, shown: str) -> None:
    measure = Measure(id="m", topic="t", label=label, nature="flow")
    assert lower_label(measure, following) == shown


@pytest.mark.parametrize(
    ("period", "nature", "shown"),
    [
        ("2021", "flow", "in 2021"),
        ("2021-01/2021-11", "flow", "in Jan–Nov 2021"),
        ("../2022-12-05", "stock", "as of 5 Dec 2022"),
        ("2022-12-05", "count", "as of 5 Dec 2022"),
        ("2020/..", "flow", "since 2020"),
        ("/2021", "flow", "until 2021, start unknown"),
        ("2021-05/", "ratio", "from May 2021, end unknown"),
        ("../..", "flow", "at any time"),
        ("/..", "flow", "up to now, start unknown"),
        ("/..", None, "still going, start unknown"),
        ("199X", "flow", "some time in the 1990s"),
        ("[2021,2022]", "flow", "in 2021 or 2022"),
        ("[2021-06-02,2021-06-03]", "flow", "in 2 or 3 Jun 2021"),
        ("2022-04/2023-03", "flow", "in the fiscal year Apr 2022 – Mar 2023"),
        ("2022-04/2023-03", "ratio", "in the fiscal year Apr 2022 – Mar 2023"),
        ("2022-04/2023-03", "stock", "in Apr 2022 – Mar 2023"),
        ("2022-04/2023-03", None, "in Apr 2022 – Mar 2023"),
        ("2022-02/2023-01", "flow", "in the twelve months Feb 2022 – Jan 2023"),
        ("2021-03-21/2022-03-20", "flow", "in the Iranian year 21 Mar 2021 – 20 Mar 2022"),
        ("/2022-10-31", "stock", "as of 31 Oct 2022"),
        ("/2022-10-31", "count", "as of 31 Oct 2022"),
        ("/2022-10", "stock", "as of Oct 2022"),
        ("2022-10", "stock", "as of Oct 2022"),
        ("2022-10", "count", "in Oct 2022"),
        ("../2022-10", "count", "until Oct 2022"),
        ("/2022", "rank", "until 2022, start unknown"),
        ("../2022", "stock", "as of 2022"),
        ("2022-10-31/2022-10-31", "stock", "as of 31 Oct 2022"),
        ("2021-05-XX", "rank", "as of some day in May 2021"),
        ("2022-10-31/..", "stock", "since 31 Oct 2022"),
    ],
)
def test_when(period: str, nature: str, shown: str) -> None:
    assert display.when(Period.parse(period), nature) == shown


def test_lists_and_counts() -> None:
    assert display.listed([]) == ""
    assert display.listed(["a"]) == "a"
    assert display.listed(["a", "b", "c"]) == "a, b and c"
    assert display.listed(["a", "b"], "or") == "a or b"
    assert [display.counted(n, "party") for n in (1, 2)] == ["1 party", "2 parties"]
    assert display.counted(1000, "claim") == "1,000 claims"
    assert display.day(None) == "undated"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, "visitors", "1 visitor"),
        (2, "visitors", "2 visitors"),
        (1, "countries", "1 country"),
        (1, "servicemen", "1 servicemen"),
        (1, "mass", "1 mass"),
        *((1, f"fishing-{it}", f"1 fishing {it}") for it in ("species", "series", "gas", "ms")),
        (1, "buses", "1 bus"),
        (1, "taxes", "1 tax"),
        (1, "branches", "1 branch"),
        (1, "cases", "1 case"),
        (1, "human-rights-abuses", "1 human rights abuse"),
        (1, "ties", "1 tie"),
        (1, "kilocalories", "1 kilocalorie"),
        (1, "GEL", "1 lari"),
        (Decimal("1.5"), "tonnes", "1.5 tonnes"),
    ],
)
def test_one_thing_is_named_in_the_singular(value: Any, unit: str, text: str) -> None:
    assert display.amount(value, unit) == text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("United Kingdom", "the United Kingdom"),
        ("Palestinian Territories", "the Palestinian Territories"),
        ("Holy See", "the Holy See"),
        ("Euro area", "the Euro area"),
        ("World", "World"),
        ("Agency for Energy", "the Agency for Energy"),
        ("United Nations", "the United Nations"),
        ("Non-Aligned Movement", "the Non-Aligned Movement"),
        ("European Bank for Reconstruction", "the European Bank for Reconstruction"),
        ("Common Market for Eastern Africa", "the Common Market for Eastern Africa"),
        ("G77", "the G77"),
        ("G-star", "G-star"),
        ("the Quad", "the Quad"),
        ("Asia-Pacific Economic Cooperation", "Asia-Pacific Economic Cooperation"),
        ("UN Trade and Development", "UN Trade and Development"),
        ("The Gambia", "The Gambia"),
        ("South Georgia & South Sandwich Islands", "South Georgia & South Sandwich Islands"),
        ("Heard Island and McDonald Islands", "Heard Island and McDonald Islands"),
        ("Turks & Caicos Islands", "the Turks & Caicos Islands"),
        ("Food and Agriculture Organization", "the Food and Agriculture Organization"),
        ("Norway", "Norway"),
        ("Vatican City", "Vatican City"),
        ("", ""),
    ],
)
def test_a_name_has_its_article_in_a_sentence(name: str, shown: str) -> None:
    assert display.with_article(name) == shown
