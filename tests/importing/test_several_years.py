"""Several whole years in a head or a line above: they are not taken for one of them."""

from __future__ import annotations

import pytest

from dipfacts.importing.own_tables.times.year_parts import part_of_year
from support.importing import Import


@pytest.mark.parametrize(
    "text",
    [
        *("January 2020 - December 2021", "Jan 2020 – Dec 2021", "Q1 2020 to Q4 2021"),
        *("2020-01 to 2021-12", "1 January 2020 to 31 December 2021", "январь 2020 - декабрь 2021"),
    ],
)
def test_whole_years_are_more_than_one(text: str) -> None:
    assert part_of_year(f"Exports, {text}")[0] == "2020/2021"


@pytest.mark.usefixtures("empty_folder")
@pytest.mark.parametrize(
    ("head", "period"),
    [
        *(("Average 2019-2021", "2019/2021"), ("Sales, total for 2019–2021", "2019/2021")),
        *(("IX 2021", "2021-09"), ("Average 2021", ""), ("Sales (mean 2019-2021 = 100)", "")),
    ],
)
def test_a_head_of_other_months_or_years_is_told(imported: Import, head: str, period: str) -> None:
    given = "publisher=X measure=sales topic=trade unit=USD from=kenya to={p} period=2021".split()
    text = imported("t.csv", f'p,"{head}"\nGhana,4\n', *given, f"value={{{head}}}").text
    assert (f"--map period={period}" in text) == bool(period)
    assert ("say which" in text) == bool(period)
