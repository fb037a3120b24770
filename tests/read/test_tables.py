"""Reading CSV: bytes to rows with their lines, cells to exact numbers, rows to claims."""

from __future__ import annotations

import csv
import gzip
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dipfacts.errors import FactBaseError
from dipfacts.read.rows import csv_parts
from dipfacts.read.rows.csv_files import BadRow, CsvRow, Layout, head_of, layout_of, rows
from dipfacts.read.rows.tables import LeftOut, Outcome, TableClaim, TableReader, WrongRow, declared
from dipfacts.read.table.numbers import NumberError, number
from support.written import outcomes


def written(folder: Path, content: bytes | str, name: str = "a.csv") -> str:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def read(path: str) -> tuple[Layout, list[str], list[Any]]:
    """Return how a file is written, its heads and its rows."""
    layout = layout_of(path)
    return layout, head_of(path, layout), list(rows(path, layout))


@pytest.mark.parametrize(
    ("content", "layout"),
    [
        (b"a,b\n1,2\n", Layout("utf-8")),
        (b"\xef\xbb\xbfa,b\r\n1,2\r\n", Layout("utf-8-sig")),
        (b"a;b\n1;2\n", Layout("utf-8", ";")),
        (b"a\tb\n1\t2\n", Layout("utf-8", "\t")),
        (b"a,b\r1,2\r", Layout("utf-8")),
        (b"a,b,\r\n1,2,\r\n", Layout("utf-8")),
        (b"a,b\n1,2,\n", Layout("utf-8")),
        ("a,b\n1,2\n".encode("utf-16"), Layout("utf-16")),
        ("a,b\n1,2\n".encode("utf-16-le"), Layout("utf-16-le")),
        ("a,b\n1,2\n".encode("utf-16-be"), Layout("utf-16-be")),
        ("a,b\n1,2\n".encode("utf-32"), Layout("utf-32")),
        (gzip.compress("a,b\n1,2\n".encode("utf-16-le"), mtime=0), Layout("utf-16-le")),
        (b'"Source","x",\n\n"Updated","y",\n\n"a","b",\n1,2,\n' + b"1,2,\n" * 0, None),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), Layout("utf-8")),
    ],
)
def test_the_same_two_cells_in_every_layout(
    tmp_path: Path, content: bytes, layout: Layout | None
) -> None:
    seen, heads, found = read(written(tmp_path, content))
    if layout:
        assert (seen, heads) == (layout, ["a", "b"])
        assert [row.cells for row in found] == [["1", "2"]]
    else:  # a preamble as wide as the data cannot be told from them
        assert heads == ["Source", "x"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("land;2019;2020\nDE;1,5;2,5\nFR;3,5;4,5\n", ";"),
        ("land\t2019\t2020\nDE\t1,234,567\t2,345,678\nFR\t1,000,000\t3,456,789\n", "\t"),
        ("land\tvalue\nKorea, South\t5\nCongo, Dem. Rep.\t6\n", "\t"),
    ],
)
def test_commas_within_cells_are_no_delimiter(tmp_path: Path, text: str, delimiter: str) -> None:
    assert layout_of(written(tmp_path, text)).delimiter == delimiter


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_preamble_that_a_spreadsheet_made_as_wide_as_the_table_is_recognised(
    tmp_path: Path, delimiter: str
) -> None:
    text = "Source,WDI,,\n,,,\nUpdated,2023,,\n\na,b,c,d\n1,,,\n2,3,4,5\n"
    path = written(tmp_path, text.replace(",", delimiter))
    layout = layout_of(path)
    assert (layout.skip_lines, head_of(path, layout)) == (4, ["a", "b", "c", "d"])


@pytest.mark.parametrize(
    "text",
    ["a,,,\nb,1,,2\n", "a,b,,\n,c,d,e\n", "a,,\nb,c,d\n", "a,,,\nb,,,\nc,,,\nd,,,\n1,2,3,4\n"],
)
def test_what_may_be_the_head_is_no_preamble(tmp_path: Path, text: str) -> None:
    assert layout_of(written(tmp_path, text)).skip_lines == 0


def test_a_preamble_is_recognised_and_lines_are_those_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, 'Source,x\n\nUpdated,y\n\na,b,c\n1,"two\nlines",3\n4,5,6\n')
    layout, heads, found = read(path)
    assert (layout.skip_lines, heads) == (4, ["a", "b", "c"])
    assert found == [CsvRow(6, 1, ["1", "two\nlines", "3"]), CsvRow(8, 2, ["4", "5", "6"])]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Côte d'Ivoire", "iso-8859-1"), ("it’s", "cp1252"), ("Türkiye", "utf-8")],
)
def test_the_encoding_is_recognised(tmp_path: Path, text: str, encoding: str) -> None:
    layout, _, found = read(written(tmp_path, f"a,b\n{text},2\n".encode(encoding)))
    assert layout.encoding == encoding
    assert found[0].cells[0] == text


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"1", "1 cell where the header has 2"),
        (b"1,2,3", "3 cells where the header has 2"),
        (b'1,"2', "a quotation mark is not closed"),
        pytest.param(
            b"1," + b"n" * ((1 << 24) + 1),
            "a cell has more than 16,777,216 characters, or its quotation mark is not closed",
            id="a long cell",
        ),
        (b'"1"2,3', "a quotation mark within a cell is not doubled"),
        (b"1,\xff", "not UTF-8 text"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, line: bytes, message: str
) -> None:
    path = written(tmp_path, b"a,b\n1,2\n" + line)
    found = list(rows(path, Layout()))
    assert found[0] == CsvRow(2, 1, ["1", "2"])
    assert isinstance(found[1], BadRow)
    assert (found[1].line, found[1].number, found[1].message) == (3, 2, message)


@pytest.mark.parametrize(("text", "encoding"), [("it’s", "cp1252"), ("Türkiye", "iso-8859-1")])
def test_the_remedy_for_other_text_names_an_encoding_that_reads_it(
    tmp_path: Path, text: str, encoding: str
) -> None:
    (row,) = rows(written(tmp_path, f"a,b\n{text},2\n".encode(encoding)), Layout())
    assert isinstance(row, BadRow)
    assert str(row.remedy) == f'add encoding = "{encoding}"'


@given(st.lists(st.lists(st.text(max_size=5), min_size=1, max_size=4), min_size=1, max_size=12))
def test_no_row_is_lost(tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["a", "b"], *cells])
    path = written(tmp_path_factory.mktemp("csv"), out.getvalue().encode("utf-8", "replace"))
    found = list(rows(path, Layout()))
    blank = [row for row in cells if not "".join(row).strip()]
    tags = len(found) - sum(isinstance(row, CsvRow | BadRow) for row in found)
    assert len(found) == len(cells) - len(blank)
    assert tags <= 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_a_fault(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = written(tmp_path_factory.mktemp("csv"), content.replace(b"\x1f\x8b", b""))
    for row in read(path)[2]:
        assert row.line >= 1


@given(st.text('",;\n\r ab', max_size=40), st.sampled_from([1, 2]))
@example('a"b,"c\nd",e"f\n', 1)  # the first mark is part of its cell
@example('"a""b",c\n"d\n\n', 1)
def test_a_file_is_cut_between_records_alone(
    tmp_path_factory: pytest.TempPathFactory, text: str, rows: int
) -> None:
    path = written(tmp_path_factory.mktemp("csv"), f"head\n{text}")
    layout = Layout("utf-8")

    def records(part: csv_parts.Part) -> list[list[str]]:
        with csv_parts.records_of(path, layout, part) as (_, _, found):
            return [*found]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_parts, "_SMALL", 4)
        patch.setattr(csv_parts, "_PART", 4)
        parts = csv_parts.parts_of(path, layout, rows)
        try:
            whole = records(csv_parts.WHOLE)
        except csv.Error:
            return
        assert [row for part in parts for row in records(part)] == whole
        if len(parts) > 1:
            assert [part.number % rows for part in parts] == [0] * len(parts)
            after = [*(part.number for part in parts[1:]), len(whole) - 1]
            for part, end in zip(parts, after, strict=True):
                assert len(records(part)) == end - part.number + (part.start == 0)


@pytest.mark.parametrize(
    ("text", "decimal", "scale", "value"),
    [
        ("611.85999", None, 1_000_000, 611_859_990),
        ("  26.000", None, 1, 26),
        ("-5", None, 1, -5),
        ("1,234,567", None, 1, 1_234_567),
        ("1,234.5", None, 1, Decimal("1234.5")),
        ("4,000", ".", 1, 4000),
        ("12,4", ",", 1, Decimal("12.4")),
        ("1.234,5", ",", 1, Decimal("1234.5")),
        ("1 234", None, 1, 1234),
        ("1\u00a0234\u00a0567", None, 1, 1_234_567),
        ("1\u2019234\u2019567", None, 1, 1_234_567),
        ("\N{MINUS SIGN}5,5", ",", 1, Decimal("-5.5")),
        ("4.5e-05", None, 1, Decimal("0.000045")),
        ("1e5", None, 1, 100_000),
        ("1E5", None, 1, 100_000),
        ("1.5E6", None, 1, 1_500_000),
        ("1.81e+09", None, 1, 1_810_000_000),
        ("40747792237.9735", None, 1, Decimal("40747792237.9735")),
        ("0.1", None, Decimal("0.001"), Decimal("0.0001")),
    ],
)
def test_numbers_are_exact(text: str, decimal: str | None, scale: Any, value: Any) -> None:
    found = number(text, decimal, scale)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4,000", '"4,000" may be thousands or a fraction'),
        ("12,4", '"12,4" is no number'),
        ("1.81E+09", '"1.81E+09" has lost its digits'),
        ("1E+05", '"1E+05" has lost its digits'),
        ("NaN", '"NaN" is no number'),
        ("1e9999", '"1e9999" is no number'),
        ("0x10", '"0x10" is no number'),
        ("1_000", '"1_000" is no number'),
        ("", '"" is no number'),
        ("1,23,456", '"1,23,456" is no number'),
    ],
)
def test_what_is_no_number_or_two_is_refused(text: str, message: str) -> None:
    with pytest.raises(NumberError) as error:
        number(text)
    assert error.value.message == message


@pytest.mark.parametrize("text", ["69 512,3", "123\u00a0456\u00a0789,12", "\u22121\u202f234,567"])
def test_a_comma_before_decimals_is_known_beside_thousands_in_groups(text: str) -> None:
    with pytest.raises(NumberError) as error:
        number(text)
    assert str(error.value.remedy) == 'add decimal = ","'
    digits = "".join(it for it in text if it.isdigit() or it == ",").replace(",", ".")
    assert abs(number(text, ",")) == Decimal(digits)


@pytest.mark.parametrize("text", ["1.5", "1.5E3", "1234.567", "1.2345,6"])
def test_a_point_before_decimals_is_refused_where_a_comma_stands_there(text: str) -> None:
    with pytest.raises(NumberError) as error:
        number(text, ",")
    assert error.value.message == f'"{text}" is no number'


TABLE: dict[str, Any] = {
    "id": "t", "file": "a.csv", "claim": "figure", "source": "s", "measure": "exports",
    "from": "iso2:{a}", "to": "iso2:{b}", "period": "{year}", "value": "{v}", "unit": "USD",
    "missing": ["", "-9"],
}  # fmt: skip
CSV = "a,b,year,v,use\nAZ,NA,2020,5,yes\nAZ,RU,2020,-9,yes\nAZ,W,2020,7,yes\nAZ,RU,2021,8,no\n"


def made(folder: Path, text: str = CSV, **keys: Any) -> list[Outcome]:
    """Return what the rows of a table are."""
    return list(outcomes(declared({**TABLE, **keys}), written(folder, text)))


def test_each_row_is_a_claim_or_left_out_for_a_reason(tmp_path: Path) -> None:
    found = made(tmp_path, where={"use": ["yes"]}, skip={"b": ["W"]}, key="{a}-{b}-{year}")
    assert found == [
        TableClaim(
            2,
            1,
            {
                "measure": "exports", "from": "iso2:AZ", "to": "iso2:NA", "period": "2020",
                "value": 5, "unit": "USD", "source": "s", "id": "t-az-na-2020", "locator": "row 1",
            },
        ),
        LeftOut(3, 2, "missing", "", "-9"),
        LeftOut(4, 3, "skip", "b", "W"),
        LeftOut(5, 4, "where", "use", "no"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["column", "cell"])
def test_a_column_may_be_called_as_what_a_wide_table_adds(name: str, tmp_path: Path) -> None:
    (found,) = made(tmp_path, f"a,b,{name},v\nAZ,RU,2020,5\n", period=f"{{{name}}}")
    assert isinstance(found, TableClaim)
    assert found.keys["period"] == "2020"


@pytest.mark.parametrize("cell", ["-9.0", "-9.00", "\N{MINUS SIGN}9"])
def test_a_number_that_is_missing_is_so_in_any_spelling(tmp_path: Path, cell: str) -> None:
    text = f"a,b,year,v\nAZ,RU,2020,{cell}\nAZ,RU,2021,-9.5\n"
    left_out, claim = made(tmp_path, text)
    assert left_out == LeftOut(2, 1, "missing", "", cell)
    assert isinstance(claim, TableClaim)
    assert claim.keys["value"] == Decimal("-9.5")


def test_conditions_may_join_columns(tmp_path: Path) -> None:
    found = made(tmp_path, skip={"{b} {year}": ["RU 2021"]})
    assert isinstance(found[1], LeftOut)
    assert found[3] == LeftOut(5, 4, "skip", "{b} {year}", "RU 2021")


@pytest.mark.parametrize("value", ["2020", "2020.0"])
@pytest.mark.parametrize(("column", "form"), [("year", "{}"), ("{a} {year}", "AZ {}")])
def test_conditions_take_a_year_or_code_however_it_is_written(
    tmp_path: Path, value: str, column: str, form: str
) -> None:
    text = "a,b,year,v\nAZ,RU,2020,5\nAZ,GE,2020.0,6\nAZ,RU,2020.5,7\n"
    chosen = {column: [form.format(value)]}
    are_chosen = [isinstance(it, LeftOut) for it in made(tmp_path, text, skip=chosen)]
    assert are_chosen == [isinstance(it, TableClaim) for it in made(tmp_path, text, where=chosen)]
    assert are_chosen == [True, True, False]


def test_a_wide_table_is_counted_by_cells(tmp_path: Path) -> None:
    wide = {
        **TABLE,
        "columns": "2020..2021",
        "period": "{column}",
        "value": "{cell}",
        "key": "{a}-{column}",
    }
    text = "a,b,1999,2020,2021\nAZ,RU,1,2,\n"
    found = list(outcomes(declared(wide), written(tmp_path, text)))
    assert [type(one) for one in found] == [TableClaim, LeftOut]
    assert isinstance(found[0], TableClaim)
    assert (found[0].keys["id"], found[0].keys["value"]) == ("t-az-2020", 2)


def test_the_places_of_columns_are_held_once_for_the_tables_of_a_file() -> None:
    heads = ["a", "b", "year", "v", *(f"c{nth}" for nth in range(100))]
    one, other = (TableReader(declared({**TABLE, "id": it}), heads, "a.csv") for it in "st")
    assert one.columns is other.columns


def test_a_cell_of_a_wide_table_is_read_with_named_cells_alone() -> None:
    wide = {**TABLE, "columns": "2000..2099", "period": "{column}", "value": "{cell}"}
    wide |= {"note": "{2001}", "skip": {"z": ["no"]}, "key": "{k}-{column}"}
    heads = ["a", "x", "b", *map(str, range(2000, 2100)), "z", "k"]
    reader = TableReader(declared(wide), heads, "a.csv")
    first, second, *_, last = reader.cells_of([f"in {head}" for head in heads])
    assert first == ["in a", "in b", "in 2001", "in z", "in k", "2000", "in 2000"]
    assert (second[-2:], last[-2:]) == (["2001", "in 2001"], ["2099", "in 2099"])
    assert {head: first[nth] for head, nth in reader.columns.items()} == {
        **{head: f"in {head}" for head in ("a", "b", "2001", "z", "k")},
        **{"column": "2000", "cell": "in 2000"},
    }


@pytest.mark.parametrize("columns", ["2022..2020", "2021..a"])
def test_a_range_of_columns_from_right_to_left_is_refused(tmp_path: Path, columns: str) -> None:
    wide = {**TABLE, "columns": columns, "period": "{column}", "value": "{cell}"}
    path = written(tmp_path, "a,b,2020,2021,2022\nAZ,RU,1,2,3\n")
    with pytest.raises(FactBaseError) as error:
        list(outcomes(declared(wide), path))
    (problem,) = error.value.problems
    first, last = columns.split("..")
    assert (problem.code, problem.message) == ("not-allowed", "columns ends before it begins")
    assert problem.hint == f'write columns = "{last}..{first}"'


def test_two_rows_of_one_key_are_a_problem_with_both_lines(tmp_path: Path) -> None:
    found = made(tmp_path, key="{a}", skip={"b": ["RU"]})
    assert isinstance(found[2], WrongRow)
    (problem,) = found[2].problems
    assert (problem.line, problem.message) == (4, '"t-az" is the id of line 2, too')


def test_a_table_that_names_no_column_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactBaseError) as error:
        made(tmp_path, value="{values}")
    assert 'the file has no column "values"' in str(error.value)
    with pytest.raises(FactBaseError) as error:
        made(tmp_path, valeu="{v}")
    assert 'unknown key "valeu" in [[table]]; did you mean "value"?' in str(error.value)
    with pytest.raises(FactBaseError) as error:
        made(tmp_path, title="{v}")
    assert '"title" is no key of a table of figures' in str(error.value)


def test_a_key_that_a_claim_must_have_is_never_blank(tmp_path: Path) -> None:
    found = made(tmp_path, "a,b,year,v\nAZ,NA,,5\n")
    assert isinstance(found[0], WrongRow)
    (problem,) = found[0].problems
    assert (problem.line, problem.column, problem.message) == (2, 3, "period is blank")


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("{use}", 'key "(?)" has no letter or digit'),
        ("{y}", "key is blank"),
        ("{use} Договор", 'key "(?) Договор" has no letter from a to z or digit'),
    ],
)
def test_a_key_without_a_letter_or_digit_is_told_as_it_is(
    tmp_path: Path, key: str, message: str
) -> None:
    found = made(tmp_path, "a,b,year,v,use,y\nAZ,NA,2020,5,(?),\n", key=key)
    assert isinstance(found[0], WrongRow)
    assert [it.message for it in found[0].problems] == [message]
