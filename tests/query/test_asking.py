"""Questions as people ask them: two countries, several partners, dates and words between names."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from dipfacts.answers.answer import place_of
from dipfacts.cli import app
from dipfacts.cli.completion.protocol import candidates
from dipfacts.cli.mistakes.unknown_words import unknown
from dipfacts.cli.typed_line import TypedLine
from dipfacts.query.base import open_base
from dipfacts.render.layout import Linked, table
from dipfacts.render.page.document import Row, Section
from dipfacts.render.page.figures.plot import HEIGHT, Plot, draw
from dipfacts.render.page.figures.spots import DrawnEnd, Spot
from dipfacts.render.page.marked_cells import SourceCell
from support import factbase as fb
from support.asking import BASE, loaded
from support.command_line import Dip, dip_of
from support.compiled import shared


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dip:
    """Ask the base of these tests; return status, output and errors."""
    return dip_of(BASE, capsys, monkeypatch)


def ids(dip: Dip, line: str) -> list[str]:
    return [fact["id"] for fact in loaded(dip, line)["facts"]]


# ------------------------------------------------------------------------- topics, overviews


def test_a_topic_has_its_relations_and_events(dip: Dip) -> None:
    status, page, _ = dip("membership aland")
    assert status == 0
    assert re.sub(" {3,}", "  ", page) == (
        "Membership of Aland: 1 relation (2 claims), in force; 1 event; no figures.\n\n"
        "In force\n"
        "Period  Relation  Kind  Source\n"
        "since 1990 or 1991  A pact (with Beland)  treaty  [1] [2]\n"
        "  · sources differ on the beginning: 1990 [2]; 1991 [1]\n\n"
        "Events\n"
        "When  What  Kind  Source\n"
        "2 May 2020  Joining (with Celand)  state visit, reported  [3]\n\n"
        "Sources\n"
        "[1] Daily Bell, 5 May 2024.\n"
        "[2] The Courier, 1 Mar 2022.\n"
        "[3] The Courier, 1 Feb 2026.\n"
        "Newest source: The Courier, 1 Feb 2026.\n"
    )
    found = loaded(dip, "membership aland")
    assert found["answer"]["facts"] == ["pact-carl", "pact", "joining"]
    assert [one["title"] for one in found["occurrences"]] == ["A pact", "Joining"]
    assert [fact.get("status_class") for fact in found["facts"]] == ["standing", "standing", None]


def test_figures_come_first_and_others_are_counted(dip: Dip) -> None:
    found = loaded(dip, "trade aland beland")
    assert found["answer"]["text"].endswith("Also on trade: 2 events (1 planned).")
    assert found["answer"]["value"] == 4_000_000
    assert [fact["type"] for fact in found["facts"]][-2:] == ["event", "event"]
    only = loaded(dip, "trade aland beland --measure turnover")
    assert {fact["type"] for fact in only["facts"]} == {"figure"}


def test_a_party_called_as_a_topic_is_told_and_can_be_asked_for(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        fb.base(
            fb.source(),
            *(fb.topic(id, label=f"{id.title()} matters") for id in ("nato", "trade")),
            fb.measure(),
            fb.party("nato", name="NATO"),
            *map(fb.party, ("aland", "beland")),
            fb.figure("f", parties=["aland", "nato"], value=5),
            fb.event("e", parties=["aland", "beland"], topic="nato"),
        )
    )

    def told(*words: str, status: int = 0) -> str:
        assert app.run([*words, "-f", str(path)]) == status
        return " ".join(capsys.readouterr().out.split()).replace(f" -f {path}", "")

    for line in ("nato", "NATO"):
        assert "NATO is a party, too: dipfacts brief nato" in told(line)
    assert "dipfacts brief nato --in 2021" in told("nato", "--in", "2021", status=1)
    assert "NATO is a party, too: dipfacts brief nato aland" in told("nato", "aland")
    assert told("aland", "nato").startswith("Aland and NATO: 1 figure on 1 topic")
    assert "a party, too" not in told("trade")
    assert "a party, too" not in told("trade", "nato")
    assert "a party, too" not in told("nato", "nato", status=1)
    assert "a party, too" not in told("nato", "aland", "beland")
    # What shows the other claims is no page of the topic.
    assert "The other claims: dipfacts brief nato" in told("relations", "nato", status=1)
    other = told("relations", "nato", "aland", status=1)
    assert "The other claims: dipfacts aland nato" in other


@pytest.mark.parametrize(
    ("label", "midway"),
    [("EU trade in NATO goods", "EU trade in NATO goods"), ("Trade in LNG", "trade in LNG")],
)
def test_names_in_the_label_of_a_topic_keep_their_capitals(
    label: str, midway: str, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    text = fb.base(
        fb.source("s"),
        *(fb.party(name) for name in ("aland", "beland", "celand")),
        fb.topic("trade", label=label),
        fb.measure("turnover", label="Turnover"),
        fb.figure("one", parties=["aland", "beland"], value=1),
        fb.event("visit", topic="trade", parties=["aland", "beland"], period="2020"),
    )
    path = str(write(text))
    for words, told in {
        "aland beland": f" Also on {midway}: 1 event.",
        "celand": f"Nothing on {midway} about Celand is recorded.",
        "celand aland norway": f"No figure on {midway} of Celand with Aland or Norway",
    }.items():
        app.run(["trade", *words.split(), "-f", path])
        assert told in capsys.readouterr().out


def test_lines_of_all_claims_on_a_topic_are_streamed(dip: Dip) -> None:
    lines = dip("trade --format jsonl")[1].splitlines()
    whole = {json.loads(line)["id"] for line in lines}
    assert whole == set(ids(dip, "trade"))
    assert {"visit", "plan", "ab-2021"} <= whole


def test_an_overview_fits_a_screen(dip: Dip) -> None:
    status, page, err = dip("aland beland")
    assert (status, err) == (0, "")
    assert page.startswith(
        "Aland and Beland: 4 figures, 1 relation and 2 events on 2 topics, from 3 sources.\n"
    )
    assert "trade       Trade turnover in 2022: $4 million  [1]\n" in page
    assert "membership  1 relation" in page
    assert "A page for a meeting: dipfacts brief aland beland\n" in page
    assert page.count("\n") < 30
    found = loaded(dip, "aland beland")
    assert found["overview"]["in_force"] == ["pact"]
    assert found["overview"]["latest"] == ["visit"]
    assert found["overview"]["planned"] == ["plan"]
    assert [one["topic"] for one in found["overview"]["topics"]] == ["trade", "membership"]
    assert ids(dip, "beland aland") == ids(dip, "aland beland")


def test_an_overview_of_very_much_shows_the_first_and_counts_all(
    dip: Dip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    dates = [f"{year}-01-01" for year in range(1990, 2015)]
    pacts = (
        fb.relation(f"p{n}", period=f"{day}/..", parties=["a", "b"]) for n, day in enumerate(dates)
    )
    visits = (fb.event(f"v{n}", period=day, parties=["a", "b"]) for n, day in enumerate(dates))
    declared = (fb.source("s"), fb.party("a", name="Aland"), fb.party("b", name="Beland"))
    Path("much.toml").write_text(fb.base(*declared, *pacts, *visits), "utf-8")
    page = dip("aland beland -f much.toml")[1]
    assert (page.count("\nsince 1 Jan "), page.count("\n1 Jan ")) == (20, 20)
    assert "\n25 relations: dipfacts relations a b -f much.toml\n" in page
    assert "\n25 events: dipfacts timeline a b -f much.toml\n" in page
    every = dip("aland beland -f much.toml --limit 0")[1]
    assert (every.count("\nsince 1 Jan "), every.count("\n1 Jan ")) == (25, 25)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("exports aland beland", "try dipfacts trade aland beland --measure exports"),
        ("turnovers aland", "try dipfacts trade aland --measure turnover"),
        ("treaties aland", "try dipfacts relations aland --kind treaty"),
        ("visits aland --since 2020", "try dipfacts timeline aland --since 2020 --kind visit"),
        ("aland trade beland", "try dipfacts trade aland beland"),
        ("aland beland --mirror", "try dipfacts trade aland beland --mirror"),
        ("aland beland --kind visit", "try dipfacts timeline aland beland --kind visit"),
        ("alnad", 'did you mean "aland"?'),
        ("trad aland", 'did you mean "trade"?'),
    ],
)
def test_a_first_word_that_is_no_command_is_told_what_to_type(
    line: str, hint: str, dip: Dip
) -> None:
    status, out, err = dip(line)
    assert (status, out) == (2, "")
    assert err.splitlines()[1].strip() == hint
    if hint.startswith("try"):
        assert dip(hint.removeprefix("try dipfacts "))[0] == 0


def test_a_measure_is_named_of_which_there_are_claims(write: Callable[..., Path]) -> None:
    text = fb.base(
        fb.source("s"),
        *(fb.party(name) for name in ("aland", "beland")),
        fb.topic("trade"),
        fb.measure("exports", label="Exports"),
        fb.measure("exports-total", label="Total exports"),
        fb.figure("all", measure="exports-total", parties=["aland"], value=900_000),
    )
    typed = (["exports", "aland"], ["exports", "beland"], ["exports"])
    with open_base(str(write(text))) as base:
        lines = [unknown(base, words).hint for words in typed]
    assert lines == [
        "try dipfacts trade aland --measure exports-total",
        "try dipfacts trade beland --measure exports",
        "try dipfacts trade --measure exports",
    ]


def test_a_topic_in_another_form_is_no_measure(write: Callable[..., Path]) -> None:
    text = fb.base(
        fb.source("s"),
        *(fb.party(name) for name in ("aland", "beland")),
        fb.topic("trade", label="Trade"),
        fb.topic("pacts", label="Pacts"),
        fb.measure("turnover", label="Trade turnover"),
        fb.figure("all", measure="turnover", parties=["aland", "beland"]),
        fb.relation("one", kind="pact", topic="pacts", parties=["aland", "beland"]),
    )
    with open_base(str(write(text))) as base:
        hints = {
            word: unknown(base, [word, "aland", "beland"]).hint
            for word in ("Trades", "tradee", "trading", "trade turnovers", "Pact", "pacted")
        }
    trade = 'did you mean "trade"?'
    assert hints == {
        "Trades": trade,
        "tradee": trade,
        "trading": trade,
        "trade turnovers": "try dipfacts trade aland beland --measure turnover",
        "Pact": "try dipfacts relations aland beland --kind pact or dipfacts pacts aland beland",
        "pacted": 'did you mean "pacts"?',
    }


def test_tab_offers_what_a_first_word_may_be(dip: Dip) -> None:
    dip("topics")  # so that there is an index
    first = {one.value for one in candidates(TypedLine(["al"]), ["en"])}
    assert "aland" in first
    assert not candidates(TypedLine(["tre"]), ["en"])  # a kind, with which no line begins
    assert {one.value for one in candidates(TypedLine(["expor"]), ["en"])} == {"export"}
    second = {one.value for one in candidates(TypedLine(["aland", ""]), ["en"])}
    assert {"beland", "celand"} <= second
    said = [one.value for one in candidates(TypedLine(["trade", "--claimant", ""]), ["en"])]
    assert said == ["ann", "carl"]
    printed = candidates(TypedLine(["trade", "--publisher", "d"]), ["en"])
    assert [one.value for one in printed] == ["Daily Bell"]
    assert [one.value for one in candidates(TypedLine(["brief", "--topic", "m"]), ["en"])] == [
        "membership"
    ]


# -------------------------------------------------------------------------------- filters


FILTERED = ["trade aland", "timeline aland", "relations aland", "brief aland", "search aland"]


@pytest.mark.parametrize("line", [*FILTERED, "aland"])
@pytest.mark.parametrize(
    ("option", "fits"),
    [
        ("--claimant carl", {"ac-2021", "pact-carl", "visit"}),
        ("--claimant 'Carl Dee' --claimant ann", {"ab-2021", "ac-2021", "pact-carl", "visit"}),
        ("--publisher 'daily bell'", {"ab-2021-other", "pact-carl"}),
        ("--known-since 2026", {"joining"}),
        ("--known-since 2024-05-05", {"ab-2021-other", "pact-carl", "joining"}),
    ],
)
def test_a_filter_leaves_what_fits_and_adds_nothing(
    line: str, option: str, fits: set[str], dip: Dip
) -> None:
    before, after = set(ids(dip, f"{line} --limit 0")), set(ids(dip, f"{line} {option}"))
    if line == "aland":  # of what fits another figure may be the headline
        assert after <= fits
    else:
        assert after == before & fits
    if line == "trade aland":
        name = option.split()[0].strip("-").replace("-", "_")
        assert name in loaded(dip, f"{line} {option}")["query"]


@pytest.mark.parametrize("line", FILTERED[1:])
def test_a_topic_chooses_too(line: str, dip: Dip) -> None:
    every = loaded(dip, f"{line} --limit 0")["facts"]
    found = ids(dip, f"{line} --limit 0 --topic Membership")
    assert sorted(found) == sorted(f["id"] for f in every if f["topic"] == "membership")
    both = f"{line} --limit 0 --topic membership --topic trade"
    assert sorted(ids(dip, both)) == sorted(fact["id"] for fact in every)


def test_a_name_of_several_who_said_something_is_asked_back(dip: Dip) -> None:
    status, _, err = dip("trade aland --claimant bell")
    assert status == 2
    assert err.startswith('dipfacts: "bell" may be "ann"')
    assert dip("trade aland --publisher 'Daly Bell'")[2] == (
        'dipfacts: no publisher is called "Daly Bell"\n  did you mean "Daily Bell"?\n'
    )
    for initials in ("DB", "d.b."):  # and not what differs by a letter or two
        assert dip(f"trade aland --publisher {initials}")[2] == (
            f'dipfacts: no publisher is called "{initials}"\n  did you mean "Daily Bell"?\n'
        )


def test_nothing_new_and_nothing_said_are_told_apart(dip: Dip) -> None:
    said = "Nothing on trade said by Ben Bell between Aland and Beland is recorded."
    assert dip("trade aland beland --claimant ben")[1].startswith(said)
    status, page, _ = dip("trade aland beland --measure turnover --known-since 2025")
    assert (status, page) == (
        1,
        "No claim recorded here on trade of the measure turnover between Aland and Beland became"
        " public since 2025; 3 claims became public before.\n",
    )
    asked = "trade aland beland --measure turnover"
    for line, text in {
        f"{asked} --known-since 2023 --known-by 2023-06": "No claim recorded here on trade of the"
        " measure turnover between Aland and Beland became public from 2023 to Jun 2023; 2 claims"
        " became public before and 1 claim became public later.",
        f"{asked} --known-since 2020 --known-by 2021": "No claim recorded here on trade of the"
        " measure turnover between Aland and Beland became public from 2020 to 2021; 3 claims"
        " became public later.",
        "trade aland celand beland --known-since 2025": "No figure on trade of Aland with Celand"
        " or Beland is recorded; 6 claims became public before. (Public since 2025.)",
    }.items():
        assert dip(line)[:2] == (1, f"{text}\n")
    page = dip("timeline aland beland --known-since 2020")[1]
    assert "1 claim of an undated source is left out by --known-since." in page
    assert loaded(dip, "timeline aland beland --known-since 2020")["left_out"]["known_by"] == 1


# ---------------------------------------------------------------- timelines, ids, citations


def test_the_latest_are_what_has_come(dip: Dip) -> None:
    assert ids(dip, "timeline aland --latest 1") == ["visit"]
    assert ids(dip, "timeline aland --latest 2 --reverse") == ["visit", "joining"]
    every = ids(dip, "timeline aland")
    assert sorted(ids(dip, "timeline aland --reverse")) == sorted(every)
    text = loaded(dip, "timeline aland")["answer"]["text"]
    assert loaded(dip, "timeline aland --latest 1")["answer"]["text"] == text
    page = dip("timeline --reverse")[1]
    years = [line for line in page.splitlines() if line.isdigit() or line == "1990–1991"]
    assert years == ["2090", "2021", "2020", "1990–1991"]
    assert dip("timeline --reverse --format jsonl")[1].splitlines()[0].startswith('{"id":"plan"')


@pytest.mark.parametrize("line", [*FILTERED[:4], "aland beland", "trade aland beland celand"])
def test_ids_stand_in_every_table_of_claims(line: str, dip: Dip) -> None:
    page = dip(f"{line} --ids --limit 0")[1]
    named = set(ids(dip, f"{line} --limit 0"))
    told = {word for text in page.splitlines() for word in text.split("  ")[-1].split()}
    assert named & told
    assert dip(f"{line} --ids --format md")[1].count(" Id |") >= 1


def test_ids_of_a_row_are_those_of_its_claims(dip: Dip) -> None:
    rows = dip("trade aland beland --ids")[1].splitlines()
    (row,) = (row for row in rows if "$2 million  " in row and "Ann" in row)
    assert row.endswith("ab-2021")


def test_a_query_is_cited_source_by_source(dip: Dip) -> None:
    status, out, err = dip("cite trade aland beland --in 2021 --measure turnover")
    assert (status, err) == (0, "")
    assert out == (
        "Daily Bell, 5 May 2024.\n"
        "  trade turnover between Aland and Beland in 2021, $3 million [ab-2021-other]\n"
        "The Courier, 1 March 2022.\n"
        "  trade turnover between Aland and Beland in 2021, $2 million, said by Ann Marie Bell"
        " [ab-2021]\n"
    )
    assert dip("cite trade aland beland 2021 --measure turnover")[1] == out
    bib = dip("cite trade aland beland --style bibtex")[1]
    assert bib.count("@misc{") == bib.count("@misc{s,") + 2
    assert "[ab-2022]" in bib
    items = json.loads(dip("cite relations aland --style csl-json")[1])
    assert [item["id"] for item in items] == ["other", "s"]
    marked = dip("cite timeline aland --style markdown")[1]
    assert "\n  - Joining (Aland and Celand), 2 May 2020 `joining`\n" in marked


@pytest.mark.parametrize(
    ("line", "status", "err"),
    [
        (
            "cite trade deland beland",
            1,
            "dipfacts: Nothing on trade between Beland and Deland is recorded. There are no claims"
            " about Deland in this fact base.\n",
        ),
        (
            "cite ab-2021 --in 2021",
            2,
            "dipfacts: --in belongs to a query, not to ids\n"
            "  leave it out, or cite a query, such as TOPIC A B\n",
        ),
        (
            "cite trade aland --kind visit",
            2,
            "dipfacts: trade has no option --kind\n"
            "  try dipfacts cite timeline aland --kind visit\n",
        ),
    ],
)
def test_what_cannot_be_cited_is_said(line: str, status: int, err: str, dip: Dip) -> None:
    assert dip(line) == (status, "", err)


def test_the_source_of_a_row_leads_to_its_claim() -> None:
    path = shared(BASE)
    with open_base(str(path)) as base:
        fact = base.claim("visit")
        address = place_of(base, fact)
        line = path.read_text("utf-8").splitlines()[fact.line - 1]
        assert address == f"{path.as_uri()}#{fact.line}"
        assert line == "[[event]]"
        row = Row(("4 Mar 2021", "A visit", SourceCell.of("[1] para 3", [fact])))
        section = Section("", ("When", "What", "Source"), [row])
        for width in (30, 80):
            linked = [text for text, _ in table(section, width) if isinstance(text, Linked)]
            shown = [(text[text.start : text.end], text.claim.id) for text in linked]
            assert shown == [("[1] para 3", "visit")]


def at(low: int, high: int) -> Spot:
    """A year of a line."""
    return Spot(DrawnEnd(low), DrawnEnd(high), "")


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_a_frame_fits_its_width(width: int) -> None:
    years = {year: at(year - 1990, year - 1980) for year in range(1991, 2021)}
    lines = draw(Plot("", "USD", {"Aland": years, "Beland": {2000: at(5, 5)}}), width)
    assert max(map(len, lines)) <= max(width, 38)
    assert sum("\u2502" in line for line in lines) == HEIGHT[0]
    assert any("\u25cf" in line for line in lines)


def test_a_frame_has_room_for_what_is_below_nothing() -> None:
    lines = draw(Plot("", "USD", {"Aland": {2020: at(-4, -4), 2021: at(3, 3)}}), 80)
    assert lines[0].lstrip().startswith("$3 ")
    assert lines[HEIGHT[0] - 1].lstrip().startswith("-$4 ")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        *(("aland beland", f"overview.{ending}") for ending in ("json", "csv", "md", "txt")),
        *(("trade aland beland celand", f"beside.{ending}") for ending in ("json", "csv", "tsv")),
        *(("cite trade aland", f"works.{ending}") for ending in ("bib", "json", "md", "txt")),
    ],
)
def test_an_answer_is_written_over_an_earlier_one_of_ours(
    line: str, name: str, dip: Dip, tmp_path: Path
) -> None:
    path = tmp_path / name
    for _ in range(2):
        assert dip(f"{line} -o {shlex.quote(str(path))}") == (0, "", "")
    assert path.stat().st_size > 0


def test_a_query_that_finds_nothing_writes_no_file(dip: Dip, tmp_path: Path) -> None:
    assert dip(f"cite trade deland beland -o {shlex.quote(str(tmp_path / 'none.bib'))}")[0] == 1
    assert not (tmp_path / "none.bib").exists()


def test_a_page_has_at_most_500_rows_and_counts_the_rest(dip: Dip, tmp_path: Path) -> None:
    many = [fb.event(f"e{nth}", parties=["a", "b"], period=f"{1500 + nth}") for nth in range(509)]
    undated = [
        fb.relation(f"r{nth}", parties=["a", "b"], period="/..", title=f"Pact {nth}")
        for nth in range(30)
    ]
    file = tmp_path / "many.toml"
    known = (fb.source("s"), fb.party("a"), fb.party("b"), fb.topic())
    file.write_text(fb.base(*known, *many[:450], *undated), encoding="utf-8")
    _, out, _ = dip(f"timeline a b -f {file}")
    assert out.startswith("A and B: 450 events and 30 relations on the timeline, 1500 to 1949.")
    assert out.count(" Pact ") == 10  # of what has no date only some
    assert "\n20 more lines: --limit 0\n" in out
    assert dip(f"timeline a b -f {file} --limit 0")[1].count(" Pact ") == 30
    file.write_text(fb.base(*known, *many), encoding="utf-8")
    _, out, _ = dip(f"timeline -f {file}")
    assert "\n9 more lines: --limit 0\n" in out
    assert "1508" not in out.partition("\n\n")[2].replace("15080", "")
    facts = json.loads(dip(f"timeline -f {file} --json")[1])["facts"]
    assert len(facts) == 509  # programs get everything


def test_names_after_to_and_for_have_their_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = {"measure": "heads", "unit": "persons", "value": 7}
    claims = [
        fb.source(),
        fb.party("us", name="United States", iso="US"),
        fb.party("nl", name="Netherlands", iso="NL"),
        fb.topic(),
        fb.measure("exports", label="Exports"),
        fb.measure("heads", label="Heads", nature="stock", partners=0),
        fb.figure("one", measure="exports", from_="us", to="nl", period="2021", value=7),
        fb.figure("two", parties=["us"], period="2021", **heads),
        fb.figure("three", parties=["nl"], period="2020", **heads),
    ]
    path = tmp_path / "names.toml"
    path.write_text(fb.base(*claims), encoding="utf-8")
    out = {}
    for words in ("us --measure exports", "us nl --measure heads"):
        assert app.run(["trade", *words.split(), "-f", str(path)]) == 0
        out[words] = capsys.readouterr().out
    assert "to the Netherlands  " in out["us --measure exports"]
    assert ": the Netherlands 7 persons as of 2020 and the " in out["us nl --measure heads"]
