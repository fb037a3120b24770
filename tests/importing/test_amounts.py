"""`dipfacts import --map`: of columns in which rows differ, none of amounts tells of what part."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import map_words

HEADS = "donor,agency,recipient,year,id,commitment,paid,tonnes,code\n"
AID = ("measure=oda", "unit=USD", "from={donor}", "to={recipient}", "period={year}", "value={paid}")
GIVEN = map_words(*AID)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            ("DEU,KfW,COD,2019,1,15,14,3.5,7", "DEU,GIZ,COD,2019,2,3,2,3.5,7", "ITA,KfW,,,3,,,,"),
            "the rows differ in agency (KfW, GIZ), id (1, 2), commitment (15, 3); say of what part"
            " each is, as with --map 'scope={agency}', or take one part alone, as with --map"
            " 'where={agency}=KfW' --map 'scope={agency}' (a total without the scope)",
        ),
        (
            ("DEU,KfW,COD,2019,1,15,14,3.5,7", "DEU,KfW,COD,2019,1,3,2,2,8"),
            "the rows differ in commitment (15, 3), tonnes (3.5, 2), code (7, 8); say of what part"
            " each is, as with --map 'scope={code}', or take one part alone, as with --map"
            " 'where={code}=7' --map 'scope={code}' (a total without the scope)",
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


WTO = (
    "Reporting ISO3A Code,Partner ISO3A Code,Product/Sector Code,Product/Sector,Unit Code,Unit"
    ",Year,Value\n"
    "DEU,USA,TO,Total merchandise,USM,Million US dollar,2021,144000.5\n"
    "DEU,USA,MA,Manufactures,USM,Million US dollar,2021,130000\n"
)
OF_WTO = ("measure=exports", "from={Reporting ISO3A Code}", "to={Partner ISO3A Code}")
OF_ALL = map_words(*OF_WTO, "period={Year}", "value={Value}")


def test_a_code_of_a_unit_beside_its_words_is_not_told_and_a_total_has_no_scope(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wto.csv").write_text(WTO)
    line = ("import", "wto.csv", *OF_ALL, "--map", "unit=USD", "--published", "2025", "--to", "o")
    status, out, _ = dip(*line)
    assert status == 3
    assert (
        "or take one part alone, as with --map 'where={Product/Sector Code}=TO' --map"
        " 'scope={Product/Sector Code}' (a total without the scope)\n"
    ) in out
    assert "no key names Unit (Million US dollar): if it is right, add --map scale=1000000" in out
    assert "no key names Unit Code" not in out
    heeded = ("--map", "scale=1000000", "--map", "where={Product/Sector Code}=TO, {Unit Code}=USM")
    status, out, _ = dip(*line, *heeded)
    assert (status, "names Unit" in out, "--map unit=USM" in out) == (0, False, False)
    assert "the United States in 2021: $144,000.5 million" in dip("trade", "de", "us", "-f", "o")[1]


def test_a_code_of_a_currency_is_told_as_before_beside_its_words(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wto.csv").write_text(WTO.replace("USM,Million US dollar", "EUR,Million euro"))
    line = (*OF_ALL, "--map", "unit=USD", "--published", "2025", "--to", "o")
    out = dip("import", "wto.csv", *line)[1]
    assert "no key names Unit Code (EUR): say in which unit each is, as with" in out
