"""What each page has: the words, formats and links of what the command line answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from conftest import SAMPLE_PATH, Write
from dipfacts.answers import citation, whole_base
from dipfacts.cli import app
from dipfacts.query.base import Base, open_base
from dipfacts.serve.address import TYPES
from fuzz import growth
from support import briefs, factbase
from support.command_line import Run
from support.crawled import crawl, get, reached
from support.served import Seen


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    with open_base(str(SAMPLE_PATH)) as base:
        yield base


def test_every_link_leads_to_a_page(sample: Base) -> None:
    found = crawl(sample)
    wrong = {address: page.status for address, page in found.items() if page.status != 200}
    assert wrong == {}
    assert len(found) > 120
    kinds = {address.split("/")[1].split("?")[0].split(".")[0] for address in found}
    assert kinds >= {
        "azerbaijan",
        "trade",
        "timeline",
        "relations",
        "brief",
        "show",
        "sources",
        "-",
    }
    for address, page in found.items():
        if page.type == "text/html":
            seen = Seen(page.text)
            assert not {"script", "style", "img"} & seen.names, address
            within = {link[1:] for link in seen.links if link.startswith("#")}
            assert within <= seen.ids, address


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/trade/azerbaijan/russia", "trade azerbaijan russia"),
        ("/TRADE/az/Россия?in=2021", "trade az Россия --in 2021"),
        ("/trade/azerbaijan/russia?in=2021&mirror=1", "trade azerbaijan russia --in 2021 --mirror"),
        ("/trade/azerbaijan", "trade azerbaijan"),
        ("/trade", "trade"),
        ("/azerbaijan/russia", "azerbaijan russia"),
        ("/timeline/azerbaijan?until=2020", "timeline azerbaijan --until 2020"),
        ("/relations/azerbaijan/russia", "relations azerbaijan russia"),
        ("/brief/azerbaijan/russia", "brief azerbaijan russia"),
        ("/show/turnover-2021", "show turnover-2021"),
        ("/search?text=presidents", "search presidents"),
        ("/sources", "sources"),
        ("/parties", "parties"),
        ("/topics", "topics"),
        ("/measures", "measures"),
        ("/kinds", "kinds"),
    ],
)
@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_a_page_has_the_formats_of_the_command_line(
    sample: Base, address: str, line: str, form: str, dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, mark, query = address.partition("?")
    monkeypatch.setenv("DIPFACTS_FACTS", str(SAMPLE_PATH))
    page = get(sample, f"{path}.{form}{mark}{query}")
    assert (page.status, page.type) == (200, TYPES[form])
    assert page.text == dip(*line.split(), "--format", form)[1]


def test_a_page_says_what_the_command_line_says(
    sample: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    page = get(sample, "/trade/azerbaijan/russia?in=2021").text
    app.run([*"trade azerbaijan russia --in 2021 --format md -f".split(), str(SAMPLE_PATH)])
    headline = capsys.readouterr().out.splitlines()[0].strip("*").replace("\\", "")
    assert " ".join(headline.split()) in " ".join(Seen(page).words.split())


def test_a_claim_has_its_place_and_every_citation(sample: Base) -> None:
    words = Seen(get(sample, "/show/turnover-2021").text).words
    assert re.search(r"sample\.toml:\d+", words)
    for part in (
        "@misc{turnover-2021",
        '"id": "turnover-2021"',
        "[turnover-2021]",
        "`turnover-2021`",
    ):
        assert part in words
    assert "About the same question" in words


def test_a_claim_alone_is_cited_on_its_page_as_among_those_about_the_same(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, _ = growth.LARGE["stages of one relation"]
    with open_base(str(write(make(7)))) as base:
        among = {one.id: one for one in citation.citations(base, ["h0"])}
        assert among == {id_: citation.own_citation(base, id_) for id_ in among}
        cautions = mock.Mock(return_value=())
        monkeypatch.setattr(citation, "_cautions", cautions)
        assert "@misc{h3" in get(base, "/show/h3").text
        assert cautions.call_count == 1


def test_a_source_has_all_its_claims_page_by_page(write: Write) -> None:
    with open_base(str(write(briefs.large(40)))) as base:
        text = "\n".join(get(base, f"/sources/n{n}").text for n in range(10))
        assert {f"/show/f{n}" for n in range(10)} <= {*Seen(text).links}
    many = briefs.HEAD + factbase.source("one") + factbase.source("other")
    many += "".join(briefs.event(n, "2021", source="one") for n in range(205))
    with open_base(str(write(many, "many.toml"))) as base:
        found = list[str]()
        for page in (1, 2, 3):
            seen = Seen(get(base, f"/sources/one?page={page}").text)
            assert f"Page {page} of 3" in seen.words
            found += [link for link in seen.links if link.startswith("/show/")]
        assert len({*found}) == 205
        assert "/sources/one?page=2" in Seen(get(base, "/sources/one").text).links


@pytest.mark.parametrize("parties", ["/a/b", ""])
@pytest.mark.parametrize("dated", [105, 3])
def test_a_timeline_leads_to_every_line_with_a_date_or_without(
    write: Write, parties: str, dated: int
) -> None:
    events = [
        factbase.event(f"e{n}", status="held", period=f"{1900 + n}-05-06") for n in range(dated)
    ]
    events += [factbase.event(f"u{n}", status="held") for n in range(12)]
    relations = [factbase.relation(f"r{n}") for n in range(3)]
    relations.append(factbase.relation("dated", period="1900/..", same_as="r0"))
    head = factbase.base(factbase.source(), factbase.party("a"), factbase.party("b"))
    ids = {f"e{n}" for n in range(dated)} | {f"u{n}" for n in range(12)} | {"r1", "r2"}
    with open_base(str(write("".join([head, *events, *relations])))) as base:
        seen, found = reached(base, f"/timeline{parties}")
        assert f"/timeline{parties}?undated=1" in seen
        alone = Seen(get(base, f"/timeline{parties}?undated=1").text)
        assert "12 events and 2 relations on the timeline, without a date." in alone.words
        assert get(base, f"/timeline{parties}.json?undated=1").status == 400
        assert all(get(base, it).status == 200 for it in alone.links if ".json" in it)
        around = Seen(get(base, f"/timeline{parties}?since=1950").text)
        assert not [it for it in around.links if "undated" in it]
    assert ids <= found


def test_conflicts_of_the_whole_base_are_all_found(
    sample: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    every, more = whole_base.conflicts(sample)
    assert more == ""
    ids = [fact.id for fact in every.facts]
    assert "turnover-2021" in ids
    monkeypatch.setattr(whole_base, "CONFLICTS", 1)
    pages, after = list[str](), ""
    while True:
        answer, after = whole_base.conflicts(sample, after)
        pages += [fact.id for fact in answer.facts]
        assert (answer.left_out is None) is bool(after)
        if not after:
            break
    assert pages == ids
    first = get(sample, "/-/conflicts").text
    assert [link for link in Seen(first).links if link.startswith("/-/conflicts?after=")]


def test_a_file_of_the_first_conflicts_says_that_there_may_be_more_or_is_refused(
    sample: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = get(sample, "/-/conflicts.csv")
    assert whole.status == 200
    assert "/-/conflicts.csv" in Seen(get(sample, "/-/conflicts").text).links
    monkeypatch.setattr(whole_base, "CONFLICTS", 1)
    cut = get(sample, "/-/conflicts.csv")
    assert (cut.status, cut.type) == (400, "text/plain")
    assert "there may be more" in cut.text
    assert "/-/conflicts.csv" not in Seen(get(sample, "/-/conflicts").text).links
    assert json.loads(get(sample, "/-/conflicts.json").text)["left_out"]["limit"] is None
    assert "there may be more" in get(sample, "/-/conflicts.md").text


def test_coverage_counts_every_claim(sample: Base) -> None:
    answer = whole_base.inventory(sample)
    assert sum(count for _, count in answer.listing.counts) == len([*sample.walk()])
    assert "Trade" in Seen(get(sample, "/-/coverage").text).words


@pytest.mark.parametrize(
    ("periods", "years"),
    [
        (["2001-05-01", "2005-03/..", "2019/.."], (2001, 2019)),
        (["1992/..", "2005-03/.."], (1992, 2005)),
        (["2007/.."], (2007, 2007)),
        (["../1990", "2000"], (1990, 2000)),
        (["/2004-06-30", "1999-01"], (1999, 2004)),
        (["2010/2014", "2012/.."], (2010, 2014)),
        (["/..", None], (None, None)),
    ],
    ids=["ends and goes on", "all go on", "one", "no beginning", "until", "within", "no dates"],
)
def test_coverage_reaches_to_the_newest_that_goes_on(
    write: Write, periods: list[str | None], years: tuple[int | None, int | None]
) -> None:
    relations = [
        factbase.relation(f"r{n}", kind="treaty", period=period, topic="trade")
        for n, period in enumerate(periods)
    ]
    text = factbase.base(
        factbase.source(), factbase.topic(), factbase.party("a"), factbase.party("b"), *relations
    )
    with open_base(str(write(text))) as base:
        told = json.loads(get(base, "/-/coverage.json").text)["inventory"]["trade"]
        words = Seen(get(base, "/-/coverage").text).words
    assert (told["first"], told["last"]) == years
    assert "–".join(str(year) for year in dict.fromkeys(years) if year) in words


def test_a_search_begins_with_the_pages_that_its_words_name(sample: Base) -> None:
    links = Seen(get(sample, "/search?text=azerbaijan+russia+trade").text).links
    assert {"/trade/azerbaijan/russia", "/azerbaijan/russia", "/russia"} <= {*links}
    assert "/Azerbaijan" in Seen(get(sample, "/search?text=Azer").text).links
    assert get(sample, "/search?text=").status == 200


def test_the_claims_of_a_year_that_is_found_as_a_word_have_a_link(write: Write) -> None:
    text = factbase.base(
        factbase.source(),
        factbase.party("a"),
        factbase.event("new", parties=["a"], title="Tea pact, after 2021", period="2022"),
        factbase.event("old", parties=["a"], title="Tea pact", period="2021"),
    )
    with open_base(str(write(text))) as base:
        links = Seen(get(base, "/search?text=tea+pact+2021").text).links
        (of_year,) = [link for link in links if "in=2021" in link]
        assert of_year == "/search?text=tea+pact&in=2021"
        found = Seen(get(base, of_year).text).links
    assert "/show/old" in found
    assert "/show/new" not in found


def test_a_name_that_holds_the_word_of_a_topic_names_its_party(write: Write) -> None:
    text = factbase.base(
        factbase.source(),
        factbase.topic(),
        factbase.topic("aid", label="Foreign aid"),
        factbase.party("b"),
        factbase.party("a", name="United"),
        factbase.party("body", kind="organisation", name="United Trade and Aid"),
        factbase.event("e", kind="meeting", parties=["body", "b"], topic="trade"),
    )
    with open_base(str(write(text))) as base:

        def named(text: str) -> set[str]:
            links = Seen(get(base, f"/search?text={text}").text).links
            return {link for link in links if link.split("/")[-1] in ("a", "b", "body", "aid")}

        assert named("united+trade+and+aid") == {"/body"}
        assert named("united+trade+and+aid+b") == {"/body/b", "/body", "/b"}
        assert named("trade+united") == {"/trade/a", "/a"}
        assert named("foreign+aid+b") == {"/aid/b", "/b"}


def test_a_list_of_names_that_is_cut_says_so_and_leads_on(write: Write) -> None:
    others = [f"p{nth:03}" for nth in range(130)]
    text = factbase.base(
        factbase.source(),
        *(factbase.party(name) for name in ["a", *others]),
        *(factbase.event(f"e-{name}", parties=["a", name]) for name in others),
    )
    with open_base(str(write(text))) as base:
        first = Seen(get(base, "/").text)
        assert "All 131 parties" in first.words
        seen = Seen(get(base, "/a").text)
        assert "Named together with (1 to 100 of 130)" in seen.words
        assert "/a?page=2" in seen.links
        links = [*seen.links, *Seen(get(base, "/a?page=2").text).links]
        assert {f"/a/{name}" for name in others} <= {*links}
        assert get(base, "/a?page=3").status == 404


def test_a_deprecated_claim_is_marked_on_the_page_of_its_source(write: Write) -> None:
    withdrawn = {"rank": "deprecated", "rank_reason": "a slip"}
    text = factbase.base(
        factbase.source(),
        factbase.party("a"),
        factbase.party("b"),
        factbase.topic(),
        factbase.measure(),
        factbase.figure("f1", **withdrawn),
        factbase.event("e1", **withdrawn),
        factbase.relation("r1", title="Pact", period="2001/.."),
        factbase.relation("r2", title="Pact", period="2002/..", same_as="r1", **withdrawn),
    )
    with open_base(str(write(text))) as base:
        rows = get(base, "/sources/s.md").text.splitlines()
    told = {
        row.split(" | ")[0].strip("| "): "deprecated" in row
        for row in rows
        if row[:1] == "|" and "[1" in row
    }
    assert {id_.replace("\\", ""): is_told for id_, is_told in told.items() if id_} == {
        "f1": True,
        "e1": True,
        "r1": False,
        "r2": True,
    }


def test_the_page_of_a_source_has_what_this_source_says(write: Write) -> None:
    """Not what others say of the same, which its claims do not."""
    pact, visit = {"title": "River pact"}, {"title": "Visit"}
    text = factbase.base(
        factbase.source("paper"),
        factbase.source("other", publisher="Other"),
        factbase.party("a"),
        factbase.party("b"),
        factbase.relation("signed", status="signed", period="2009-04-08", **pact),
        factbase.relation(
            "force", period="2010-02-05/..", same_as="signed", source="other", **pact
        ),
        factbase.party("ann", kind="person", name="Ann Smith"),
        factbase.event(
            "plan", status="planned", period="2027", place="Lima", people=["ann"], **visit
        ),
        factbase.event("off", status="cancelled", same_as="plan", source="other", **visit),
    ).replace('source = "s"', 'source = "paper"')
    with open_base(str(write(text))) as base:
        page, other = (get(base, f"/sources/{id_}.md").text for id_ in ("paper", "other"))
        found = get(base, "/search.md?text=river").text
    assert "| signed | 8 Apr 2009 | River pact (A and B; signed) | \\[1\\] |" in page
    assert "| plan | 2027 | Visit, Lima (A and B; Ann Smith took part; planned) | \\[1\\] |" in page
    assert "| force | since 5 Feb 2010 | River pact (A and B) | \\[1\\] |" in other
    assert "| off | undated | Visit (A and B; cancelled) | \\[1\\] |" in other
    assert "since 5 Feb 2010" in found  # by both, and both are named
    assert "Other" in found
    assert "Paper" in found


def test_the_day_by_which_claims_are_known_is_kept(sample: Base) -> None:
    seen = Seen(get(sample, "/trade/azerbaijan/russia?known-by=2025").text)
    kept = [link for link in seen.links if link.startswith(("/show/", "/azerbaijan", "/brief"))]
    assert len(kept) > 2
    assert all(link.endswith("known-by=2025") for link in kept)
    assert {"/timeline", "/parties", "/search", "/"} <= {*seen.links}


def test_a_page_leads_to_nothing_that_became_public_after_its_day(write: Write) -> None:
    # Two told of by one claim each, and one by claims of both days.
    claims = [("b", "trade", 2010), ("c", "aid", 2020), ("d", "trade", 2020), ("d", "trade", 2010)]
    text = factbase.base(
        *(factbase.source(f"s{year}", published=str(year)) for year in (2010, 2020)),
        *map(factbase.topic, ("trade", "aid")),
        *map(factbase.party, "abcd"),
        *(
            factbase.event(f"e{n}", parties=["a", who], topic=topic, source=f"s{year}")
            for n, (who, topic, year) in enumerate(claims)
        ),
    )

    def of_others(base: Base, address: str) -> set[str]:
        return {
            link.partition("?")[0]
            for link in Seen(get(base, address).text).links
            if link.startswith(("/trade", "/aid", "/timeline/", "/a/"))
        }

    pairs, tabs = {"/a/b", "/a/c", "/a/d"}, {"/trade/a", "/timeline/a"}
    with open_base(str(write(text))) as base:
        assert of_others(base, "/a") == pairs | tabs | {"/aid/a"}
        assert of_others(base, "/a?known-by=2020") == pairs | tabs | {"/aid/a"}
        assert of_others(base, "/a?known-by=2015") == pairs - {"/a/c"} | tabs
        assert of_others(base, "/brief/a?known-by=2015") == tabs
        assert of_others(base, "/a?known-by=2000") == set()
        assert "Named together" not in Seen(get(base, "/a?known-by=2000").text).words


def test_every_line_of_a_brief_leads_to_its_claims(write: Write, tmp_path: Path) -> None:
    """The page that is handed on or printed has no such links: it leads to its sources alone."""
    claims = (
        factbase.figure("one", measure="exports", from_="a", to="b", value=5),
        factbase.figure("other", measure="exports", from_="a", to="b", value=9, source="t"),
        factbase.relation("pact", status="in-force", period="2010/..", source="t"),
        factbase.event("held", status="held", period="2020-05-04"),
        factbase.event("off", status="cancelled", period="2021-05-04", source="t"),
    )
    declared = (factbase.measure("exports"), factbase.topic(), *map(factbase.party, "ab"))
    path = write(factbase.base(factbase.source(), factbase.source("t"), *declared, *claims))
    with open_base(str(path)) as base:
        seen = Seen(get(base, "/brief/a/b").text)
    expected = {"one", "other", "pact", "held", "off"}
    assert {link for link in seen.links if link.startswith("/show/")} == {
        f"/show/{id_}" for id_ in expected
    }
    site, handed_on = tmp_path / "site", tmp_path / "brief.html"
    app.run(["export", str(site), "--to", "site", "-f", str(path)])
    links = Seen((site / "brief" / "a" / "b.html").read_text(encoding="utf-8")).links
    assert {f"../../show/{id_}.html" for id_ in expected} <= {*links}
    app.run(["brief", "a", "b", "-f", str(path), "-o", str(handed_on)])
    links = Seen(handed_on.read_text(encoding="utf-8")).links
    assert all(link.startswith(("#source-", "#mention-")) for link in links)


def test_the_number_of_the_source_of_a_claim_leads_to_that_source(sample: Base) -> None:
    text = get(sample, "/show/turnover-2021").text
    assert 'href="#source-1"' in text
    assert "/show/turnover-2021" not in Seen(text).links


def test_pages_and_what_more_there_is_do_not_contradict_each_other(write: Write) -> None:
    parties = [factbase.party(f"p{nth}") for nth in range(130)]
    with open_base(str(write(factbase.base(*parties)))) as base:
        seen = Seen(get(base, "/parties").text)
        assert "Page 1 of 2" in seen.words
        assert " more" not in seen.words
        seen = Seen(get(base, "/parties?limit=5").text)
        assert "125 more" in seen.words
        assert "Page" not in seen.words
        assert "/parties?limit=500" in seen.links
