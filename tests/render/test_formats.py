"""Formats for programs: the same ones for every command, read back by others' readers."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

import cmarkgfm  # type: ignore[import-untyped]  # it ships no types
import duckdb
import pandas  # type: ignore[import-untyped]  # it ships no types
import pypandoc  # type: ignore[import-untyped]  # it ships no types
import pytest
from markdown_it import MarkdownIt

from dipfacts.cli import app
from dipfacts.render import csv as render
from dipfacts.render.columns import COLUMNS
from dipfacts.render.json.fields import known_paths, pick, value
from support.command_line import Run
from support.factbase import base, event, party, source

SAMPLE = str(Path(__file__).parents[1] / "sample.toml")

# What a cell may have to survive; the first begins like a formula, which gets an apostrophe.
AWKWARD = (
    '=HYPERLINK("http://x")',
    'says "so", and; more',
    "two\nlines",
    "tab\there",
    "a|b \\| c \\ d",
    "<b>bold</b> <script>alert(1)</script> &amp; &lt;",
    "*star* _under_ __dunder__ `code` ~~struck~~ [link](http://x) ![image](http://x)",
    "www.example.org and https://example.org/a_b_c and me@example.org",
    "# heading, 1. list, - item, > quote",
    "naïve Ə Ж 漢字 e\u0301 😀",
    "  blanks  around  ",
    "1e5",
    "'quoted'",
    '"Enough", he said',
    '"an open quotation mark',
    "between US$ 5 | 6 billion and A$ 7 billion, x^2^ H~2~O",
    "14:30:15 :tada: a:smile:b :+1: --limit -- and - more",
    # What is unseen and harmless: the mark of Hebrew text, a soft hyphen, a fixed blank, a flag.
    "\u05d0\u05d1\u200f (\u05d2) co\xadop 5\xa0km \U0001f3f4\U000e0067\U000e0062\U000e007f",
)

COMMANDS = {
    "figures": ["trade", "azerbaijan", "russia"],
    "timeline": ["timeline"],
    "relations": ["relations"],
    "search": ["search", "trade"],
    "show": ["show", "turnover-2021"],
    "parties": ["parties"],
    "topics": ["topics"],
    "measures": ["measures"],
    "kinds": ["kinds"],
    "sources": ["sources"],
}

Asked = Callable[..., str]


@pytest.fixture
def asked(dip: Run) -> Asked:
    """Return what a command line prints; it must answer."""

    def run(*words: str, errors: str = "") -> str:
        status, out, err = dip(*words, *([] if "-f" in words else ["-f", SAMPLE]))
        assert status == 0
        assert err.partition(" has ")[2].partition(" (")[0] == errors, err
        assert bool(err) == bool(errors)
        return out

    return run


@pytest.fixture
def awkward(write: Callable[..., Path]) -> str:
    """A fact base whose texts hold what formats must escape, one event for each."""
    tables = [source(publisher='P, "Q"', published=date(2022, 1, 1))]
    tables.append(party("a-land", name="A|land"))
    for n, text in enumerate(AWKWARD):
        keys = {"kind": "k", "title": text, "note": text, "parties": ["a-land"]}
        tables.append(event(f"e-{n:02}", **keys, period=f"2021-01-{n + 1:02}"))
    return str(write(base(*tables)))


def cell(text: str, form: str = "csv") -> str:
    """The text as a cell has it: no tabs within a line, and what runs as a formula is none.

    In TSV it has no break, and no quotation mark before it.
    """
    text = text.replace("\t", " ")
    text = text.replace("\n", " ") if form == "tsv" else text
    return f"'{text}" if text.startswith("=" if form == "csv" else ("=", '"')) else text


# --------------------------------------------------------------- one contract, all formats


@pytest.mark.parametrize("command", COMMANDS)
def test_every_format_of_every_command_tells_the_same(command: str, asked: Asked) -> None:
    """The lines of jsonl, the rows of csv and tsv, and the claims of json are the same."""
    words = COMMANDS[command]
    whole = json.loads(asked(*words, "--json"))
    lines = [json.loads(line) for line in asked(*words, "--format", "jsonl").splitlines()]
    key = command if command in render.INVENTORY else "facts"
    ids = [*whole[key]] if key == command else [fact["id"] for fact in whole["facts"]]
    assert ids
    assert [line["id"] for line in lines] == ids
    columns = dict(COLUMNS)
    if key == command:
        columns = {name: name for name in render.INVENTORY[command]}
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        text = asked(*words, "--format", form)
        assert text.count("\r\n") == (text.count("\n") if form == "csv" else 0)
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        assert header == [*columns]
        for row, line in zip(rows, lines, strict=True):
            wanted = [value(line, path) for path in columns.values()]
            assert row == ["" if v is None else told(v) for v in wanted]
    for form in ("table", "md"):
        page = asked(*words, "--format", form)
        assert ids[0] in page if command in ("search", "show", *render.INVENTORY) else page


def told(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else str(value)


def test_the_header_is_the_same_where_there_is_nothing(
    capsys: pytest.CaptureFixture[str], write: Callable[..., Path]
) -> None:
    empty = str(write("format = 1\n"))
    for command in ("timeline", "relations", *render.INVENTORY.keys() & COMMANDS):
        assert app.run([command, "-f", empty, "--format", "csv"]) == 1
        columns = render.INVENTORY.get(command, tuple(COLUMNS))
        assert capsys.readouterr().out == ",".join(columns) + "\r\n"
        assert app.run([command, "-f", empty, "--format", "jsonl"]) == 1
        assert capsys.readouterr().out == ""


# ------------------------------------------------------------------------ others' readers


def test_csv_and_tsv_come_back_as_they_were(asked: Asked, awkward: str) -> None:
    """Python reads each cell as it was written."""
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        text = asked("timeline", "-f", awkward, "--format", form)
        rows = [*csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
        assert [row["title"] for row in rows] == [cell(text, form) for text in AWKWARD]
        assert {row["source_publisher"] for row in rows} == {'P, "Q"'}


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_duckdb_reads_the_cells_and_their_types(
    form: str, asked: Asked, awkward: str, tmp_path: Path
) -> None:
    target = tmp_path / f"awkward.{form}"
    asked("timeline", "-f", awkward, "-o", str(target))
    read = f"SELECT title FROM read_csv('{target}', strict_mode = true)"
    titles = [title for (title,) in duckdb.execute(read).fetchall()]
    assert titles == [cell(text, form) for text in AWKWARD]
    target = tmp_path / f"trade.{form}"
    asked("trade", "azerbaijan", "russia", "-o", str(target))
    types = f"DESCRIBE SELECT value, start, said_on, line FROM '{target}'"
    found = duckdb.execute(types).fetchall()
    assert [kind for _, kind, *_ in found] == ["DOUBLE", "DATE", "DATE", "BIGINT"]


@pytest.mark.skipif(not shutil.which("mlr"), reason="Miller is not installed")
def test_miller_reads_the_cells(asked: Asked, awkward: str, tmp_path: Path) -> None:
    for form in ("csv", "tsv"):
        target = tmp_path / f"awkward.{form}"
        asked("timeline", "-f", awkward, "-o", str(target))
        done = subprocess.run(
            ["mlr", "-S", f"--i{form}", "--ojson", "cut", "-f", "title", str(target)],
            capture_output=True,
            check=True,
        )
        assert [row["title"] for row in json.loads(done.stdout)] == [cell(t, form) for t in AWKWARD]


def test_pandas_and_awk_read_tsv_alike(asked: Asked, awkward: str, tmp_path: Path) -> None:
    """A line is a record, and tabs alone part its cells: no reader needs to know of quotes."""
    target = tmp_path / "awkward.tsv"
    asked("timeline", "-f", awkward, "-o", str(target))
    wanted = [cell(text, "tsv") for text in AWKWARD]
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        read = pandas.read_csv(target, sep="\t", dtype=str, quoting=quoting, keep_default_na=False)
        assert [*read["title"]] == wanted
    nth = 1 + target.read_text(encoding="utf-8").partition("\n")[0].split("\t").index("title")
    done = subprocess.run(
        ["awk", "-F", "\t", f"NR > 1 {{ print NF; print ${nth} }}", str(target)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines()[::2] == [str(len(COLUMNS))] * len(AWKWARD)
    assert done.stdout.splitlines()[1::2] == wanted


def test_a_mark_tells_excel_that_a_file_is_utf_8(
    asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stands before the first letter, and other readers pass over it."""
    target = tmp_path / "marked.csv"
    for _ in range(2):  # it is recognised, and written again
        asked("topics", "--bom", "--fields", "id,claims", "-o", str(target))
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid,claims\r\n")
    assert [*pandas.read_csv(target).columns] == ["id", "claims"]
    assert duckdb.execute(f"SELECT id FROM read_csv('{target}')").fetchall()
    text = asked("timeline", "--format", "csv")
    assert asked("timeline", "--format", "csv", "--bom") == "\ufeff" + text
    assert app.run(["timeline", "--format", "tsv", "--bom", "-f", SAMPLE]) == 2
    told = "dipfacts: --bom does not apply to the format tsv\n  add --format csv\n"
    assert capsys.readouterr() == ("", told)


OFFICE, TABLE, TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)


def sheet(path: Path) -> list[dict[str, tuple[str, str]]]:
    """The rows of a flat OpenDocument sheet: the type and the content of each cell by its head."""

    def text(paragraph: ElementTree.Element) -> str:
        parts = [paragraph.text or ""]
        for child in paragraph:  # blanks that follow another are told by their count
            parts += [" " * int(child.get(f"{TEXT}c", "1")) * (child.tag == f"{TEXT}s")]
            parts += [text(child), child.tail or ""]
        return "".join(parts)

    def cells(row: ElementTree.Element) -> Iterator[tuple[str, str]]:
        for cell in row.iter(f"{TABLE}table-cell"):
            kind = cell.get(f"{OFFICE}value-type", "")
            exact = {"float": f"{OFFICE}value", "date": f"{OFFICE}date-value"}.get(kind, "")
            written = "\n".join(text(line) for line in cell.iter(f"{TEXT}p"))
            times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            yield from [(kind, cell.get(exact, written))] * times

    root = ElementTree.parse(path).getroot()
    assert not [cell for cell in root.iter() if cell.get(f"{TABLE}formula")]
    header, *rows = root.iter(f"{TABLE}table-row")
    names = [name for _, name in cells(header) if name]
    return [dict(zip(names, cells(row), strict=False)) for row in rows]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_runs_nothing(asked: Asked, awkward: str, tmp_path: Path) -> None:
    """Texts are the texts they were and none is a formula; numbers are numbers, days are dates."""
    asked("timeline", "-f", awkward, "-o", str(tmp_path / "awkward.csv"))
    asked("trade", "azerbaijan", "russia", "-f", "bundled", "-o", str(tmp_path / "trade.csv"))
    # Comma-separated, quoted UTF-8; formulas would be evaluated, numbers and dates are looked for.
    filters = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", filters, "--convert-to", "fods", "--outdir"]
    files = [str(tmp_path / name) for name in ("awkward.csv", "trade.csv")]
    subprocess.run([*command, str(tmp_path), *files], capture_output=True, check=True, timeout=120)

    rows = sheet(tmp_path / "awkward.fods")
    wanted = [("string", cell(text)) for text in AWKWARD]
    wanted[AWKWARD.index("1e5")] = ("float", "100000")  # as a title it would be that in any sheet
    assert [row["title"] for row in rows] == wanted
    assert {row["source_publisher"] for row in rows} == {("string", 'P, "Q"')}

    told = json.loads(asked("trade", "azerbaijan", "russia", "-f", "bundled", "--json"))["facts"]
    rows = sheet(tmp_path / "trade.fods")
    for key, kind in (("value", "float"), ("start", "date"), ("end", "date"), ("said_on", "date")):
        known = [fact["period"] or {} if key in ("start", "end") else fact for fact in told]
        asked_for = [(kind, str(fact[key])) if fact.get(key) else ("", "") for fact in known]
        assert [row.get(key, ("", "")) for row in rows] == asked_for
    assert [row["line"] for row in rows] == [("float", str(fact["line"])) for fact in told]


def test_markdown_tables_come_back_as_text(asked: Asked, awkward: str) -> None:
    """To a reader of GitHub's Markdown every cell is one text, and nothing in it is markup."""
    page = asked("timeline", "a-land", "-f", awkward, "--format", "md")
    assert page.count("\n| ") == len(AWKWARD) + 3  # with header, rule and the year
    assert cells(page, 1) == ["", *(shown(spelled_out(text)) for text in AWKWARD)]


def spelled_out(text: str) -> str:
    """What is unseen, as a page to read has it."""
    unseen = "[\xad\u200f\U000e0000-\U000e007f]"
    text = re.sub(unseen, lambda match: match[0].encode("unicode_escape").decode(), text)
    return text.replace("\xa0", " ")


GITHUB = ("table", "strikethrough", "autolink", "tagfilter")


@pytest.mark.parametrize("reader", ["gfm+emoji", "markdown+emoji", "commonmark_x", "cmarkgfm"])
def test_github_and_pandoc_read_markdown_as_text(reader: str, asked: Asked, awkward: str) -> None:
    """No row is lost, and no cell has a formula, a picture, a dash or a raised letter."""
    page = asked("timeline", "a-land", "-f", awkward, "--format", "md")
    if reader == "cmarkgfm":
        html = cmarkgfm.markdown_to_html_with_extensions(page, extensions=GITHUB)
    else:  # quotation marks stay as they are typed
        html = pypandoc.convert_text(page, "html", f"{reader}-smart", extra_args=["--wrap=none"])
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    rows = ElementTree.fromstring(f"<table>{table}</tbody></table>".replace("<br>", "<br/>"))
    titles = [[*row.iter("td")][1] for row in rows.iter("tr")]
    links = [part.attrib.pop("href") for title in titles for part in title.iter("a")]
    assert links == ["mailto:me@example.org"] * (reader == "cmarkgfm")  # made from rendered text
    assert {part.tag for title in titles for part in title.iter()} <= {"td", "br", "a"}
    texts = [" ".join("".join(title.itertext()).split()) for title in titles]
    awkward_texts = (normalize("NFC", " ".join(spelled_out(it).split())) for it in AWKWARD)
    assert [normalize("NFC", text) for text in texts] == ["", *awkward_texts]


def test_pandoc_reads_notes_as_items_of_one_list(asked: Asked, write: Callable[..., Path]) -> None:
    names = ("1. April Press", "(a) News", "- dash --bom", "+1", "# x", ":smile: $5 and $6$")
    tables = [source(f"s{n}", publisher=name) for n, name in enumerate(names)]
    tables += [event(f"e{n}", source=f"s{n}", period="2021") for n in range(len(names))]
    path = str(write(base(*tables, party("a"), party("b"))))
    ids = [f"e{n}" for n in range(len(names))]
    text = asked("cite", *ids, "--style", "markdown", "-f", path)
    read = json.loads(pypandoc.convert_text(text, "json", "markdown+emoji-smart"))
    (block,) = read["blocks"]
    assert (block["t"], len(block["c"])) == ("BulletList", len(names))
    assert {part["t"] for item in block["c"] for part in item} == {"Plain"}
    plain = pypandoc.convert_text(text, "plain", "markdown-smart", extra_args=["--wrap=none"])
    told = [line.removeprefix("- ").partition(", undated")[0] for line in plain.splitlines()]
    assert told == [*names]


def test_markdown_links_to_the_sources_and_to_nothing_else(
    asked: Asked, write: Callable[..., Path]
) -> None:
    """An address is a link, in which what would end it is encoded; what is none stays text."""
    links_of = {
        "https://x.example/a_b_c?q=(1)*2&r=~#frag": ["https://x.example/a_b_c?q=(1)*2&r=~#frag"],
        "javascript:alert(1)": [],
        "HTTP://x/a<b": ["HTTP://x/a%3Cb"],
    }
    text = Path(SAMPLE).read_text(encoding="utf-8").replace("Trade grows", "See www.x.example")
    for nth, (url, hrefs) in enumerate(links_of.items()):
        path = str(write(text.replace("https://example.org/trade", url), f"{nth}.toml"))
        words = ("trade", "azerbaijan", "russia", "-f", path, "--format", "md")
        page = asked(*words, errors="1 error" if url.startswith("javascript") else "")
        tokens = MarkdownIt("gfm-like", {"linkify": True}).parse(page)
        links = [c for t in tokens for c in t.children or () if c.type == "link_open"]
        assert [str(link.attrs["href"]) for link in links] == hrefs


def cells(page: str, column: int) -> list[str]:
    """The texts of a column of the first table; breaks are what is left of markup."""
    reader = MarkdownIt("gfm-like", {"linkify": True})
    found: list[str] = []
    nth = -1
    for token in reader.parse(page):
        if token.type == "tr_open":
            nth = -1
        if token.type == "td_open":
            nth += 1
        if token.type == "inline" and nth == column:
            for child in token.children or ():
                assert child.type in ("text", "html_inline", "text_special"), child
                assert child.type != "html_inline" or child.content == "<br>", child
            found.append("".join(c.content for c in token.children or ()))
            nth = column + 1000  # one inline a cell
    return found


def shown(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\t" in text else text.strip()


# -------------------------------------------------------------------------------- --fields


@pytest.mark.parametrize("command", COMMANDS)
def test_each_field_is_what_stands_there_in_the_whole(command: str, asked: Asked) -> None:
    words = COMMANDS[command]
    whole = [*words, "--codes"] if command == "parties" else words
    lines = [json.loads(line) for line in asked(*whole, "--format", "jsonl").splitlines()]
    paths = known_paths(command)
    assert lines
    assert paths
    text = asked(*words, "--format", "jsonl", "--fields", ",".join(reversed(paths)))
    for row, line in zip(map(json.loads, text.splitlines()), lines, strict=True):
        assert row == pick(line, reversed(paths))
        assert all(value(row, path) == value(line, path) for path in paths if "." not in path)
    header, *rows = csv.reader(
        io.StringIO(asked(*words, "--format", "csv", "--fields", ", ".join(paths)), newline="")
    )
    assert header == paths
    assert [row[0] for row in rows] == [line["id"] for line in lines]


AHEAD = ["timeline", "--upcoming", "1y", "--known-by", "2023-01-01"]


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize(
    "words",
    [*COMMANDS.values(), ["brief", "azerbaijan", "russia"], AHEAD],
    ids=lambda words: " ".join(words[:2]),
)
def test_every_field_is_a_column_by_itself(words: list[str], form: str, asked: Asked) -> None:
    rows = len(asked(*words, "--format", "jsonl").splitlines())
    for path in known_paths(words[0]):
        text = asked(*words, "--format", form, "--fields", path)
        if form == "csv":
            header, *cells = csv.reader(io.StringIO(text, newline=""))
        else:
            header, *cells = (line.split("\t") for line in text.removesuffix("\n").split("\n"))
        assert (header, len(cells), {len(row) for row in cells}) == ([path], rows, {1})


def test_an_object_in_a_cell_is_its_text_its_id_or_json(asked: Asked) -> None:
    cells = asked(*AHEAD, "--format", "tsv", "--fields", "period,source,upcoming").splitlines()
    assert cells[1].split("\t") == [
        "2023",
        "news-2022-12-05",
        '{"what":"planned","on":null,"years":null}',
    ]


def test_fields_in_the_order_asked_for(asked: Asked) -> None:
    words = ["trade", "azerbaijan", "russia", "--in", "2021", "--measure", "turnover", "--fields"]
    text = asked(*words, "value,id,period.text,source,source.publisher,title", "--format", "csv")
    assert text == (
        "value,id,period.text,source,source.publisher,title\r\n"
        "2900000000,turnover-2021,2021,news-2022-12-05,Example News,\r\n"
        "3400000000,turnover-2021-daily,2021,daily-2022-02,Example Daily,\r\n"
        "3000000000,three-2021,2021,archive,Example Archive,\r\n"
    )
    line = asked(*words, "value,period.text,source.id", "--format", "jsonl").splitlines()[0]
    assert line == '{"value":2900000000,"period":{"text":"2021"},"source":{"id":"news-2022-12-05"}}'
    whole = json.loads(asked(*words, "id,source", "--json"))
    assert whole["facts"][0] == {"id": "turnover-2021", "source": "news-2022-12-05"}
    assert whole["sources"]["news-2022-12-05"]["publisher"] == "Example News"
    whole = json.loads(asked(*words, "source.url,id", "--json"))
    assert whole["facts"][0]["source"] == {"url": "https://example.org/trade"}
    whole = json.loads(asked("parties", "--fields", "claims", "--json"))
    assert {tuple(party) for party in whole["parties"].values()} == {("claims",)}


def test_fields_of_a_file(asked: Asked, tmp_path: Path) -> None:
    target = tmp_path / "few.tsv"
    assert asked("topics", "--fields", "id,claims", "-o", str(target)) == ""
    assert target.read_text().splitlines()[0] == "id\tclaims"


WRONG = {
    ("trade", "--json", "--fields", "vlaue"): 'no field is called "vlaue"\n  did you mean "value"?',
    ("trade", "--json", "--fields", "id,publisher"): (
        'no field is called "publisher"\n  did you mean "source_publisher"?'
    ),
    ("topics", "--json", "--fields", "zzz"): (
        'no field is called "zzz"\n  there are id, label, note, claims, deprecated'
    ),
    ("trade", "--json", "--fields", " , "): (
        "--fields names no field\n  try --fields id,value,unit,period.text"
    ),
    ("trade", "--fields", "id"): (
        "the format table has no fields\n  add --format json, jsonl, csv or tsv"
    ),
    ("trade", "--fields", "id", "-o", "x.md"): (
        "the format md has no fields\n  add --format json, jsonl, csv or tsv"
    ),
}


@pytest.mark.parametrize("words", WRONG, ids=lambda words: " ".join(words[1:]))
def test_what_is_wrong_with_fields(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run([*words, "-f", SAMPLE]) == 2
    assert capsys.readouterr() == ("", f"dipfacts: {WRONG[words]}\n")


def test_a_field_of_a_claim_without_it_is_null() -> None:
    record: dict[str, Any] = {"id": "x", "period": None}
    assert pick(record, ["period", "period.text", "none"]) == {
        "period": {"text": None},
        "none": None,
    }
