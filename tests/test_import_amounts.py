"""`dipfacts import --map`: of columns in which rows differ, none of amounts tells of what part."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run

HEADS = "donor,agency,recipient,year,id,commitment,paid,tonnes,code\n"
AID = ("measure=oda", "unit=USD", "from={donor}", "to={recipient}", "period={year}", "value={paid}")
GIVEN = [it for key in AID for it in ("--map", key)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            ("DEU,KfW,COD,2019,1,15,14,3.5,7", "DEU,GIZ,COD,2019,2,3,2,3.5,7", "ITA,KfW,,,3,,,,"),
            "the rows differ in agency (KfW, GIZ), id (1, 2), commitment (15, 3); say of what part"
            " each is, as with --map 'scope={agency}', or take one part alone, as with --map"
            " 'where={agency}=KfW' --map 'scope={agency}'",
        ),
        (
            ("DEU,KfW,COD,2019,1,15,14,3.5,7", "DEU,KfW,COD,2019,1,3,2,2,8"),
            "the rows differ in commitment (15, 3), tonnes (3.5, 2), code (7, 8); say of what part"
            " each is, as with --map 'scope={code}', or take one part alone, as with --map"
            " 'where={code}=7' --map 'scope={code}'",
        ),
        (
            ("DEU,KfW,COD,2019,1,15,14,3.5,7", "DEU,KfW,COD,2019,1,3,2,2,7"),
            "the rows differ in commitment (15, 3), tonnes (3.5, 2); remove one of the two rows, or"
            " write their sum in one",
        ),
    ],
)
def test_another_column_of_amounts_is_no_part(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("aid.csv").write_text(HEADS + "\n".join(rows) + "\n")
    status, out, _ = dip("import", "aid.csv", *GIVEN, "--published", "2025", "--to", "base")
    line = f"  aid.csv:3: line 2 has another number for the same question; {told}\n"
    assert (status, line in out) == (3, True), out
