"""`dipfacts import`: where a character stands that nobody sees."""

from __future__ import annotations

import pytest

from support.importing import Import

HEADS = "STRUCTURE,STRUCTURE_ID,freq: F,indic: Indicator,geo: Geo,TIME_PERIOD: T,OBS_VALUE: V"
SAY = "remove it: the text may not be what it looks like"


@pytest.mark.parametrize("char", ["\x1b", "\u202e"])
def test_an_invisible_character_in_a_label_is_told_with_its_line(
    imported: Import, char: str
) -> None:
    of = "dataflow,ESTAT:X(1.0),A: Annual"
    rows = f"{of},ABC: Apples,DE: Germany,2020,5\n{of},DEF: Pe{char}ars,DE: Germany,2020,6\n"
    out, _ = imported("t.csv", f"{HEADS}\n{rows}", "unit=EUR", status=3)
    code = f"U+{ord(char):04X}"
    cell = 'a cell of "indic: Indicator"'
    assert f"  t.csv:3: {cell} holds the invisible character {code}; {SAY}\n" in out
