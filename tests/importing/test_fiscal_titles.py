"""`dipfacts import --map`: heads, and lines above, of fiscal years or preliminary data."""

from __future__ import annotations

import pytest

from support.importing import Import

GIVEN = ("measure=exports", "unit=USD", "publisher=X", "from=australia", "to={c}")


def under_line(imported: Import, line: str) -> str:
    """Return the report on a wide table under a line."""
    words = (*GIVEN, "columns=2021", "period={column}", "value={cell}", "skip_lines=1")
    text = f'"{line}",\nc,2021\nItaly,12\n'
    return imported("t.csv", text, *words)[0]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Exports, years ended 30 June", "2020-07/2021-06"),
        ("Exports, year to March", "2020-04/2021-03"),
        ("Exports by fiscal year (April-March)", "2021-04/2022-03"),
        ("Exports (Jul-Jun)", "2021-07/2022-06"),
        ("Fiscal year", "2021-04/2022-03"),
        ("Exporte nach Geschäftsjahr", "2021-04/2022-03"),
    ],
)
def test_a_line_of_fiscal_years_is_told(imported: Import, line: str, written: str) -> None:
    what = f'the line above the headers "{line}" says a fiscal year'
    how = f"if it is not, write such as {written}"
    assert f"note: {what}, and 2021 is taken as a calendar year: {how}" in under_line(
        imported, line
    )


@pytest.mark.parametrize(
    "line",
    [
        *("Exports (Jan-Dec)", "Exports, calendar years", "Years ended December"),
        *("Exports at year end", "Change from year to year", "Seasonally adjusted"),
        "Financial services",
    ],
)
def test_a_line_of_calendar_years_is_not(imported: Import, line: str) -> None:
    assert "fiscal" not in under_line(imported, line)


@pytest.mark.parametrize("head", ["Exports FY2021", "Exports (fiscal year)", "Exports 2021/22"])
@pytest.mark.parametrize("as_value", [True, False])
def test_a_head_of_a_fiscal_year_is_told(imported: Import, head: str, as_value: bool) -> None:
    named = [f"value={{{head}}}"] if as_value else [f"columns={head}", "value={cell}"]
    words = (*GIVEN, "period=2021", *named)
    out, _ = imported("t.csv", f"c,{head}\nItaly,12\n", *words)
    assert f'note: the header "{head}" says a fiscal year, and 2021 is taken' in out


@pytest.mark.parametrize(
    ("head", "written"),
    [
        *((it, "2020-04/2021-03") for it in ("Exports 2020/21", "Exports FY 2020-21")),
        *(("Value 2020-2021", "2020-04/2021-03"), ("Exports 2021/22", "2021-04/2022-03")),
    ],
)
def test_a_head_of_two_years_begins_in_the_first(imported: Import, head: str, written: str) -> None:
    words = (*GIVEN, "period=2021", f"value={{{head}}}")
    out, _ = imported("t.csv", f'c,"{head}"\nItaly,12\n', *words)
    assert f"write such as {written}\n" in out


@pytest.mark.parametrize("head", ["年度", "Geschäftsjahr", "Ejercicio", "School year", "FY"])
def test_a_column_of_fiscal_years_is_told(imported: Import, head: str) -> None:
    words = (*GIVEN, f"period={{{head}}}", "value={v}")
    text = f"c,{head},v\nItaly,2021,12\n"
    out, _ = imported("t.csv", text, *words)
    assert f'note: the years of "{head}" (2021) are taken as calendar years' in out


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Exports, preliminary data", "provisional"),
        ("Exports (forecast)", "forecast"),
        ("Exports, projections", "forecast"),
        ("p = preliminary", ""),
        ("Exports, preliminary from 2020", ""),
        ("Population, estimates and projections", ""),
    ],
)
def test_a_line_of_numbers_that_are_not_final_is_told(
    imported: Import, line: str, status: str
) -> None:
    out = under_line(imported, line)
    say = (
        f'note: the line above the headers "{line}" says that numbers are not final: if all are so'
    )
    assert (f"{say}, add --map status={status}" in out) if status else "not final" not in out


@pytest.mark.parametrize(
    "line", ["2021: preliminary data", "Figures for 2021 are provisional", "Предварительные данные"]
)
def test_a_note_below_a_table_on_numbers_that_are_not_final_is_told(
    imported: Import, line: str
) -> None:
    text = f"Country,2020,2021\nItaly,5,6\nPeru,2,3\nChile,2,4\n{line},,\n"
    words = ("measure=exports", "unit=USD", "from=japan", "to={Country}", "columns=2020,2021")
    out, _ = imported("t.csv", text, *words, "period={column}", "value={cell}")
    what = f'the line below the headers "{line}" says that numbers are not final'
    assert f"note: {what}: if all are so, add --map status=provisional\n" in out


def test_a_party_in_a_row_without_numbers_is_no_such_note(imported: Import) -> None:
    unknown = "Provisional Government of Atlantis,,\n"
    text = f"Country,2020,2021\nItaly,5,6\nPeru,,\n,final data,\n{unknown}"
    words = ("measure=exports", "unit=USD", "from=japan", "to={Country}", "columns=2020,2021")
    out, _ = imported("t.csv", text, *words, "period={column}", "value={cell}")
    assert "not final" not in out
