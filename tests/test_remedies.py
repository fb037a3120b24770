"""Lines that messages say to type, typed: each is accepted."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dipfacts.query import typed_names
from dipfacts.query.base import Base
from support import factbase as fb
from support.command_line import Dip, dip_of
from support.compiled import shared
from support.draws import drawn

BASE = fb.base(
    fb.source("s", publisher="The Courier", published="2022-03-01"),
    *(fb.party(name) for name in ("aland", "beland", "celand", "new-deland")),
    fb.topic("trade", label="Trade"),
    fb.topic("wealth", label="Wealth"),
    fb.topic("shared-rivers", label="Rivers in common"),
    fb.measure("turnover", label="Trade turnover"),
    fb.measure("exports", label="Exports"),
    fb.measure("share-of-exports", label="Share of exports", nature="ratio"),
    fb.measure("growth", label="Growth of turnover", nature="ratio"),
    fb.measure("gdp", topic="wealth", label="GDP"),
    fb.table("kind", id="working-group", of="relation", label="Working group"),
    fb.table("kind", id="visit", of="event", label="State visit"),
    fb.figure("ab", parties=["aland", "beland"], value=2_000_000),
    fb.figure("exports-ab", measure="exports", from_="aland", to="beland", value=700_000),
    fb.figure("wealth-a", measure="gdp", topic="wealth", parties=["aland"], value=9_000_000),
    fb.figure(
        "share-ca", measure="share-of-exports", from_="celand", to="aland", value=8, unit="percent"
    ),
    fb.relation("group", kind="working-group", parties=["aland", "beland"], period="1990/.."),
    fb.event("call", kind="visit", parties=["aland", "beland"], period="2021-03-04"),
    fb.event("dam", kind="dam", topic="shared-rivers", parties=["aland", "beland"], period="2020"),
)


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dip:
    """Ask the base of these tests; return status, output and errors."""
    asked = dip_of(BASE, capsys, monkeypatch)
    asked("topics")  # so that there is an index
    return asked


def offered(err: str) -> Iterator[str]:
    """Yield the lines that a message says to type, without the program's name."""
    last = err.rstrip("\n").rpartition("\n  ")[2]
    if re.match("(try|see) dipfacts ", last):
        yield from re.split(r",? or dipfacts ", last.partition(" dipfacts ")[2])


TOLD = {
    # a measure, kind or topic of several words, of which each stands alone
    "working group aland beland": (
        '"working group" is a kind',
        "try dipfacts relations aland beland --kind working-group",
    ),
    "Working Groups new deland and aland since 2020": (
        '"Working Groups" is a kind',
        "try dipfacts relations new deland and aland since 2020 --kind working-group",
    ),
    "share of exports aland": (
        '"share of exports" is a measure',
        "try dipfacts trade aland --measure share-of-exports",
    ),
    "growth of turnover aland beland 2021": (
        '"growth of turnover" is a measure',
        "try dipfacts trade aland beland 2021 --measure growth",
    ),
    "trade turnover aland": (
        '"trade turnover" is a measure',
        "try dipfacts trade aland --measure turnover",
    ),
    "state visit aland --since 2020 --limit 3": (
        '"state visit" is a kind',
        "try dipfacts timeline aland --since 2020 --kind visit --limit 3",
    ),
    "shared rivers aland beland": (
        '"shared rivers" is a topic',
        "try dipfacts shared-rivers aland beland",
    ),
    "rivers in common aland": (
        '"rivers in common" is a topic',
        "try dipfacts shared-rivers aland",
    ),
    # one word of several; words that are none of parties
    "working aland": (
        'no command, topic or party is called "working"',
        "try dipfacts relations aland --kind working-group",
    ),
    "gdp per capita aland": (
        'no party is called "capita"; "gdp" is a measure',
        "try dipfacts wealth aland --measure gdp",
    ),
    "exports from aland to beland": (
        '"exports" is a measure',
        "try dipfacts trade aland beland --measure exports",
    ),
    "exports aland xx": (
        'no party is called "xx"; "exports" is a measure',
        "dipfacts parties lists those there are",
    ),
    # names of several parties in one word, or a whole line
    **{
        f"'{names}'": (
            f'no command, topic or party is called "{names}"',
            "try dipfacts aland beland",
        )
        for names in (
            *("Aland Beland", "aland-beland", "Aland–Beland", "aland, beland", "aland/beland"),
            *("Aland & Beland", "aland and beland", "aland vs. beland", "aland;beland"),
        )
    },
    "'cite trade' aland --limit 3": (  # cite takes words that no question has
        'no command, topic or party is called "cite trade"',
        "try dipfacts cite trade aland --limit 3",
    ),
    "trade 'aland New Deland' 2021 --limit 3": (
        'no party is called "aland New Deland"',
        "try dipfacts trade aland new-deland 2021 --limit 3",
    ),
    "timeline aland new-deland-beland": (
        'no party is called "new-deland-beland"',
        "try dipfacts timeline aland new-deland beland",
    ),
    "trade 'aland beland since 2020'": (
        'no party is called "aland beland since 2020"',
        "try dipfacts trade aland beland since-2020",
    ),
    "'aland beland celand' --kind visit": (
        'no command, topic or party is called "aland beland celand"',
        "try dipfacts timeline aland beland celand --kind visit",
    ),
    "'trade aland' beland --measure exports": (
        'no command, topic or party is called "trade aland"',
        "try dipfacts trade aland beland --measure exports",
    ),
    "'brief aland beland'": (
        'no command, topic or party is called "brief aland beland"',
        "try dipfacts brief aland beland",
    ),
    "cite aland-beland --style bibtex": (
        'no command, topic or party is called "aland-beland"',
        "try dipfacts cite aland beland --style bibtex",
    ),
    "trade aland-aland": (
        'no party is called "aland-aland"',
        'did you mean "aland"?',
    ),
    # of what no claim is about the parties nothing is offered: a measure with the word that has one
    "exports of celand": (
        'no command, topic or party is called "exports"',
        "try dipfacts trade celand --measure share-of-exports",
    ),
    "exports celand to aland": (
        'no command, topic or party is called "exports"',
        "try dipfacts trade celand aland --measure share-of-exports",
    ),
    "share by celand": (
        'no command, topic or party is called "share"',
        "try dipfacts trade celand --measure share-of-exports",
    ),
    "working celand": (
        'no command, topic or party is called "working"',
        "dipfacts --help lists the commands and the topics, dipfacts parties the parties",
    ),
    "exports of alnad": (
        'no party is called "alnad"; "exports" is a measure',
        'did you mean "aland"?',
    ),
    "exports aland --source nobody": (
        'no source is called "nobody"; "exports" is a measure',
        "dipfacts sources lists them",
    ),
    # last, or among the names
    "trade aland beland exports --in 2021": (
        '"exports" is a measure',
        "try dipfacts trade aland beland --measure exports --in 2021",
    ),
    "timeline aland state visit": (
        '"state visit" is a kind',
        "try dipfacts timeline aland --kind visit",
    ),
    "timeline aland beland rivers in common --limit 2": (
        '"rivers in common" is a topic',
        "try dipfacts timeline aland beland --topic shared-rivers --limit 2",
    ),
    "trade aland wealth": ('"wealth" is a topic', "try dipfacts wealth aland"),
    "aland beland xx trade": (
        'no party is called "xx"; "trade" stands before the parties',
        "dipfacts parties lists those there are",
    ),
    # options that do not apply
    "exports aland beland --kind visit": (
        '"exports" is a measure, to which --kind does not apply',
        "try dipfacts trade aland beland --measure exports",
    ),
    "visit aland beland --mirror --no-chart": (
        '"visit" is a kind, to which --mirror and --no-chart do not apply',
        "try dipfacts timeline aland beland --kind visit",
    ),
    "exports aland --measure gdp --measure growth": (
        '"exports" is a measure, to which --measure gdp does not apply',
        "try dipfacts trade aland --measure growth --measure exports",
    ),
    "aland --measure gdp --measure exports": (
        "an overview has no option --measure: it applies to every topic",
        "try dipfacts wealth aland --measure gdp or dipfacts trade aland --measure exports",
    ),
    "trade aland --measure gdp --since 2020": (
        "gdp is a measure of wealth, not of trade",
        "try dipfacts wealth aland --measure gdp --since 2020",
    ),
    "aland --mirror": (
        "--mirror needs two parties; an overview has no option --mirror: it applies to every topic",
        "name both sides, in any order",
    ),
    "timeline aland --mirror": (
        "timeline has no option --mirror: it applies to every topic; --mirror needs two parties",
        "name both sides, in any order",
    ),
    "trade aland --type visit": (
        'trade has no option --type; no measure is called "visit"',
        "dipfacts measures lists them",
    ),
    "trade aland --json --md": (
        "trade has no option --md",
        "try dipfacts trade aland --format md",
    ),
    "new deland --foo": ("no such option: --foo", "see dipfacts --help"),
    # commands by other names
    "topic trade aland": (
        'no command is called "topic"',
        "try dipfacts topics or dipfacts trade aland",
    ),
    "kind state visit": (
        'no command is called "kind"',
        "try dipfacts kinds or dipfacts timeline --kind visit",
    ),
    "measure exports aland": (
        'no command is called "measure"',
        "try dipfacts measures or dipfacts trade aland --measure exports",
    ),
    "relation aland xx": (
        'no party is called "xx"; no command is called "relation"',
        "dipfacts parties lists those there are",
    ),
    "topics trade xx": ('"trade" is a word too many: topics takes none', "try dipfacts topics"),
    "show": ("show needs the id of a claim", "see dipfacts show --help"),
    # citations stay citations
    "cite aland beland trade": (
        '"trade" stands before the parties',
        "try dipfacts cite trade aland beland",
    ),
    "cite share of exports aland --in 2021 --style bibtex": (
        '"share of exports" is a measure',
        "try dipfacts cite trade aland --measure share-of-exports --in 2021 --style bibtex",
    ),
    "cite aland --measure gdp": (
        "an overview has no option --measure: it applies to every topic",
        "try dipfacts cite wealth aland --measure gdp",
    ),
    "cite brief 2021": (
        "brief needs a party or two",
        "try dipfacts cite brief azerbaijan russia",
    ),
    "cite aland --type visit": ("cite has no option --type", "see dipfacts cite --help"),
}


@pytest.mark.parametrize("line", TOLD)
def test_what_to_type_is_told_and_accepted(line: str, dip: Dip) -> None:
    message, hint = TOLD[line]
    assert dip(line) == (2, "", f"dipfacts: {message}\n  {hint}\n")
    for other in offered(f"\n  {hint}"):
        assert dip(other)[0] in (0, 1), other


def test_the_fact_base_is_kept(dip: Dip, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(shared(BASE))
    monkeypatch.delenv("DIPFACTS_FACTS")
    for line in (
        "working group aland beland",
        "trade aland --measure gdp",
        "topics trade",
        "cite aland beland trade",
        "cite aland --measure gdp",
        "topic trade aland",
    ):
        status, _, err = dip(f"{line} -f {path}")
        lines = [*offered(err)]
        assert (status, bool(lines)) == (2, True)
        assert all(path in other for other in lines)
        assert all(dip(other)[0] in (0, 1) for other in lines)


@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_the_commands_of_a_page_ask_its_fact_base(
    form: str, dip: Dip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In every format, so that it may be read in the folder where it was made."""
    path = str(shared(BASE))
    monkeypatch.delenv("DIPFACTS_FACTS")
    status, out, _ = dip(f"brief aland beland --known-by 2022-06-01 --format {form} -f {path}")
    assert status == 0
    lines = html.unescape(out.replace("\\", "")).split("\n")
    found = [it for line in lines for it in re.findall(r"dipfacts ([^<]* -f .*?)(?:</|$)", line)]
    assert found == [f"trade aland beland --known-by 2022-06-01 --measure exports -f {path}"]
    assert dip(found[0])[0] == 0


WORDS = (
    "aland beland celand new deland xx alnad and of per to 2021 since-2020 trade wealth rivers"
    " shared turnover exports share growth gdp working group visit state timeline relations"
    " brief cite show search parties sources call vs - topics kinds topic measure event overview"
).split()
OPTIONS = (
    "--mirror",
    "--json",
    "--csv",
    "--chart",
    "--all",
    "--foo",
    *("--kind visit", "--kind nope", "--measure gdp", "--measure exports", "--measure nope"),
    *("--topic trade", "--source s", "--source nope", "--in 2021", "--year 2021", "--year x"),
    *("--type visit", "--type gdp", "--upcoming 1y", "--upcoming x", "--limit 2", "--style bibtex"),
    *("--partner beland", "--latest 3", "--format md", "--format csv"),
)


@settings(max_examples=drawn(300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5),
    st.lists(st.sampled_from(OPTIONS), max_size=3),
)
@example(["exports", "aland", "beland"], ["--kind visit"])
@example(["topics", "trade", "nope"], [])
@example(["cite", "aland", "beland"], ["--type visit"])
@example(["2021"], ["--partner beland"])
def test_whatever_is_typed_no_remedy_fails(dip: Dip, words: list[str], options: list[str]) -> None:
    status, _, err = dip(" ".join([*words, *options]))
    assert status in (0, 1, 2)
    for line in offered(err) if status == 2 else ():
        assert dip(line)[0] in (0, 1), (err, line)


def test_words_to_leave_out_are_quoted_with_the_options_kept(dip: Dip) -> None:
    line = "search --limit 3 --kind visit 'state -gas'"
    assert dip("search state -gas --kind visit --limit 3") == (
        2,
        "",
        "dipfacts: no such option: -g\n"
        "  quote words to leave out with the others: dipfacts search --kind visit --limit 3"
        " 'state -gas'\n",
    )
    assert dip(line)[0] in (0, 1)


def test_words_after_no_measure_are_not_tried_as_names_of_parties(
    dip: Dip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a sentence that is pasted they were, by all their divisions, for seconds."""
    tried: list[Sequence[str]] = []

    def parties_of(base: Base, words: Sequence[str]) -> list[str]:
        tried.append(words)
        return typed_names.parties_of(base, words)

    monkeypatch.setattr("dipfacts.cli.unknown_words.parties_of", parties_of)
    words = "please tell me what is known of rivers and of dams in the whole of aland"
    assert dip(f"trade {words}").err.startswith('dipfacts: no party is called "please"')
    assert dip("turnover aland beland").err == (
        'dipfacts: "turnover" is a measure\n  try dipfacts trade aland beland --measure turnover\n'
    )
    assert tried == [["aland", "beland"]]
