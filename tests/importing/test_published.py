"""The day when data were published, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import map_words

AS_DATE = "write a date as YYYY, YYYY-MM or YYYY-MM-DD"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("x", f'cannot read "x" as a date or period\n  {AS_DATE}'),
        *(
            (day, f'"{day}" is a span, and data are published on a day\n  {AS_DATE}')
            for day in ("2021/..", "../..", "../2021", "2021/2022", "2021-01-05/2021-01-06")
        ),
        ("2021-13", 'month 13 does not exist in "2021-13"\n  months run from 01 to 12'),
    ],
)
def test_data_are_published_on_one_day(dip: Run, tmp_path: Path, day: str, told: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Year,From,To,T\n2021,Iceland,Norway,1200\n")
    keys = "claim=figure measure=fish topic=fisheries from={From} to={To} period={Year} value={T}"
    words = map_words(*f"{keys} unit=tonnes publisher=X".split())
    line = ("import", str(table), "--to", str(tmp_path / "facts"), *words, "--published")
    assert dip(*line, day) == (2, "", f"dipfacts: --published: {told}\n")
    assert not (tmp_path / "facts").exists()
    for right in ("2021", "2021-05", "2021-05-06"):
        assert dip(*line, right, "--dry-run").status == 0
