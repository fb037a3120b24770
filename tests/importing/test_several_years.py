"""Several whole years in a head or a line above: they are not taken for one of them."""

from __future__ import annotations

import pytest

from dipfacts.importing.own_tables.times.year_parts import part_of_year


@pytest.mark.parametrize(
    "text",
    [
        *("January 2020 - December 2021", "Jan 2020 – Dec 2021", "Q1 2020 to Q4 2021"),
        *("2020-01 to 2021-12", "1 January 2020 to 31 December 2021", "январь 2020 - декабрь 2021"),
    ],
)
def test_whole_years_are_more_than_one(text: str) -> None:
    assert part_of_year(f"Exports, {text}")[0] == "2020/2021"
