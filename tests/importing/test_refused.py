"""`dipfacts import`: what is no data set."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shlex
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from support.command_line import Run
from support.import_files import MINE, adds_up, counts, import_twice
from support.importing import DAY

pytestmark = pytest.mark.usefixtures("read_anew")


def zipped(text: str) -> bytes:
    """Return an archive of one table, not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("data.csv", text)
    return packed.getvalue()


def tarred(name: str, content: bytes) -> bytes:
    """Return an archive of tar with one file."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


ARCHIVE = zipped("country,year,value\nDEU,2020,5\n")


@pytest.mark.parametrize(
    ("name", "content", "message", "hint"),
    [
        (
            "Dyadic.csv",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n",
            "Dyadic.csv is a Git LFS pointer, which names the data but does not hold it",
            "git lfs pull",
        ),
        ("empty.csv", b"\n", "empty.csv is empty", "download it again"),
        ("bom.csv", b"\xef\xbb\xbf\n", "bom.csv is empty", "download it again"),
        ("wide.csv", "".encode("utf-16"), "wide.csv is empty", "download it again"),
        ("cut.zip", ARCHIVE[:-9], "cut.zip is a broken archive", "download it again"),
        ("cut.zip", ARCHIVE[:4], "cut.zip is a broken archive", "download it again"),
        (
            "bad.zip",
            ARCHIVE.replace(b"DEU", b"FRA"),
            "bad.zip is a broken archive",
            "download it again",
        ),
        ("data.csv", ARCHIVE, "data.csv is an archive", "a name that ends in .zip"),
        ("a.csv.xz", b"\xfd7zXZ\0\0", "a.csv.xz is packed as .xz", "xz -dk a.csv.xz\n"),
        ("a.csv.bz2", b"BZh91AY&SY1", "a.csv.bz2 is packed as .bz2", "bzip2 -dk a.csv.bz2\n"),
        ("a.csv.zst", b"(\xb5/\xfd1", "a.csv.zst is packed as .zst", "zstd -dk a.csv.zst\n"),
        ("a b.7z", b"7z\xbc\xaf'\x1c\0", "a b.7z is an archive (7z)", "7z x 'a b.7z'"),
        ("a.rar", b"Rar!\x1a\7\1\0", "a.rar is an archive (RAR)", "unrar x a.rar"),
        ("a.tar", b"a" * 257 + b"ustar\0", "a.tar is an archive (tar)", "tar -xkf a.tar"),
        ("page.csv", b"%PDF-1.4", "page.csv is a PDF", "download the data as CSV"),
        ("page.csv", b"\x89PNG\r\n", "page.csv is a picture", "download the data as CSV"),
        ("page.csv", b'<?xml version="1.0"?><a/>', "page.csv is XML", "download the data as CSV"),
        (
            "page.xml",
            b'<?xml version="1.0"?><mes:GenericData xmlns:mes="x"/>',
            "page.xml is SDMX in XML\n",
            "download SDMX-CSV: with format=csv or format=SDMX-CSV, as the provider explains",
        ),
        (
            "a.json",
            b'{"class": "dataset", "value": {"0": 5}, "dimension": {}}',
            "a.json is JSON-stat\n",
            "download SDMX-CSV or TSV, of Eurostat with format=SDMX-CSV, or another CSV",
        ),
        ("a.json", b'{"dataSets": [{}]}', "a.json is SDMX in JSON\n", "download SDMX-CSV: with"),
        ("a.json", b'{"data": {"dataSets": []}}', "a.json is SDMX in JSON\n", "with format=csv"),
        (
            "a.json",
            b'[{"page": 1}, [{"indicator": {"id": "NY.GDP.MKTP.CD"}, "value": 5}]]',
            "a.json is JSON of the World Bank's interface\n",
            "download its CSV in place of it: https://api.worldbank.org/v2/country/all/indicator/"
            "NY.GDP.MKTP.CD?downloadformat=csv",
        ),
        (
            "a.json",
            b'[{"message": [{"id": "120", "key": "Invalid value", "value": "No such place"}]}]',
            'a.json is no data: it says "No such place"\n',
            "ask for the data again",
        ),
        (
            "a.json",
            b'[{"page": 1, "total": 0}, null]',
            "a.json holds no data of the World Bank's interface\n",
            "see whether the address names an indicator, places and years that there are",
        ),
        ("page.csv", b"<!DOCTYPE html><html>", "page.csv is a web page, not data", "download"),
        (
            "data.dta",
            b"<stata_dta>",
            "data.dta is a file of Stata",
            "mode='x')\" data.dta data.csv",
        ),
        (
            "data.xlsx",
            b"PK\3\4",
            "data.xlsx is a file of Excel",
            "mode='x')\" data.xlsx data.csv",
        ),
        (
            "data.parquet",
            b"PAR1\0",
            "data.parquet is a file of Parquet",
            "read_parquet(sys.argv[1]).to_csv(sys.argv[2], index=False, mode='x')\" data.par",
        ),
        ("data.csv", b"PK\3\4\0[Content_Types].xml", "is a file of Excel", "that ends in .xlsx"),
        ("data.csv", b"\xd0\xcf\x11\xe0\xa1\0", "is a file of Excel", "that ends in .xls"),
        (
            "data.xls",
            b"\xd0\xcf\x11\xe0\xa1\0",
            "is a file of Excel",
            "mode='x')\" data.xls data.csv",
        ),
        ("data.rda", b"RDX3\n", "data.rda is a file of R", 'na = "")\' data.rda data.csv'),
        (
            "cut.csv.gz",
            gzip.compress(b"a,b\n1,2\n" * 999, mtime=0)[:40],
            "unpacked to its end",
            "again",
        ),
        (
            "api.json",
            b'{"count": 1, "data": [{"reporterCode": 1}]}',
            "api.json is JSON of records, of no known format\n",
            "convert it to CSV first: python -c ",
        ),
        ("query.json", b'{"head": 1, "results": {"bindings": 2}}', "of no known format", "lists"),
        ("data.json", b'{"a": ', "data.json is not whole JSON", "download it again"),
        ("data.jsonl", b'{"a": 1}\n{"a"', "data.jsonl is not whole JSON", "download it again"),
        ("data.json", b'{"a": 1}\n{"a": 2}\n', "data.json is JSON Lines, a record a line\n", "csv"),
        (
            "data.jsonl",
            b'\xef\xbb\xbf{"a": 1}\n\n',
            "data.jsonl is JSON Lines, a record a line\n  convert it first: python -c ",
            " data.jsonl data.csv",
        ),
        (
            "baci.csv",
            b"t,i,j,k,v,q\n2018,4,24,845420,1.13E+05,26\n",
            "baci.csv:2: 1.13E+05 has lost its digits",
            "a spreadsheet has saved the file",
        ),
    ],
)
def test_what_is_no_data_set_is_told_as_what_it_is(
    dip: Run, name: str, content: bytes, message: str, hint: str
) -> None:
    Path(name).write_bytes(content)
    status, out, err = dip("import", name, *DAY)
    assert (status, out) == (2, "")
    assert message in err
    assert hint in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["$(touch x) `touch x`", "it's", '"; touch x; "', "-v", "a b"])
@pytest.mark.parametrize("ending", ["dta", "sav", "xlsx", "xls", "ods", "rda", "rds"])
def test_the_name_of_a_file_is_no_part_of_the_program_that_converts_it(
    dip: Run, name: str, ending: str
) -> None:
    Path(f"{name}.{ending}").write_bytes(b"PK\3\4")
    line = dip("import", f"./{name}.{ending}", *DAY).err.partition(": ")[2].partition(": ")[2]
    *_, program, of, to = shlex.split(line)
    assert (Path(of), Path(to)) == (Path(f"{name}.{ending}"), Path(f"{name}.csv"))
    assert name not in program
    assert not {*"$`"} & {*program}


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.csv.xz", lzma.compress(b"a,b\n"), "xz -dc data/a.csv.xz > data/a-2.csv"),
        ("a.csv.bz2", bz2.compress(b"a,b\n"), "bzip2 -dc data/a.csv.bz2 > data/a-2.csv"),
        ("a.db", b"SQLite format 3\0", "'SELECT * FROM TABLE' > data/a-2.csv"),
        ("a.jsonl", b'{"a": 1}\n{"a": 2}\n', "mode='x')\" data/a.jsonl data/a-2.csv"),
        ("a.json", b'[{"a": 1}]', "mode='x')\" data/a.json data/a-2.csv"),
        ("a.dta", b"<stata_dta>", "mode='x')\" data/a.dta data/a-2.csv"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "mode='x')\" data/a.xls data/a-2.csv"),
        ("a.rds", b"RDX3\n", 'na = "")\' data/a.rds data/a-2.csv'),
    ],
)
def test_no_line_to_type_writes_over_a_file(dip: Run, name: str, content: bytes, line: str) -> None:
    """Somebody has corrected it, as the guide tells people to."""
    Path("data").mkdir()
    Path("data", name).write_bytes(content)
    Path("data/a.csv").write_text("mine")
    assert dip("import", f"data/{name}", *DAY).err.endswith(f"{line}\n")
    Path("data/a.csv").unlink()
    assert "a-2.csv" not in dip("import", f"data/{name}", *DAY).err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv.xz", lzma.compress(b"a,b\n1,2\n")),
        ("a.csv.bz2", bz2.compress(b"a,b\n1,2\n")),
        ("a.tar", tarred("a.csv", b"a,b\n1,2\n")),
    ],
)
def test_a_line_that_unpacks_is_harmless_when_it_is_typed_twice(
    dip: Run, name: str, content: bytes
) -> None:
    Path(name).write_bytes(content)
    line = dip("import", name, *DAY).err.rpartition("unpack it first: ")[2]
    first = subprocess.run(line, shell=True, check=False)
    assert (first.returncode, Path("a.csv").read_text()) == (0, "a,b\n1,2\n")
    Path("a.csv").write_text("mine")
    again = subprocess.run(line, shell=True, check=False, stdin=subprocess.DEVNULL)
    assert (again.returncode != 0, Path("a.csv").read_text()) == (True, "mine")


def test_a_link_is_unpacked_by_what_prints(dip: Run) -> None:
    Path("real.csv.bz2").write_bytes(bz2.compress(b"a,b\n"))
    Path("a.csv.bz2").symlink_to("real.csv.bz2")
    assert dip("import", "a.csv.bz2", *DAY).err.endswith(": bzip2 -dc a.csv.bz2 > a.csv\n")


def test_of_a_file_in_an_archive_lines_name_what_is_unpacked(dip: Run) -> None:
    with zipfile.ZipFile("data.zip", "w") as archive:
        archive.writestr("a.json", '[{"a": 1}]')
    assert dip("import", "data.zip", *DAY).err.endswith(" mode='x')\" a.json a.csv\n")


BASE = "is a fact base, not data\n  ask it with -f {}, or put it into the folder of another"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a b.toml", "format = 1\n", BASE.format("'a b.toml'")),
        ("a.toml", "\ufeff# mine\n\n  format=1 # the first\n", BASE.format("a.toml")),
        ("a.txt", "[[figure]]\nid = 1\n", BASE.format("a.txt")),
        ("p.toml", "[project]\n", "is TOML, and no fact base\n  name a file of CSV or JSON"),
        ("p.toml", "[[bench]]\n", "is TOML, and no fact base\n  name a file of CSV or JSON"),
        ("a.json", "[[null]]", "is of no known format\n  docs/import.md lists the formats"),
        ("p.toml", "a.b = 1\n", "is TOML, and no fact base\n  name a file of CSV or JSON"),
    ],
)
def test_toml_is_told_as_what_it_is(dip: Run, name: str, text: str, told: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    for given in ((), MINE):
        assert dip("import", name, *DAY, *given) == (2, "", f"dipfacts: {name} {told}\n")


def test_of_what_was_imported_the_file_is_named_that_renews_it(dip: Run) -> None:
    Path("my data").mkdir()
    Path("my data/t.csv").write_text("country,year,value\nGermany,2020,5\n")
    import_twice(dip, "my data/t.csv", *MINE)
    hint = f"{BASE.format('base/t.toml')}; to renew it, import my data/t.csv again"
    assert dip("import", "base/t.toml", *DAY) == (2, "", f"dipfacts: base/t.toml {hint}\n")


def test_a_table_that_is_named_toml_is_read(dip: Run) -> None:
    Path("mine.toml").write_text("country,year,value\nDEU,2020,5\n")
    assert [*import_twice(dip, "mine.toml", *MINE)[1]] == ["mine-deu-2020"]


def test_a_text_that_is_named_as_a_workbook_is_read(dip: Run) -> None:
    Path("mine.xls").write_text("country\tyear\tvalue\nDEU\t2020\t5\n", encoding="utf-16")
    _, found = import_twice(dip, "mine.xls", *MINE)
    assert [*found] == ["mine-deu-2020"]
    assert Path("base/mine.xls.csv").exists()


def test_a_second_head_line_of_tags_is_no_row(dip: Run) -> None:
    Path("Dyadic.csv").write_text(
        "ccode1,ccode2,year,flow1,flow2\n#country+code,#country+code,#date+year,#value,#value\n"
        "2,20,1920,1,2\n"
    )
    out, _ = import_twice(dip, "Dyadic.csv")
    assert "1 row: imports of both states" in out
    assert "  2 claims from 1 row\n" in out


def test_a_row_that_cannot_be_read_is_told_with_its_line(dip: Run) -> None:
    Path("Dyadic.csv").write_text(
        "ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n2,20,1921,1\n2,20,1922,abc,2\n"
    )
    status, out, _ = dip("import", "Dyadic.csv", *DAY)
    assert status == 3
    assert "  cannot be read: 2 rows\n" in out
    assert "  Dyadic.csv:3: 4 cells where the header has 5; correct the line" in out
    assert '  Dyadic.csv:4: value: "abc" is no number; add --map missing=abc if that means' in out
    assert "  nothing is written: " in out
    assert [path.name for path in Path().iterdir()] == ["Dyadic.csv"]
    assert adds_up(counts("Dyadic.csv"))
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1921,1,abc\n")
    out, found = import_twice(dip, "Dyadic.csv", "missing=abc")
    assert len(found) == 1


@pytest.mark.usefixtures("empty_folder")
def test_blank_lines_above_the_head_do_not_make_a_file_empty(dip: Run) -> None:
    Path("a.csv").write_text("\n" * 5000 + "reporter,partner,year,v\nDEU,FRA,2020,5\n")
    assert "it has reporter, partner, year, v\n" in dip("import", "a.csv")[2]
