"""Answers without a claim name all that was asked, and deny no more than that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dipfacts.mcp import tools
from dipfacts.mcp.arguments import Search
from dipfacts.query.base import open_base
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, event, figure, measure, party, relation, source, topic

BASE = base(
    source("old", published="2020-01-01"),
    source("new", published="2023-01-01"),
    topic(),
    topic("aid", label="Foreign aid"),
    topic("pacts"),
    measure(),
    measure("exports"),
    *map(party, "abcd"),
    figure("f", source="new"),
    figure("sent", measure="exports", from_="a", to="c", source="new"),
    relation("r", topic="trade", period="2000/..", source="old"),
    relation("s", topic="aid", period="2000/..", source="old"),
    event("e", topic="aid", parties=["c", "d"], period="2090-05", status="planned", source="old"),
    event("noted", title="Summit", period="2019", status="held", source="old"),
)
OTHERS_ON_AID = " Other claims there are: 1 relation and 1 event on foreign aid or on no topic."
OTHERS = (
    " Other claims there are: 1 figure, 2 relations and 1 event on trade and foreign aid or on no"
    " topic."
)
Ask = Callable[[str], str]


@pytest.fixture
def ask(dip: Run) -> Ask:
    """Return what a question without an answer says."""

    def run(line: str) -> str:
        status, out, err = dip(*line.split(), "-f", str(shared(BASE)))
        assert (status, bool(err)) == (1, line.startswith("cite "))
        return (out or err).removeprefix("dipfacts: ").split("\n")[0]

    return run


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "timeline c --topic trade",
            "Nothing on the timeline about C on trade is recorded. Other claims there are: 1"
            " figure on trade.",
        ),
        ("timeline --topic pacts", "Nothing on the timeline on pacts is recorded."),
        (
            "timeline a b --topic pacts --topic aid --source new",
            f"Nothing on the timeline from the source new between A and B on foreign aid or pacts"
            f" is recorded.{OTHERS_ON_AID}",
        ),
        ("relations --topic Pacts", "Nothing on relations on pacts is recorded."),
        (
            "relations a b --kind visit --topic aid",
            f"Nothing on relations of the kind visit between A and B on foreign aid is"
            f" recorded.{OTHERS_ON_AID}",
        ),
        (
            "relations a b --topic aid --known-by 2019",
            "No claim recorded here on relations between A and B on foreign aid was public by"
            " 2019; 1 claim became public later.",
        ),
        ("search summit --topic trade", 'Nothing on "summit" on trade is recorded.'),
        (
            "search summit --topic trade --topic aid --source new",
            'Nothing on "summit" from the source new on foreign aid or trade is recorded.',
        ),
        (
            "brief a b --topic pacts",
            f"Nothing on relations, figures or events between A and B on pacts is"
            f" recorded.{OTHERS}",
        ),
        ("cite search summit --topic trade", 'Nothing on "summit" on trade is recorded.'),
        (
            "timeline c d --upcoming 3m --topic pacts",
            "Nothing on the timeline between C and D on pacts is recorded. Other claims there are:"
            " 1 event on foreign aid.",
        ),
    ],
)
def test_the_topics_asked_for_are_named(ask: Ask, line: str, text: str) -> None:
    assert ask(line) == text


def test_an_assistant_is_told_the_topic() -> None:
    with open_base(str(shared(BASE))) as opened:
        asked = Search(text="summit", topic="trade")
        text, _ = tools.search(opened, asked)
    assert text.startswith('**Nothing on "summit" on trade is recorded.**\n')


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "trade a b d --claimant c",
            "No figure said by C on trade of A with B or D is recorded.",
        ),
        (
            "trade a b d --measure exports",
            "No figure of the measure exports on trade of A with B or D is recorded.",
        ),
    ],
)
def test_what_narrows_partners_is_named(ask: Ask, line: str, text: str) -> None:
    assert ask(line) == text


def test_of_other_partners_it_says_what_was_not_asked_for(dip: Run) -> None:
    text = dip(*"trade a b c --source new --measure exports".split(), "-f", str(shared(BASE))).out
    said = "Exports from A in 2021: to C $1; no figure from the source new for all of 2021 with B."
    assert text.startswith(said)


# ----------------------------------------------------- relations and events, where figures are none


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("trade a b --source old", "Trade of A and B: 1 relation, in force; no figures from the"),
        ("trade --source old", "Trade: 1 relation, in force; no figures from the source old."),
        (
            "trade a b --known-by 2021",
            "No figure recorded here on trade between A and B was public by 2021; 1 claim became"
            " public later. Also on trade: 1 relation, in force. (As known by 2021.)",
        ),
        (
            "trade a b --in 2010",
            "No figure on trade between A and B is recorded for 2010; there is 1 claim for 2021."
            " Also on trade: 1 relation, in force.",
        ),
    ],
)
def test_only_figures_are_denied_beside_relations(dip: Run, line: str, text: str) -> None:
    assert dip(*line.split(), "-f", str(shared(BASE))).out.startswith(text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "aid a b --mirror",
            f"No figure on foreign aid between A and B is recorded.{OTHERS_ON_AID}",
        ),
        (
            "aid a b --mirror --known-by 2019",
            "No figure on foreign aid between A and B is recorded. (As known by 2019.)",
        ),
        (
            "trade a b --mirror --known-by 2021",
            "No figure recorded here on trade between A and B was public by 2021; 1 claim became"
            " public later.",
        ),
    ],
)
def test_both_sides_have_no_figure_where_relations_are_on_record(
    ask: Ask, line: str, text: str
) -> None:
    assert ask(line) == text


# ---------------------------------------------------------------------- what has not happened yet


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "timeline c d --latest 3",
            "Nothing on the timeline about C and D is recorded as having happened; there is 1"
            " claim for May 2090.",
        ),
        (
            "timeline c d --latest 3 --topic aid --since 2080",
            "Nothing on the timeline between C and D on foreign aid is recorded as having happened"
            " since 2080; there is 1 claim for May 2090.",
        ),
        (
            "timeline a c --latest 3",
            "Nothing on the timeline about A and C is recorded. Other claims there are: 1 figure on"
            " trade.",
        ),
    ],
)
def test_what_is_only_ahead_is_no_lack_of_records(ask: Ask, line: str, text: str) -> None:
    assert ask(line) == text


def test_other_claims_are_also_those_on_no_topic(dip: Run) -> None:
    text = base(source("s"), topic(), topic("aid"), measure(), *map(party, "ab"), figure("f"))
    path = shared(text + event("met", parties=["a", "b"], period="2019-05-01", topic=None))
    _, out, _ = dip("timeline", "a", "b", "--topic", "trade", "-f", str(path))
    assert out.splitlines()[0] == (
        "Nothing on the timeline between A and B on trade is recorded. Other claims there are: 1"
        " figure and 1 event on trade or on no topic."
    )


def test_of_two_with_nothing_in_common_what_each_has_by_itself_is_named(dip: Run) -> None:
    """Figures without partners stand side by side; totals are of one party alone."""
    own = base(
        source(published="2023-01-01"),
        topic(),
        topic("economy"),
        measure("exports"),
        measure("gdp", topic="economy", partners=0),
        *map(party, "abc"),
        figure("a-gdp", measure="gdp", parties=["a"]),
        figure("b-gdp", measure="gdp", parties=["b"], period="2020"),
        figure("a-total", measure="exports", parties=["a"]),
    )
    path = f"-f {shared(own)}"
    nothing = "Nothing on relations, figures or events about A and B is recorded."
    for asked in (("a", "b"), ("brief", "a", "b")):
        _, out, _ = dip(*asked, "-f", str(shared(own)))
        assert out.replace("\n", " ").split("  ")[0].startswith(nothing)
        assert out.splitlines()[2:] == [
            f"A has figures by itself on economy and trade: dipfacts brief a {path}",
            f"B has figures by itself on economy: dipfacts brief b {path}",
            f"Side by side on economy: dipfacts economy a b {path}",
        ]
    _, out, _ = dip("a", "b", "--since", "2021", "-f", str(shared(own)))
    assert out.splitlines()[2:] == [
        f"A has figures by itself on economy and trade: dipfacts brief a --since 2021 {path}",
        f"B has figures by itself on economy: dipfacts brief b {path}",
    ]
    _, out, _ = dip("a", "c", "-f", str(shared(own)))
    assert out.splitlines()[2:] == [
        f"A has figures by itself on economy and trade: dipfacts brief a {path}"
    ]
