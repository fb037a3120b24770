"""`dipfacts import` of SDMX-CSV: rows that undo others, and rows of several data flows."""

from __future__ import annotations

import pytest

from support.importing import Import

HEAD = (
    "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,"
    "UNIT_MEASURE,OBS_STATUS\n"
)


def rows(*lines: str) -> str:
    return HEAD + "".join(f"dataflow,X:Y(1.0),{line}\n" for line in lines)


FRANCE, ITALY = "I,DE,FR,XG,2020,100,USD,A", "I,DE,IT,XG,2020,200,USD,A"
LATER = "I,DE,FR,XG,2021,300,USD,A"
DELETED = "  left out: {} deleted by a later row (ACTION D)\n"


@pytest.mark.parametrize(
    ("deletion", "values"),
    [
        ("D,DE,FR,XG,2020,,,", [200, 300]),
        ("D,DE,FR,XG,2020,100,USD,A", [200, 300]),
        ("D,DE,FR,XG,,,,", [200]),
        ("D,DE,,XG,2020,,,", [300]),
        ("D,DE,FR,MG,2020,,,", [100, 200, 300]),
        ("D,DE,FR,XG,2020,,,A", [100, 200, 300]),
    ],
)
def test_a_deletion_takes_away_what_stands_before_it(
    imported: Import, deletion: str, values: list[int]
) -> None:
    out, found = imported("d.csv", rows(FRANCE, ITALY, LATER, deletion))
    assert [it["value"] for it in found] == values
    assert "  left out: 1 a deletion (ACTION D)\n" in out
    assert (DELETED.format(3 - len(values)) in out) is (len(values) < 3)


def test_what_is_told_after_a_deletion_stands(imported: Import) -> None:
    _, found = imported("d.csv", rows(FRANCE, "D,DE,FR,XG,2020,,,", FRANCE.replace("100", "7")))
    assert [it["value"] for it in found] == [7]


@pytest.mark.parametrize("action", ["R", "M"])
def test_a_later_row_replaces_an_earlier_one(imported: Import, action: str) -> None:
    later = (
        ITALY.replace("I,", f"{action},", 1),
        FRANCE.replace("I,", f"{action},").replace("100", "7"),
    )
    out, found = imported("d.csv", rows(FRANCE, *later))
    assert [it["value"] for it in found] == [200, 7]
    assert f"  left out: 1 replaced by a later row (ACTION {action})\n" in out


def test_a_second_number_that_replaces_none_is_told(imported: Import) -> None:
    out, _ = imported("d.csv", rows(FRANCE, FRANCE.replace("100", "7")), status=3)
    assert "a second row about what line 2 is about" in out


def test_rows_of_several_data_flows_are_several_sources(imported: Import) -> None:
    text = rows(FRANCE, ITALY)
    both = text + "dataflow,O.E:T@U(2.1),I,DE,ES,XG,2020,5,USD,A\n"
    both += "dataflow,X:Y(1.1),I,DE,PL,XG,2020,6,USD,A\n"
    out, _ = imported("d.csv", both, status=2)
    assert "d.csv holds several data flows: X Y, O.E T@U\n" in out
    one = both.replace("O.E:T@U(2.1)", "X:Y(1.0): Trade")
    assert len(imported("d.csv", one)[1]) == 4
    assert len(imported("d.csv", text + ",,,,,,,,,\n")[1]) == 2
