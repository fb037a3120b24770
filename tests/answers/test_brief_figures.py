"""The figures of a brief: what its series is about, and what the page leaves out."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dipfacts import open_base
from dipfacts.answers.briefs.brief import brief
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.render.page import pages
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

NAMES = {"a": "Aland", "b": "Beland", "c": "Celand"}
PARTIES = (party(id_, name=name) for id_, name in NAMES.items())
HEAD = base(source(publisher="News"), *PARTIES, topic(), measure())


def years(name: str, *values: int, **keys: Any) -> str:
    """Figures of one kind, one a year."""
    return "".join(
        figure(f"{name}-{year}", period=str(year), value=value, **keys)
        for year, value in enumerate(values, 2019)
    )


# ------------------------------------------------------------------------ the subject of a series


ALONE = {"reporter": "b", "locator": "t"}
SUBJECTS: dict[str, dict[str, Any]] = {
    "Exports from Aland to Beland": {"measure": "exports", "from_": "a", "to": "b"},
    "Exports from Beland to Aland": {"measure": "exports", "from_": "b", "to": "a"},
    "Turnover": {},
    "Turnover (non-oil goods)": {"scope": "non-oil goods"},
    "Turnover (Aland, Beland, Celand)": {"parties": ["a", "b", "c"]},
}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_series_says_whom_it_is_about_and_which_direction_it_is(
    subject: str, dip: Run, tmp_path: Path
) -> None:
    keys = SUBJECTS[subject]
    path = shared(HEAD + measure("exports") + years("f", 3, 4, 5, **keys, **ALONE))
    title = f"{subject} by year, figures of Beland alone"
    asked = "brief", "a", "b", "-f", str(path)
    assert f"\n{title}\n" in dip(*asked).page()
    assert f"\n### {title}\n" in dip(*asked, "--format", "md").page().replace("\\", "")
    html = dip(*asked, "--format", "html").page()
    assert html.count(title) == 3  # the heading, and the captions of the picture and the table
    dip(*asked, "-o", str(tmp_path / "brief.docx"))
    with zipfile.ZipFile(tmp_path / "brief.docx") as document:
        assert title in document.read("word/document.xml").decode("utf-8")
    bars = f"\n{subject}, full years, figures of Beland alone\n2019  "
    assert bars in dip("trade", *asked[1:], "--chart").page()
    whose = "" if "Aland" in subject else "Aland and Beland: "
    assert f">{whose}{title}</title>" in dip("trade", *asked[1:], "--format", "svg").page()
    about = {
        "measure": keys.get("measure", "turnover"),
        "parties": keys.get("parties") or [keys.get("from_", "a"), keys.get("to", "b")],
        "from": keys.get("from_"),
        "to": keys.get("to"),
        "scope": keys.get("scope"),
    }
    for series in (
        json.loads(dip(*asked, "--json").page())["brief"]["years"],
        json.loads(dip("trade", *asked[1:], "--json").page())["series"],
    ):
        assert {key: series[key] for key in about} == about


def test_a_reporter_is_named_as_in_a_sentence(dip: Run) -> None:
    head = base(source(publisher="News"), topic(), measure())
    keys = {"parties": ["fr", "us"], "reporter": "us", "locator": "t"}
    path = str(shared(head + years("f", 3, 4, 5, **keys)))
    title = "Turnover by year, figures of the United States alone"
    assert f"\n{title}\n" in dip("brief", "fr", "us", "-f", path).page()


# -------------------------------------------------------------------- figures that it leaves out


def more(dip: Run, *words: str, claims: str) -> tuple[list[str], int]:
    """The lines of a brief that count figures, and how many its JSON counts."""
    path = str(shared(HEAD + claims))
    page = dip("brief", *words, "-f", path).page().replace(f" -f {path}", "")
    left_out = json.loads(dip("brief", *words, "-f", path, "--json").page())["brief"]["left_out"]
    return [line for line in page.splitlines() if " more figure" in line], left_out["figures"]


def test_older_figures_without_a_series_are_counted(dip: Run) -> None:
    first, last = years("f", 3), figure("last", period="2022", value=5)
    turnover = first + figure("part", period="2021-01/2021-06", value=1) + last
    counted = ["And 2 more figures in trade: dipfacts trade a b"]
    for more_words in ((), ("--limit", "0"), ("--full",)):
        words = ("a", "b", *more_words)
        assert more(dip, *words, claims=turnover) == (counted, 2)
    # In a series of three years all have a place, the part of a year between them too.
    assert more(dip, "a", "b", claims=turnover + figure("2020", period="2020", value=4)) == ([], 0)


def test_figures_of_the_direction_without_a_series_are_counted(dip: Run) -> None:
    there = years("there", 3, 4, 5, measure="exports", from_="a", to="b")
    back = years("back", 6, 7, 8, measure="exports", from_="b", to="a")
    counted = ["And 2 more figures in trade: dipfacts trade a b"]
    assert more(dip, "a", "b", claims=measure("exports") + there + back) == (counted, 2)


def test_figures_of_other_reporters_in_the_years_of_one_are_counted(dip: Run) -> None:
    claims = years("own", 3, 4, 5, reporter="b", locator="t") + years("paper", 3, 4, 5)
    counted = ["And 2 more figures in trade: dipfacts trade a b"]
    assert more(dip, "a", "b", claims=claims) == (counted, 2)


def test_of_one_party_figures_of_former_years_are_counted_whatever_its_topic(dip: Run) -> None:
    claims = topic("economy") + measure("gdp", topic="economy", partners=0)
    claims += years("gdp", 3, 4, 5, measure="gdp", parties=["a"])
    counted = ["And 2 more figures in economy: dipfacts economy a --limit 0"]
    assert more(dip, "a", claims=claims) == (counted, 2)


def test_figures_that_another_count_tells_of_are_not_counted_twice(dip: Run) -> None:
    pairs = [figure(f"with-{n}", parties=["a", p], value=n) for n, p in enumerate("bcdef", 1)]
    claims = "".join([*map(party, "def"), *pairs])
    assert more(dip, "a", claims=claims) == ([], 2)  # "2 more partners"
    counted = ["And 3 more figures in trade: dipfacts trade a --limit 0"]
    assert more(dip, "a", claims=claims + years("old", 1, parties=["a", "b"])) == (counted, 3)
    share = figure("share", measure="share", value=1, unit="percent")
    share += measure("share", nature="ratio")
    assert more(dip, "a", "b", claims=years("f", 1) + share) == ([], 1)  # "1 more measure"


def test_figures_are_counted_in_html_and_documents(dip: Run, tmp_path: Path) -> None:
    path = str(shared(HEAD + years("f", 3, 4)))
    assert (
        "And 1 more figure in trade" in dip("brief", "a", "b", "-f", path, "--format", "html").out
    )
    dip("brief", "a", "b", "-f", path, "-o", str(tmp_path / "brief.docx"))
    with zipfile.ZipFile(tmp_path / "brief.docx") as document:
        text = document.read("word/document.xml").decode("utf-8")
    assert "And 1 more figure in trade." in text


PAIRS = ["azerbaijan russia", "azerbaijan georgia", "armenia azerbaijan", "azerbaijan china"]


@pytest.mark.parametrize("keys", [{}, {"limit": 1}, {"limit": 0}, {"since": Period.parse("2022")}])
@pytest.mark.parametrize("parties", [*PAIRS, "germany us", "azerbaijan", "germany", "nato"])
def test_what_is_shown_and_what_is_counted_are_all(parties: str, keys: dict[str, Any]) -> None:
    with open_base("bundled") as bundled:
        ids = tuple(bundled.party(name).id for name in parties.split())
        query = Query(parties=tuple(sorted(ids)), **keys)
        answer = brief(bundled, query)
        every = bundled.find(query.replaced(types=("figure",), limit=None))
    shown = sum(fact.type == "figure" for fact in answer.facts)
    counted = answer.brief.left_out["figures"] if answer.is_brief else 0
    assert shown + counted == len(every)


def test_a_short_page_counts_them_in_one_line(dip: Run) -> None:
    other = measure("visitors", topic="tourism")
    other += years("v", 1, 2, measure="visitors", unit="persons")
    for topics, line in (
        ("", "And 1 more figure in trade: dipfacts trade a b"),
        (topic("tourism") + other, "And 2 more figures in trade and tourism: dipfacts TOPIC a b"),
    ):
        path = shared(HEAD + topics + years("f", 3, 4))
        with open_base(str(path)) as opened:
            page = pages.page(brief(opened, Query(parties=("a", "b"))), most=5)
        of_more = [it for it in page.remark_lines if "more figure" in it]
        assert [it.partition(" -f ")[0] for it in of_more] == [line]


# ------------------------------------------------------------------------------ the newest source


TWO = base(
    source("old", publisher="Old Paper", published="2015-01-01"),
    source("new", publisher="New Paper", published="2026-10-01"),
    *(party(id_, name=name) for id_, name in NAMES.items()),
    topic(),
    measure(),
    figure("2014", period="2014", value=2, source="old"),
    figure("2012", period="2012", value=1, source="new"),
)
NOT_SHOWN = "Newest on record, not shown: New Paper, 1 Oct 2026"


@pytest.mark.parametrize("form", ["table", "md", "html", "an overview"])
def test_the_newest_source_of_what_is_counted_is_told_where_it_is_not_shown(
    form: str, dip: Run
) -> None:
    command, form = ([], "md") if form == "an overview" else (["brief"], form)
    words = [*command, "a", "b", "-f", str(shared(TWO)), "--known-by", "2026-11-01"]
    page = dip(*words, "--format", form).page().replace("\N{NO-BREAK SPACE}", " ")
    own = "Newest source: Old Paper, 1 Jan 2015, more than 2 years old"
    assert f"{own}. {NOT_SHOWN}." in page
    if command:
        assert "newest source of 1 Oct 2026" in page
    found = json.loads(dip(*words, "--json").page())
    parts = found["brief"] if command else found["overview"]
    assert (parts["newest"], found["coverage"]) == ("2026-10-01", "2015-01-01")


def test_a_page_that_shows_the_newest_source_has_one(dip: Run) -> None:
    path = str(shared(TWO + figure("2011", period="2011", value=4, source="new")))
    for words in (["brief", "a", "b"], ["a", "b", "--since", "2012", "--until", "2013"]):
        page = dip(*words, "-f", path).page()
        assert page.endswith("\nNewest source: New Paper, 1 Oct 2026.\n")


def test_of_undated_sources_shown_the_newest_on_record_is_told(dip: Run) -> None:
    undated = TWO.replace('published = "2015-01-01"\n', "")
    assert "2015" not in undated
    page = dip("brief", "a", "b", "-f", str(shared(undated))).page()
    assert page.endswith(f"\n{NOT_SHOWN}.\n")


# ----------------------------------------------------------------- partners without a full year


def test_partners_of_whom_no_full_year_is_claimed_have_rows_with_their_sources(dip: Run) -> None:
    """The figures were told in a remark, without a source, and counted as left out."""
    totals = [
        figure(f"to-{id}", measure="exports", from_="a", to=id, value=value, period="2018/2022")
        for id, value in zip("bcde", (40, 35, 12, 9), strict=True)
    ]
    back = figure("back", measure="exports", from_="b", to="a", value=5, period="2021-01/2021-06")
    head = base(
        source(publisher="News", published="2024-05-01"),
        *(party(id, name=f"{id.upper()}land") for id in "abcde"),
        topic(),
        measure("exports"),
    )
    path = shared(head + "".join(totals) + back)
    page = dip("brief", "a", "--known-by", "2024-12-31", "-f", str(path)).page()
    text = "\n".join(" ".join(line.split()) for line in page.splitlines())
    assert text.split("\nOpen doubts")[0] == (
        "Aland: 5 claims from 1 source, as known by 31 Dec 2024; newest source of 1 May 2024.\n"
        "\n"
        "Headline figures\n"
        "What Value Who says so Source\n"
        "Exports to Bland in 2018–2022 $40 News [1]\n"
        "Exports to Cland in 2018–2022 $35 News [1]\n"
        "Exports to Dland in 2018–2022 $12 News [1]\n"
        "Exports from Bland in Jan–Jun 2021 (only a part of a year) $5 News [1]\n"
    )
    assert "Not ranked" not in page
    assert page.split("is recorded as held.\n")[1].split(" -f ")[0] == (
        "And 1 more partner in trade: dipfacts trade a --known-by 2024-12-31"
    )
    found = json.loads(dip("brief", "a", "--json", "-f", str(path)).page())
    headlines = found["brief"]["headlines"]
    assert [line["facts"] for line in headlines] == [["to-b"], ["to-c"], ["to-d"], ["back"]]
    left_out = found["brief"]["left_out"]
    assert (left_out["partners"], left_out["figures"]) == (1, 1)


def test_what_has_no_direction_stands_beside_what_has_either(dip: Run) -> None:
    ways: tuple[dict[str, Any], ...] = (
        {"parties": ["a", "b"]},
        {"from_": "a", "to": "b"},
        {"from_": "b", "to": "a"},
    )
    claims = [
        figure(f"f{nth}", value=nth + 5, period=str(2023 - nth), **way)
        for nth, way in enumerate(ways)
    ]
    with_c = figure("c1", value=9, period="2022", parties=["a", "c"])
    path = str(shared(HEAD + "".join(claims) + with_c))
    page = dip("brief", "a", "b", "-f", path).page()
    for row in (
        "Turnover in 2023 +\\$5",
        "Turnover, Aland to Beland in 2022 +\\$6",
        "Turnover, Beland to Aland in 2021 +\\$7",
    ):
        assert re.search(f"^{row} ", page, re.MULTILINE)
    assert "more figure" not in page
    sentence = dip("trade", "a", "b", "c", "-f", path).page().splitlines()[0]
    assert sentence == (
        "Turnover from and to Aland in 2022: to Beland $6 and with Celand $9; "
        "no figure for all of 2022 from Beland."
    )


FLOWS = base(
    source(publisher="News"),
    source("t"),
    *(party(id_, name=f"{id_.upper()}land") for id_ in "abcde"),
    topic(),
    measure(sum_of=["exports", "imports"]),
    measure("exports"),
    measure("imports"),
)


def sold(id: str, **keys: Any) -> str:
    return figure(id, **{"measure": "exports", "from_": "a", "to": "b", **keys})


COUNTED = {
    "a part of another measure stands as newer": (
        ("a", "b"),
        figure("total", period="2020")
        + sold("back", from_="b", to="a", period="2022")
        + sold("oil", from_="b", to="a", period="2022", scope="oil")
        + sold("bought", measure="imports", period="2023", scope="oil"),
    ),
    "a partner is told as one of whom no number is published": (
        ("a",),
        sold("one")
        + sold("vague", period="201X")
        + figure("none", parties=["a", "c"], absent="confidential", value=None, unit="USD"),
    ),
    "a partner is told where claims differ": (
        ("a",),
        "".join(sold(to, to=to, value=9) for to in "bcd")
        + sold("old", to="b", period="2015")
        + sold("e", to="e", value=1)
        + sold("also", to="e", value=2, source="t"),
    ),
}


@pytest.mark.parametrize("what", COUNTED)
def test_whom_and_what_the_page_tells_is_not_counted_as_left_out(dip: Run, what: str) -> None:
    parties, claims = COUNTED[what]
    page = dip("brief", *parties, "-f", str(shared(FLOWS + claims))).page()
    assert re.findall("^And (.* more .*):", page, re.MULTILINE) == ["1 more figure in trade"]


def test_a_rank_says_whose_it_is_as_in_its_topic(dip: Run) -> None:
    ranks = figure("there", measure="rank", from_="a", to="b", value=3, unit="rank")
    ranks += figure("back", measure="rank", from_="b", to="a", value=6, unit="rank")
    path = str(shared(HEAD + measure("rank", label="Rank as partner", nature="rank") + ranks))
    there, back = "of Aland, held by Beland", "of Beland, held by Aland"
    for page in (
        dip("trade", "a", "b", "-f", path).page(),
        dip("brief", "a", "b", "-f", path).page(),
    ):
        for way in (there, back):
            assert f"\nRank as partner {way}" in f"\n{page}" or f" Rank as partner {way}" in page
    assert f"Rank as partner {there} in 2021: 3rd; {back}: 6th" in dip("a", "b", "-f", path).page()
    page = dip("brief", "a", "-f", path).page()
    assert re.search("^Rank as partner held by Beland in 2021 +3rd ", page, re.MULTILINE)
    assert re.search("^Rank as partner of Beland in 2021 +6th ", page, re.MULTILINE)
