"""Every page on a terminal of any width: whole words, all columns, no line wider than it is."""

from __future__ import annotations

import contextlib
import io
import os
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from dipfacts.cli import app
from dipfacts.cli.registry import find
from dipfacts.render.layout import table
from dipfacts.render.page.document import Row, Section
from support.factbase import base, event, figure, measure, party, relation, source, topic

pytest.importorskip("fcntl", reason="there are no pseudo-terminals")
from support.terminal import ROOT, read_back, screen

WIDTHS = (40, 60, 80, 100, 140)
ALONE = re.compile(r" *https?://\S+")
ESCAPE = re.compile(r"\x1b\[[\d;?]*[A-Za-z]|\x1b\]8;[^\x1b]*\x1b\\")

BUNDLED = """
trade azerbaijan russia --no-chart
trade azerbaijan --no-chart
trade azerbaijan russia --mirror --no-chart
investment azerbaijan russia --no-chart
timeline armenia --upcoming 2y
relations russia
azerbaijan russia
azerbaijan
membership azerbaijan
trade azerbaijan russia turkey georgia --no-chart
trade azerbaijan russia --ids --no-chart
timeline azerbaijan --ids --latest 20
cite trade azerbaijan russia --in 2021
brief azerbaijan
brief azerbaijan russia
search corridor
show az-ru-turnover-2021
show az-ru-diplomatic-1992-lavrov
cite az-ru-turnover-2021
topics
measures
kinds
cache
trade azerbaijan nowhere --no-chart
""".strip().splitlines()

LONGEST = (  # each at one width where its rows are stacked, and at one where they are not
    "trade --no-chart",
    "parties",
    "parties --codes",
    "sources",
    "timeline azerbaijan russia",
)

LONG = "長い条約の名前であってどこにも空白がない文章"  # 44 columns without a blank
WORDS = "한국어는 낱말 사이를 띄어 쓰는 언어이므로 낱말을 끊지 않는다"
ARABIC = "اتفاقية التعاون الاقتصادي والتجاري بين البلدين"
MARKED = "Tru\u031bo\u031bng Đo\u0302ng Na\u0302\u0301n e\u0301te\u0301"
ADDRESS = f"https://gazette.example/{'a' * 70}/{'b' * 90}"

OTHER = base(
    source(publisher=f"{ARABIC} {WORDS}", title=f"{LONG} {MARKED}", url=ADDRESS, published="2020"),
    source("other", publisher="日本経済新聞社出版局", published="2021-05-06"),
    party("a", name="아제르바이잔 공화국"),
    party("b", name="Đông Nam Á " + MARKED),
    party("c", name=ARABIC),
    topic(label=LONG, note=WORDS),
    measure(label=WORDS),
    *(
        figure(f"f{year}", period=str(year), value=value, unit="USD", note=f"{WORDS} {ADDRESS} 。")
        for year, value in ((2018, 10**9), (2019, 2 * 10**9), (2020, 3 * 10**9))
    ),
    figure("g", period="2020", value=4 * 10**9, source="other", definition=f"{LONG} {ARABIC}"),
    figure("h", parties=["a", "c"], period="2020", value=10**9, locator=f"p. 3 {LONG}"),
    figure("i", period="2021", value=700, unit="数えられないほど長い単位", scope=MARKED),
    relation("r", title=f"{WORDS}", period="1999-05-01/..", status="in-force", place=LONG),
    relation(
        "r2", title=WORDS, status="in-force", period="1999-06-01/..", source="other", same_as="r"
    ),
    event("e", title=f"{LONG} {ARABIC} {MARKED}", period="2021-03-04", kind="visit", place=WORDS),
    event("e2", title="https://" + "x" * 200, period="2021-04", note=LONG),
    event("e3", title="e\u0301" * 170, period="2021-05", place="بَ" * 50),
)

OTHERS = """
trade a b c --no-chart
a b
a
timeline a b --ids
trade a b --no-chart
trade a --no-chart
trade --no-chart
timeline a b
timeline
relations a
brief a b
brief a
search 낱말
show f2020
show r
cite f2020 e
parties
topics
measures
kinds
sources
""".strip().splitlines()


@cache
def piped(line: str, _: str) -> str:
    """Return what a command prints through a pipe, output and errors: the same at any width."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        app.run(line.split())
    out.seek(0)
    return out.read()


def fits(sent: str, width: int) -> str:
    """Return what stands on a terminal, if none of its lines is wider but a lone address."""
    text = unicodedata.normalize("NFC", ESCAPE.sub("", sent)).strip("\n")
    shown = read_back(sent, width)
    lines = []
    for line in text.split("\n"):
        step = width if ALONE.fullmatch(line) else len(line) or 1  # the terminal breaks an address
        lines += [line[at : at + step] for at in range(0, max(len(line), 1), step)]
    assert shown == lines
    return text


def words_of(text: str, width: int) -> set[str]:
    """The words of a page that fit a line; a label that stands before a cell has a colon."""
    normal = unicodedata.normalize("NFC", text)
    return {word.removesuffix(":") for word in normal.split() if cell_len(word) <= width}


def blanks(text: str) -> int:
    return sum(not line.strip() for line in text.strip("\n").split("\n"))


def check(line: str, width: int) -> None:
    """Fail unless a terminal of that width shows all that a pipe does, and fits it."""
    # When an index was last used changes from one page to the next.
    read = piped.__wrapped__ if line == "cache" else piped
    if "--full" in find(line.split()[0]).by_flag:
        line += " --full"
    whole = read(line, os.environ["DIPFACTS_FACTS"])
    sent, status = screen(line.split(), width)
    assert status != app.FAULT, sent
    text = fits(sent, width)
    assert blanks(text) == blanks(whole)
    assert words_of(whole, width) - words_of(text, width) <= {"Key", "Value"}


def some(lines: list[str], width: int) -> list[str]:
    """Return what is tried at a width: all at the least, at each other one every other line."""
    nth = WIDTHS.index(width)
    return lines[nth % 2 :: 2] if nth else lines


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_bundled_base_fits(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", "bundled")
    for line in (*some(BUNDLED, width), *(LONGEST if width in (60, 100) else ())):
        check(line, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_in_other_scripts_fits(
    width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("other.toml").write_text(OTHER, encoding="utf-8")
    monkeypatch.setenv("DIPFACTS_FACTS", "other.toml")
    for line in some(OTHERS, width):
        check(line, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_charts_problems_and_messages_fit(
    width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("other.toml").write_text(OTHER, encoding="utf-8")
    Path("bad.toml").write_text(OTHER + figure("bad", unit=LONG, x=WORDS), encoding="utf-8")
    monkeypatch.setenv("DIPFACTS_FACTS", "other.toml")
    lines = (
        "trade azerbaijan russia -f bundled",
        "trade a b",
        f"trade a {LONG}",
        "check bad.toml",
        "cite nothing-of-this-name-is-there",
        "trade a b --sinse 2020",
        "init new.toml",
        "cache clear",
    )
    for line in lines:
        sent, status = screen(line.split(), width)
        assert status != app.FAULT, sent
        assert fits(sent, width)


CELLS = st.lists(st.text("aß長e\u0301", min_size=1, max_size=24), max_size=9).map(" ".join)


@example([("", "a a a 長長 aa長長 aaaaaa長長長 aaaaaaaaaaa aaaaaaaaaaaaaaa", "", "a")], 70)
@example([("", "", "", ""), ("", "", "", "a")], 40)
@example([("a a a a aaa長長長 aaaaaaa aaa長長長長", "a a a a a a a aa aaaa長", "aaaaaaa", "")], 70)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=6), st.integers(40, 200)
)
def test_a_table_of_any_words_fits_with_all_of_them_whole(
    rows: list[tuple[str, ...]], width: int
) -> None:
    section = Section(
        "", ("One", "Two", "", "Four"), [Row(cells) for cells in rows], right=("Two",)
    )
    lines = [line for line, _ in table(section, width)]
    assert max(map(cell_len, lines), default=0) <= width
    words = [word for cells in rows for cell in cells for word in cell.split()]
    shown = [word for line in lines for word in line.split()]
    assert Counter(words) - Counter(shown) == Counter()
    assert all(lines) or not words, "no empty line"


TIMELINE = ["timeline", "azerbaijan", "russia", "-f", str(ROOT / "data" / "facts.toml")]


@cache
def at_80() -> tuple[str, int]:
    return screen(TIMELINE, 80)


@pytest.mark.parametrize("columns", ["0", "", "x", "²", "-3", "99999999999", "1e3"])
def test_columns_that_are_no_number_mean_80(columns: str) -> None:
    assert screen(TIMELINE, 120, variables={"COLUMNS": columns}) == at_80()
    assert screen(TIMELINE, 0, variables={"COLUMNS": columns}) == at_80()


def test_columns_say_how_wide_a_terminal_is() -> None:
    assert screen(TIMELINE, 120, variables={"COLUMNS": "60"}) == screen(TIMELINE, 60)
    assert screen(TIMELINE, 0) == at_80()
