"""The first screen of an answer: the answer, then what fits, and how to see the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dipfacts.cli import app
from dipfacts.render.terminal import SCREEN
from support.compiled import shared
from support.factbase import base, event, figure, measure, party, relation, source, topic

pytest.importorskip("fcntl", reason="there are no pseudo-terminals")
from support.screen import Screen
from support.terminal import screen

MOST = 32  # lines of a page, its headline and its sources among them
YEARS = range(1990, 2026)
FACTS = base(
    source(url="https://a.example/1", title="A long report", published="2020-01-02"),
    source("late", url="https://a.example/2", author="Ann Bell", published="2026-02-03"),
    *(source(f"s{n}", published=f"20{n:02}-01-01") for n in range(10, 25)),
    party("a"),
    party("b"),
    topic(),
    measure(),
    measure("exports", label="Exports"),
    *(
        figure(f"f{year}", period=str(year), value=year * 10**6, unit="USD", locator="p. 3")
        for year in YEARS
    ),
    figure("g2024", period="2024", value=10**9, unit="USD", source="late", note="A note on 2024."),
    figure("x", measure="exports", from_="a", to="b", period="2001", value=7, unit="USD"),
    *(event(f"e{year}", title=f"Visit {year}", period=str(year)) for year in YEARS),
    *(
        relation(f"r{year}", title=f"Treaty of {year}", period=f"{year}-05-06/..", source="s10")
        for year in YEARS
    ),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIPFACTS_FACTS", "facts.toml")
    (tmp_path / "facts.toml").write_text(FACTS, encoding="utf-8")
    return tmp_path


def shown(*words: str, width: int = 80) -> list[str]:
    sent, status = screen([*words], width, variables={"NO_COLOR": "1"})
    assert status == 0, sent
    return sent.splitlines()


LINES = """
trade
timeline
relations azerbaijan
trade azerbaijan russia
trade azerbaijan
trade germany
trade germany france
trade azerbaijan russia turkey georgia
membership azerbaijan
timeline azerbaijan russia
brief azerbaijan
brief brazil
brief azerbaijan russia
azerbaijan russia
az
search azerbaijan
search oil
parties
topics
sources
""".strip().splitlines()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_page_is_short(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    for line in LINES if width == 80 else LINES[3:]:  # the first take long
        lengths = []
        for more in ([], ["--full"]) if line.endswith("russia") else ([],):
            out = Screen()
            monkeypatch.setattr("sys.stdout", out)
            assert app.run([*line.split(), "-f", "bundled", "--no-pager", *more]) == 0
            lengths.append(len(out.getvalue().splitlines()))
        assert lengths[0] <= MOST, line
        assert lengths[0] <= lengths[-1], line


@pytest.mark.usefixtures("folder")
def test_the_newest_years_stand_on_a_line_each_and_a_conflict_too() -> None:
    lines = shown("trade", "a", "b", width=100)
    rows = [line for line in lines if re.match(r"20\d\d  +\S* ?\$", line)]
    assert [row[:4] for row in rows[:3]] == ["2025", "2024", "2023"]
    assert re.split("  +", rows[1]) == [
        *("2024", "$1 billion to $2.024 billion", "sources differ", "[2] [1]"),
    ]
    unfolded = re.compile(r"^ +\$1 billion ", re.M)
    assert not unfolded.search("\n".join(lines))
    assert unfolded.search("\n".join(shown("trade", "a", "b", "--full", width=100)))


@pytest.mark.usefixtures("folder")
def test_the_order_of_the_parts() -> None:
    lines = shown("trade", "a", "b")
    parts = [
        lines.index("Turnover between A and B"),
        next(n for n, line in enumerate(lines) if line.startswith("Turnover, full years")),
        lines.index("Note on 2024 [2]: A note on 2024."),
        next(n for n, line in enumerate(lines) if line.startswith("With --full: ")),
        lines.index("Sources"),
        lines.index("Newest source: Late, 3 Feb 2026."),
    ]
    assert parts == sorted(parts)
    assert parts[-1] == len(lines) - 1
    assert lines[0].startswith("Turnover between A and B in 2025: $2.025 billion")


@pytest.mark.usefixtures("folder")
def test_what_is_left_out_is_counted() -> None:
    (more,) = [line for line in shown("timeline", "a", "b") if line.startswith("With --full")]
    number = int(re.findall(r"\d+", more)[0])
    rows = [line for line in shown("timeline", "a", "b") if re.search(r"\b(visit|treaty)\b", line)]
    assert number + len(rows) == 2 * len(YEARS)
    assert rows[-1].startswith("6 May 2025")  # the newest, in order


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", [["--full"], ["--limit", "0"]])
def test_everything_where_it_is_asked_for(words: list[str]) -> None:
    text = "\n".join(shown("timeline", "a", "b", *words))
    assert all(f"Visit {year}" in text for year in YEARS)
    assert "--full" not in text
    assert "“A long report”" in text


@pytest.mark.usefixtures("folder")
def test_a_limit_by_hand_is_kept() -> None:
    rows = [line for line in shown("timeline", "a", "b", "--limit", "30") if "visit" in line]
    assert len(rows) >= 14  # of 30 lines, half are treaties


@pytest.mark.usefixtures("folder")
def test_a_page_that_fits_has_its_sources_in_full() -> None:
    lines = shown("trade", "a", "b", "--in", "2001", "--measure", "turnover")
    assert "2001    $2.001 billion  S            [1] p. 3" in lines
    assert "[1] S, “A long report”, 2 Jan 2020. https://a.example/1" in lines
    assert not [line for line in lines if "--full" in line]


@pytest.mark.usefixtures("folder")
def test_sources_are_links_where_the_terminal_has_them() -> None:
    link = "\x1b]8;"
    sent, _ = screen(["trade", "a", "b"], 80, variables={"FORCE_HYPERLINK": "1"})
    assert re.search(r"\x1b\]8;id=\d+;https://a\.example/1\x1b\\\[\d\] S, 2 Jan 2020\.", sent)
    assert ". https://a.example/1" not in sent
    for off in ({"FORCE_HYPERLINK": "0"}, {"TERM": "dumb"}, {"NO_COLOR": "1"}, {"TMUX": "1"}):
        sent, _ = screen(["trade", "a", "b"], 80, variables={"VTE_VERSION": "7000"} | off)
        assert link not in sent
        assert ". https://a.example/1" in sent
    sent, _ = screen(["trade", "a", "b"], 80, variables={"VTE_VERSION": "7000"})
    assert link in sent


def test_the_sources_of_a_row_are_a_link_to_its_claim(folder: Path) -> None:
    line = FACTS[: FACTS.index('id = "f2001"')].count("\n")  # that of its header
    address = f"{(folder / 'facts.toml').as_uri()}#{line}"
    words = ["trade", "a", "b", "--in", "2001", "--measure", "turnover"]
    sent, _ = screen(words, 80, variables={"FORCE_HYPERLINK": "1"})
    (row,) = [line for line in sent.splitlines() if line.startswith("2001 ")]
    linked = f"\x1b]8;;{address}\x1b\\[1] p. 3\x1b]8;;\x1b\\"
    assert re.sub(r"id=\d+", "", row) == f"2001    $2.001 billion  S            {linked}"


@pytest.mark.parametrize(
    ("published", "line"),
    [
        (("2020-01-02", "2019"), "Newest source: S, 2 Jan 2020, more than 2 years old."),
        (("2020-01-02", "2098-03"), "Newest source: Other, Mar 2098."),
        (("2020", None), "Newest source: S, 2020, more than 2 years old."),
        ((None, None), "None of the 2 sources is dated."),
    ],
)
def test_the_page_ends_with_the_newest_source(
    published: tuple[str | None, str | None], line: str, folder: Path
) -> None:
    first, second = published
    facts = base(
        source(published=first),
        source("other", published=second),
        *(party("a"), party("b"), topic(), measure(), figure("f"), figure("g", source="other")),
    )
    (folder / "facts.toml").write_text(facts, encoding="utf-8")
    assert shown("trade", "a", "b")[-1] == line


def test_old_is_old_on_the_day_of_which_the_page_is(folder: Path) -> None:
    facts = base(
        source(published="2020-01-02"),
        *(party("a"), party("b"), topic(), measure(), figure("f")),
    )
    (folder / "facts.toml").write_text(facts, encoding="utf-8")
    lines = shown("trade", "a", "b", "--known-by", "2022-01-02")
    assert lines[-1] == "Newest source: S, 2 Jan 2020."
    lines = shown("trade", "a", "b", "--known-by", "2022-01-03")
    assert lines[-1] == "Newest source: S, 2 Jan 2020, more than 2 years old."
    head = shown("brief", "a", "b", "--known-by", "2022-01-03")[0]
    assert head.endswith("as known by 3 Jan 2022; newest source of 2 Jan")


@pytest.mark.usefixtures("folder")
def test_what_nothing_answers_is_said_as_everywhere() -> None:
    sent, status = screen(["trade", "a", "b", "--since", "2090"], 80)
    assert status == 1
    assert "is recorded since 2090" in sent


def short_page(words: str, monkeypatch: pytest.MonkeyPatch, width: int = 100) -> str:
    """Return the page of a terminal, which is no process of its own."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    out = Screen()
    monkeypatch.setattr("sys.stdout", out)
    assert app.run([*words.split(), "--no-pager"]) == 0
    return out.getvalue()


def test_a_row_is_marked_where_sources_differ(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = base(
        *(source(f"s{n}", published="2024-01-01") for n in (1, 2)),
        *(party("a"), party("b"), topic()),
        *(
            event(
                f"e{n}",
                title="Summit",
                period="2023-02-15",
                topic="trade",
                status=status,
                source=f"s{n}",
                **same,
            )
            for n, status, same in ((1, "held", {}), (2, "denied", {"same_as": "e1"}))
        ),
        event(
            "sure", title="Talks", period="2022-02-15", topic="trade", status="held", source="s1"
        ),
        *(
            relation(f"r{n}", title="Accord", period=period, source=f"s{n}", **same)
            for n, period, same in (
                (1, "2014-07-16/2021-05-02", {}),
                (2, "2014-07-16/2020-05-02", {"same_as": "r1"}),
            )
        ),
    )
    (folder / "facts.toml").write_text(facts, encoding="utf-8")
    held, over = "Summit (held or denied)", "Accord (sources differ on the end)"
    for words in ("timeline a b", "brief a b", "trade a b"):
        text = short_page(words, monkeypatch)
        assert held in text, words
        assert "Talks  " in text, words
    for words in ("relations a b", "brief a b", "timeline a b"):
        assert short_page(words, monkeypatch).count(over) == 1, words
    begins, ends = re.findall(r"Accord.*", short_page("timeline a b", monkeypatch))
    assert over in ends
    assert over not in begins  # both say the same of it
    for words in ("timeline a b --full", "brief a b --full", "relations a b --full"):
        text = short_page(words, monkeypatch)
        assert "(held or denied)" not in text  # the row below says who
        assert "· sources differ on the " in text


def test_a_shared_membership_is_marked_where_sources_differ(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = {"title": "Membership", "topic": "membership", "kind": "membership"}
    facts = base(
        *(source(f"s{n}", publisher=f"Paper {n}", published="2024-01-01") for n in (1, 2)),
        *(party("a", name="Aland"), party("b", name="Bland"), topic("membership")),
        party("union", kind="bloc", name="Union"),
        relation("a1", from_="a", to="union", period="1990/..", source="s1", **usual),
        relation("a2", from_="a", to="union", period="2000/..", source="s2", same_as="a1", **usual),
        relation("b1", from_="b", to="union", period="1970/..", source="s1", **usual),
    )
    (folder / "facts.toml").write_text(facts, encoding="utf-8")
    rows = short_page("membership a b", monkeypatch).partition("Source\n")[2].splitlines()
    when = "since 1990 or 2000 (sources differ on the beginning)"
    assert rows[:2] == [f"Union                 {when}  since 1970  [1] [2]", ""]
    whole = short_page("membership a b --full", monkeypatch)
    assert "\nUnion                 since 1990 or 2000  " in whole
    assert "· sources differ on the beginning: 1990 [1]; 2000 [2]" in " ".join(whole.split())


def test_a_brief_has_what_the_other_side_reports(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f" {len(YEARS)} years" in short_page("brief a b", monkeypatch)
    total = figure("total", period="2022", value=10**8, unit="USD", reporter="a", source="s10")
    flows = (
        *(("exports", "a", "b", 3, "a"), ("imports", "a", "b", 15, "b")),
        *(("exports", "b", "a", 40, "b"), ("imports", "b", "a", 41, "a")),
    )
    sides = base(
        *(source(f"s{n}", published="2024-01-01") for n in (10, 11)),
        *(party("a"), party("b"), topic(), measure(sum_of=["exports", "imports"])),
        *(measure(id, label=id.title()) for id in ("exports", "imports")),
        *(
            figure(
                f"{kind}-{from_}",
                measure=kind,
                from_=from_,
                to=to,
                period="2022",
                value=value * 10**6,
                reporter=who,
                source="s10" if who == "a" else "s11",
            )
            for kind, from_, to, value, who in flows
        ),
    )
    (folder / "facts.toml").write_text(sides, encoding="utf-8")
    row = r"Exports, A to B in 2022 +\$3 million +A; B reports \$15 million +\[1\] \[2\]"
    text = short_page("brief a b", monkeypatch)
    assert re.search(row, text)
    assert "No relation in force is recorded. Nothing is recorded as planned after " in text
    (folder / "facts.toml").write_text(sides + total, encoding="utf-8")
    text = short_page("brief a b", monkeypatch)
    assert re.search(r"A to B in 2022 +A: \$3 million +B: \$15 million +asymmetry 133.3%", text)
    many = (relation(f"r{year}", period=f"{year}/..", source="s10") for year in YEARS)
    (folder / "facts.toml").write_text(sides + total + "".join(many), encoding="utf-8")
    text = short_page("brief a b", monkeypatch, width=50)
    assert text.count("One side reports: ") == 1
    assert re.search(r"With --full: 4 relations, 1 mirror figure, 8\s+doubts, 2 notes and ", text)


def test_a_page_that_cannot_fit_is_printed_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    head = base(source(), party("a"), party("b"), topic(), measure())
    path = shared(head + figure("f", note="x " * 900))
    monkeypatch.setenv("DIPFACTS_FACTS", str(path))
    sent, status = screen(["trade", "a", "b"], 40, variables={"NO_COLOR": "1"})
    assert status == 0
    assert sent.count("\n") > SCREEN + 1
    assert sent.endswith("Sources\n[1] S, undated.\n")
