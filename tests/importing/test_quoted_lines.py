"""`dipfacts import` of a file whose lines stand in quotation marks as a whole."""

from __future__ import annotations

import pytest

from support.importing import Import

GIVEN = ("measure=exports", "unit=USD", "publisher=X", "from=japan", "to={c}", "period={y}",
         "value={v}")  # fmt: skip


@pytest.mark.parametrize("more", [(), ("delimiter=,",)])
def test_marks_around_each_line_are_told(imported: Import, more: tuple[str, ...]) -> None:
    text = '"c,y,v"\n"Italy,2021,5"\n"Chad,2021,5"\n'
    out, _ = imported("t.csv", text, *GIVEN, *more, status=2)
    assert "(quotation marks stand around each line: remove those)" in out
    assert "delimiter" not in out


def test_marks_around_rows_alone_are_no_notes(imported: Import) -> None:
    text = 'c,y,v\n"Italy,2021,5"\nSource\n'
    given = (*GIVEN, "delimiter=,")
    out, _ = imported("t.csv", text, *given, status=3)
    lines = " ".join(out.split())
    how = "quotation marks stand around the line: remove the line, if it is a note, else the marks"
    assert f"t.csv:2: 1 cell where the header has 3; {how}" in lines
    assert "t.csv:3: 1 cell where the header has 3; remove the line, if it is a note" in lines


def test_a_head_without_marks_is_parted(imported: Import) -> None:
    text = "c|y|v\nItaly|2021|5\n"
    out, _ = imported("t.csv", text, *GIVEN, "delimiter=;", status=2)
    assert "if | parts its cells, add --map" in out
