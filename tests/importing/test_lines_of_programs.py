"""`dipfacts import` of what programs write beside data: separators, heads again, exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import Import

GIVEN = tuple(
    f"--map={it}"
    for it in ("measure=exports", "unit=USD", "publisher=X", "from=japan", "to={c}", "period={y}",
               "value={v}")
)  # fmt: skip


@pytest.mark.parametrize(("line", "mark"), [("sep=;", ";"), ("sep=,", ","), ('"sep=,"', ",")])
def test_the_separator_that_excel_is_told_is_no_line_above(
    imported: Import, line: str, mark: str
) -> None:
    text = f"{line}\nc,y,v\nItaly,2021,5\n".replace(",", mark) if mark == ";" else ""
    out, claims = imported("t.csv", text or f"{line}\nc,y,v\nItaly,2021,5\n", *GIVEN)
    assert len(claims) == 1
    assert "line above" not in out


def test_heads_that_stand_there_again_say_no_more(imported: Import) -> None:
    out, claims = imported("t.csv", "c,y,v\nItaly,2021,5\nc,y,v\nChad,2021,6\n", *GIVEN)
    assert len(claims) == 2
    assert "line below the headers" not in out


@pytest.mark.parametrize(
    "cell", ["TOTAL - All products", "Total all products", "Overall", "合计", "Toplam"]
)
def test_a_word_for_the_whole_is_no_part(imported: Import, cell: str) -> None:
    text = f"c,y,p,v\nItaly,2021,{cell},5\nItaly,2021,Food,2\n"
    _, claims = imported("t.csv", text, *GIVEN, "--map=scope={p}")
    assert [it.get("scope") for it in claims] == [None, "Food"]


def test_each_table_of_an_export_is_told_for_what_it_is(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("c,y,v\nItaly,2021,5\n")
    assert dip("import", "t.csv", "--published", "2024", "--to", "base", *GIVEN).status == 0
    assert dip("export", "out", "--to", "csv", "-f", "base").status == 0
    tables = sorted(Path("out").glob("*.csv"))
    assert len(tables) > 8
    for table in tables:
        Path("x.csv").write_bytes(table.read_bytes())  # away from the description of the export
        assert "of dipfacts\n" in dip("import", "x.csv").err, table.name


def test_a_table_of_people_by_party_is_nobodys_export(dip: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("name,party,kind\nAda Roe,Greens,mayor\n")
    assert "of no known format" in dip("import", str(path)).err
