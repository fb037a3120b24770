"""`dipfacts import` of a workbook: its sheets are named, and the line that converts them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from support.command_line import Run

pytestmark = pytest.mark.usefixtures("empty_folder")

READ = "dtype=str, keep_default_na=False"
DAYS = ".replace(' 00:00:00', '', regex=True)"
EXCEL = '<workbook><workbookPr/><sheets>{}</sheets><definedName name="x"/></workbook>'
OPEN = "<office:spreadsheet>{}<table:table-row/></office:spreadsheet>"


def write(name: str, *sheets: str) -> None:
    """Write a workbook of sheets with nothing in them but their names."""
    is_excel = name.endswith(".xlsx")
    if is_excel:
        texts = [f'<sheet name="{it}" sheetId="{nth}"/>' for nth, it in enumerate(sheets, 1)]
    else:
        texts = [f'<table:table table:name="{it}" table:style-name="a"/>' for it in sheets]
    with zipfile.ZipFile(name, "w") as packed:
        part, text = ("xl/workbook.xml", EXCEL) if is_excel else ("content.xml", OPEN)
        packed.writestr(part, text.format("".join(texts)))


@pytest.mark.parametrize(("name", "program"), [("b.xlsx", "Excel"), ("b.ods", "OpenDocument")])
def test_of_several_sheets_each_becomes_a_table(dip: Run, name: str, program: str) -> None:
    write(name, "Exports", "Imports &amp; more", "2020")
    line = (
        f"[t{DAYS}.to_csv(sys.argv[2] + s + '.csv', index=False, mode='x') for s, t in "
        f"read_excel(sys.argv[1], {READ}, sheet_name=None).items()]"
    )
    assert dip("import", name) == (
        2,
        "",
        f"dipfacts: {name} is a file of {program} with 3 sheets (Exports, Imports & more, 2020)\n"
        "  convert each sheet to a CSV of its own first: python -c "
        f'"import sys; from pandas import *; {line}" {name} b-\n',
    )


@pytest.mark.parametrize(
    ("sheets", "how"),
    [
        (("Exports",), "convert it first"),
        ((), "convert its first sheet, or that with sheet_name='…'"),  # which cannot be read
    ],
)
def test_one_sheet_becomes_a_table(dip: Run, sheets: tuple[str, ...], how: str) -> None:
    write("b.xlsx", *sheets)
    line = f"read_excel(sys.argv[1], {READ}){DAYS}.to_csv(sys.argv[2], index=False, mode='x')"
    command = f'python -c "import sys; from pandas import *; {line}" b.xlsx b.csv'
    assert dip("import", "b.xlsx") == (
        2,
        "",
        f"dipfacts: b.xlsx is a file of Excel\n  {how}: {command}\n",
    )


def test_more_sheets_than_are_named(dip: Run) -> None:
    write("b.xlsx", "a", "b", "c", "d", "e")
    _, _, err = dip("import", "b.xlsx")
    assert err.startswith(
        "dipfacts: b.xlsx is a file of Excel with 5 sheets (a, b, c and 2 more)\n"
    )


@pytest.mark.parametrize(
    ("there", "begin"),
    [(("b-b.csv",), "b-2-"), (("b-a.csv", "b-2-b.csv"), "b-3-"), (("b-x.csv",), "b-")],
)
def test_sheets_are_converted_to_names_that_are_free(
    dip: Run, there: tuple[str, ...], begin: str
) -> None:
    write("b.xlsx", "a", "b")
    for name in there:
        Path(name).write_text("mine")
    assert dip("import", "b.xlsx")[2].endswith(f" b.xlsx {begin}\n")


STYLES = '<s><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>{}</cellXfs></s>'
SHARES = "import what it shows in percent with --map scale=100"


@pytest.mark.parametrize(
    ("styles", "is_told"),
    [
        (STYLES.format('<xf numFmtId="0"/><xf numFmtId="10"/>'), True),
        (f'<numFmt formatCode="0.0%"/>{STYLES.format("")}', True),
        (STYLES.format('<xf numFmtId="0"/>'), False),  # the style is there, and none has it
    ],
)
def test_cells_that_are_shown_in_percent_are_told(dip: Run, styles: str, is_told: bool) -> None:
    write("b.xlsx", "Exports")
    with zipfile.ZipFile("b.xlsx", "a") as packed:
        packed.writestr("xl/styles.xml", styles)
    how = f"convert it first, and {SHARES}: python" if is_told else "convert it first: python"
    assert how in " ".join(dip("import", "b.xlsx")[2].split())
