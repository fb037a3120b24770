"""Replies to assistants are whole: what is left out is counted, and nothing breaks off or hides."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from conftest import Write
from dipfacts.cli.app import run
from dipfacts.errors import UnknownNameError
from dipfacts.mcp import resources
from dipfacts.mcp.arguments import LEAST, MOST, USUAL
from dipfacts.mcp.calls import Calls
from dipfacts.mcp.data import QUOTED
from dipfacts.mcp.fit import size
from dipfacts.mcp.resources import KINDS
from dipfacts.query.base import open_base
from support import factbase as fb

TITLE = "*Sale* of [pipes](http://x.example) | 5 < 6"
PARTIES = [fb.party(id, name=f"{id.title()}land") for id in "abc"]
MANY = fb.base(
    fb.source("s", publisher="The *Post*", title=TITLE, published="2022-03-04"),
    fb.source("t", publisher="Other", url="http://www.other.example/a_b~c?x=1", published="2023"),
    *PARTIES,
    fb.party("north-sea-council", kind="organisation", name="Council", aliases=["Nordseerat"]),
    *(fb.topic(f"topic-{n}", label=f"Topic {n}") for n in range(14)),
    fb.topic(),
    fb.measure(),
    fb.measure("barrels", label="Barrels of oil"),
    *(fb.figure(f"f{year}", period=str(year), value=year) for year in range(1950, 2022)),
    fb.figure("half", parties=["a", "c"], period="2021-01/2021-06", source="t"),
    *(
        fb.relation(f"r{n}", title=f"{TITLE} {n}", topic=f"topic-{n % 14}", period="1999/..")
        for n in range(40)
    ),
    *(
        fb.event(f"e{n}", topic="trade", period=f"20{n % 20:02}-05-{n % 28 + 1:02}")
        for n in range(50)
    ),
)
MATTERS = 72 + 40 + 50  # of a and b


def ask(facts: Path, tool: str, **given: Any) -> tuple[str, dict[str, Any]]:
    calls = Calls([str(facts)], pytest.fail)
    text, reply = calls.call(tool, given)
    calls.close()
    return text, msgspec.to_builtins(reply)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("many")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPFACTS_CACHE", str(folder / "cache"))
        path = folder / "many.toml"
        path.write_text(MANY, encoding="utf-8")
        yield path


def length(text: str, data: dict[str, Any]) -> int:
    return size(text) + size(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def test_of_a_search_that_ranks_some_no_option_is_told(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dipfacts.query.search.RANKED", 2)
    text, data = ask(many, "search", text="visit")
    ranked = (
        "Ranked are 2 of them: those with the words in the title, then others, each in the order of"
        " the files."
    )
    assert f"\n- {ranked}\n" in text
    assert ranked in data["notes"]


def test_an_overview_counts_what_it_leaves_out_and_says_how_to_get_it(many: Path) -> None:
    for most in (LEAST, USUAL, MOST):
        text, data = ask(many, "look_up", parties=["a", "b"], max_characters=most)
        shown = len(data["claims"])
        beyond = data["left_out"]["beyond"]
        assert (beyond.keys(), shown + data["left_out"]["count"]) == ({"entry"}, 91)
        assert beyond["entry"] == MATTERS - 91
        assert "ask for a topic, relations or timeline" in data["left_out"]["how"]
    assert "- 40 relations: relations of a and b\n" in text
    assert "- 50 events: timeline of a and b\n" in text
    assert "look\\_up of a and b with the topic trade" in text
    assert "dipfacts" not in text
    rows = text.count("| r") + text.count("| e")
    assert rows > 20  # not only what a screen of the command line has


@pytest.mark.parametrize("most", [LEAST, 4_000, USUAL, MOST])
def test_the_note_of_an_overview_counts_no_topics_that_may_be_cut(many: Path, most: int) -> None:
    """A note that is written before the table is shortened cannot know which of them it has."""
    text, data = ask(many, "look_up", parties=["a", "b"], max_characters=most)
    assert "on 15 topics" in data["answer"]
    told = "A topic in full: look_up of a and b with the topic trade"
    assert [note for note in data.get("notes", []) if "topic" in note] in ([], [told])
    assert f"- {told}\n" in text.replace("\\", "")


def test_the_rows_left_out_add_up(many: Path) -> None:
    for tool, given in (
        ("relations", {}),
        ("look_up", {"topic": "trade"}),
        ("look_up", {"parties": ["a", "b"]}),
        ("look_up", {"parties": ["a", "b"], "topic": "trade"}),
        ("inventory", {}),
        ("inventory", {"like": "a"}),
    ):
        text, _ = ask(many, tool, **given, max_characters=LEAST)
        found = re.search(r"([\d,]+) rows? \((.*?)\)(?: and [\d,]+ notes?)? left out", text)
        assert found, text
        parts = [int(part.rpartition(": ")[2].replace(",", "")) for part in found[2].split(";")]
        assert sum(parts) == int(found[1].replace(",", ""))
        assert len(parts) <= 4


def test_no_group_of_a_timeline_is_without_rows(many: Path) -> None:
    groups = 0
    for most in range(LEAST, 6_000, 250):
        text, _ = ask(many, "timeline", parties=["a", "b"], max_characters=most)
        lines = text.splitlines()
        for line, after in pairwise(lines):
            if line.startswith("| **"):
                groups += 1
                assert after.startswith("| ")
                assert not after.startswith("| **")
            if line.startswith("| ---"):
                assert after.startswith("| ")
    assert groups


def test_where_sources_differ_no_side_is_cut_off(write: Write) -> None:
    sources = [fb.source(f"s{n}") for n in range(3)]
    figures = [
        fb.figure(f"f{year}-{n}", period=str(year), value=year + 100 * n, source=f"s{n}")
        for year in range(2000, 2020)
        for n in range(3)
    ]
    path = write(fb.base(*sources, fb.topic(), fb.measure(), *PARTIES, *figures))
    for most in range(LEAST, 6_000, 300):
        text, _ = ask(path, "look_up", parties=["a", "b"], topic="trade", max_characters=most)
        heads = re.findall(r"^\| (\d{4}) \| .*differ", text, re.M)
        for year in heads:
            assert all(f"| f{year}-{n} |" in text for n in range(3))
    assert heads


@pytest.mark.parametrize("most", [LEAST, USUAL])
def test_no_reply_is_longer_than_asked_whatever_the_base_says(write: Write, most: int) -> None:
    long = '*_`[x]` "\\ 長い。 ' * 90
    tables = [
        fb.source("s", publisher=long, title=long, url=f"http://x.example/{'a' * 900}"),
        fb.topic(label=long[:900], note=long),
        fb.measure(label=long),
        *(fb.party(id, name=f"{id} {long}") for id in "abc"),
        fb.figure("f", note=long),
        *(fb.relation(f"r{n}", title=f"{long}{n}", note=long, topic="trade") for n in range(9)),
        fb.event("e", title=long, topic="trade"),
    ]
    for more in ("", fb.figure("wrong", unit="billion dollars")):
        path = write(fb.base(*tables) + more)
        for tool, given in (
            ("look_up", {"topic": "trade", "parties": ["a", "b", "c"]}),
            ("look_up", {"topic": "trade", "parties": ["a", "b"]}),
            ("look_up", {"parties": ["a"]}),
            ("timeline", {}),
            ("relations", {}),
            ("search", {"text": "x"}),
            ("show", {"id": "r1"}),
            ("show", {"id": "f"}),
            ("inventory", {"like": "x"}),
            ("look_up", {"parties": ["nobody" * 30]}),
        ):
            text, data = ask(path, tool, **given, max_characters=most)
            assert length(text, data) <= most, (tool, given)
    text, data = ask(write("[[figure]]\nid = 5\n" * 500), "inventory", max_characters=most)
    assert data["status"] == "wrong-base"
    assert length(text, data) <= most


def test_a_long_sentence_ends_at_the_end_of_a_part(write: Write) -> None:
    others = [f"n{n}" for n in range(15)]
    path = write(
        fb.base(
            fb.source(),
            fb.topic(),
            fb.measure(),
            *(fb.party(id, name=f"{id.title()} of the very long name") for id in ("a", *others)),
            *(fb.figure(f"f{id}", parties=["a", id]) for id in others),
        )
    )
    given = {"topic": "trade", "parties": ["a", *others], "max_characters": LEAST}
    _, data = ask(path, "look_up", **given)
    assert data["shortened"] is True
    assert data["answer"].endswith(", …")


def test_a_source_is_told_in_whole_claims_that_are_counted_and_escaped(many: Path) -> None:
    with open_base(str(many)) as base:
        text = resources.read(base, "dipfacts://source/s")
        other = resources.read(base, "dipfacts://source/t")
    assert size(text) <= USUAL
    claims = [line for line in text.splitlines() if line.startswith("  - ")]
    assert all(re.search(r" `[a-z]\d+`$", line) for line in claims)
    assert f"\n{len(claims)} of 162 claims of this source; " in text
    assert text.startswith("- The \\*Post\\*, *\\*Sale\\* of \\[pipes\\]")
    assert "[pipes](http" not in text
    assert "<http://www.other.example/a_b~c?x=1>" in other
    assert "\n1 of 1 claim of this source.\n" in other


def test_all_claims_of_a_source_can_be_read_part_by_part(many: Path) -> None:
    address, ids = "dipfacts://source/s", list[str]()
    with open_base(str(many)) as base:
        while address:
            text = resources.read(base, address)
            ids += re.findall(r"^  - .* `([a-z]\d+)`$", text, re.M)
            more = re.search(r"; (\S+) has more\.$", text, re.M)
            address = more[1] if more else ""
        last = resources.read(base, "dipfacts://source/s/163")
        with pytest.raises(UnknownNameError, match="there is no resource"):
            resources.read(base, "dipfacts://claim/a1/2")
    assert len(ids) == len({*ids}) == 162
    assert re.search(r" to 162 of 162 claims of this source\.$", text, re.M)
    assert ": it has 162 claims.\n" in last


def test_a_figure_that_a_search_finds_says_whether_others_agree(write: Write) -> None:
    figures = [
        fb.figure("f", value=7, said_on="2022-04-01", note="By pipe."),
        fb.figure("g", value=9, said_on="2022-05-01"),
        fb.figure("h", value=3, period="2020", note="By pipe."),
        fb.figure("i", value=None, absent="confidential", period="2019", note="By pipe."),
    ]
    path = write(fb.base(fb.source(), fb.topic(), fb.measure(), *PARTIES, *figures))
    _, data = ask(path, "search", text="pipe")
    agreements = {claim["id"]: claim.get("agreement") for claim in data["claims"]}
    assert agreements == {"f": "conflict", "h": "single", "i": None}
    _, data = ask(path, "search", text="pipe", known_by="2022-04-30")
    assert [(claim["id"], claim["agreement"]) for claim in data["claims"]] == [("f", "single")]


def test_a_search_for_a_year_leads_to_the_claims_of_it(write: Write) -> None:
    figures = [
        fb.figure("f", period="2022", note="Tea, as in 2021."),
        fb.figure("g", period="2021", note="Tea."),
    ]
    path = write(fb.base(fb.source(), fb.topic(), fb.measure(), *PARTIES, *figures))
    text, data = ask(path, "search", text="tea 2021")
    assert data["notes"] == ['1 claim with "tea" is of 2021: search for tea in 2021']
    assert data["notes"][0] in text
    text, data = ask(path, "search", text="tea 2019")
    assert '1 claim with "tea" is of' not in text


def test_a_resource_of_a_base_with_errors_says_so(write: Write) -> None:
    tables = [fb.source(), fb.topic(), fb.measure(), *PARTIES]
    figures = [fb.figure("f"), *(fb.figure(f"x{n}", unit="billion dollars") for n in range(2))]
    calls = Calls([str(write(fb.base(*tables, *figures)))], pytest.fail)
    for kind, id in zip(KINDS, ("f", "s", "trade"), strict=True):
        text = calls.read(f"dipfacts://{kind}/{id}")
        assert re.search(r"\nCaution: \S+ has 2 errors \(", text)
        assert size(text) <= USUAL
    calls.close()


def test_both_sides_say_that_neither_has_statistics_and_give_the_claim(write: Write) -> None:
    path = write(fb.base(fb.source(), fb.topic(), fb.measure(), *PARTIES) + fb.figure("f", value=7))
    text, data = ask(path, "look_up", parties=["a", "b"], topic="trade", both_sides=True)
    told = "Neither side's own statistics are on record."
    assert data["notes"][0] == told
    assert f"- {told}\n" in text
    assert "| f | turnover between Aland and Bland in 2021, \\$7 | \\[1\\] |" in text
    assert "\n- \\[1\\] S, undated.\n" in text


def test_each_claim_says_whether_others_agree_and_what_it_is(write: Write) -> None:
    path = write(
        fb.base(
            fb.source("s", published="2022"),
            fb.source("t", published="2023"),
            fb.topic(),
            *PARTIES,
            fb.relation("pact", period="1992-08-27/..", topic="trade"),
            fb.relation("pact-t", period="1992-08-30/..", same_as="pact", source="t"),
            fb.relation("off", status="suspended", period="2001/.."),
            fb.event("talks", period="2021-06-02", topic="trade", status="held"),
            fb.event("talks-t", period="2021-06-03", same_as="talks", source="t"),
            fb.event("plan", period="2021-07-01", status="cancelled"),
        )
    )
    for tool in ("relations", "timeline", "look_up"):
        _, data = ask(path, tool, parties=["a", "b"])
        found = {claim["id"]: claim for claim in data["claims"]}
        assert found["pact"]["agreement"] == found["pact-t"]["agreement"] == "conflict"
        assert found["pact"]["differ"] == ["period.start"]
        assert found["pact"]["status"] == "standing"
        if tool == "relations":
            assert (found["off"]["agreement"], found["off"]["status"]) == ("single", "paused")
            assert "differ" not in found["off"]
        else:
            assert found["talks"]["differ"] == ["period.start", "period.end"]
            assert found["talks"]["status"] == "held"
        if tool == "timeline":
            assert found["plan"]["status"] == "cancelled"
    _, data = ask(path, "show", id="pact-t")
    assert data["agreement"] == "conflict"


def test_an_address_of_a_citation_is_whole(many: Path) -> None:
    text, data = ask(many, "show", id="half")
    assert "- Cite as: Other, 2023: turnover" in text
    assert text.count("<http://www.other.example/a_b~c?x=1>") == 2  # and among the sources
    assert "http://www.other.example/a_b~c?x=1" in data["citation"][0]


@pytest.mark.parametrize(
    ("given", "text", "ids"),
    [
        ({"like": "oil"}, '1 measure has "oil" in the id or a name.', ["barrels"]),
        ({"like": "Nordsee"}, '1 party has "Nordsee" in', ["north-sea-council"]),
        ({"like": "topic 3"}, '1 topic has "topic 3" in the id or a name.', ["topic-3"]),
        ({"like": "treaties"}, '1 kind has "treaties" in the id or a name.', ["treaty"]),
        ({"like": "post"}, '1 source has "post" in the id or a name.', ["s"]),
        ({"like": "qqq"}, 'None of 4 parties, 15 topics, 2 measures, 2 kinds and 2 sources', []),
        ({"like": "qqq", "list": "kinds"}, '0 of 2 kinds have "qqq" in the id or a name.', []),
    ],
)  # fmt: skip
def test_what_is_like_a_word_is_looked_for_in_all_lists(
    given: dict[str, str], text: str, ids: list[str], many: Path
) -> None:
    _, data = ask(many, "inventory", **given)
    assert data["status"] == "answered"
    assert text in data["answer"]
    assert [item["id"] for item in data.get("items", ())] == ids


def test_a_number_about_others_has_its_claim_and_source(write: Write) -> None:
    share = fb.measure("share", label="Share of exports", nature="ratio", partners=2)
    path = write(
        fb.base(fb.source(), fb.topic(), share, *PARTIES)
        + fb.figure("a-c", measure="share", from_="a", to="c", value=30, unit="percent")
        + fb.relation("elsewhere", parties=["b", "c"])
    )
    text, data = ask(path, "look_up", parties=["a", "b"], topic="trade")
    assert data["status"] == "nothing-recorded"
    assert "Bland is not among the largest partners of Aland" in data["answer"]
    assert [claim["id"] for claim in data["claims"]] == ["a-c"]
    assert "| a-c | share of exports from Aland to Cland in 2021, 30% | \\[1\\] |" in text
    assert "\n- \\[1\\] S, undated." in text


def test_sources_that_remarks_name_are_listed(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = {"kind": "membership", "from_": "a", "status": "in-force", "period": "/.."}
    members = [fb.relation(f"m{n}", to=f"o{n}", source="t", **keys) for n in range(3)]
    bodies = [fb.party(f"o{n}", kind="organisation") for n in range(3)]
    sources = [fb.source("s", published="2024"), fb.source("t", published="2025")]
    tables = [*sources, fb.topic(), fb.measure(), fb.figure("f")]
    path = write(fb.base(*tables, *PARTIES, *bodies, *members))
    text, _ = ask(path, "look_up", parties=["a"])
    (number,) = re.findall(r"^- Member of 3 .*\\\[(\d)\\\]\.$", text, re.M)
    assert f"\n- \\[{number}\\] T, 2025." in text
    assert run(["a", "-f", str(path)]) == 0
    assert f"[{number}] T, 2025" in capsys.readouterr().out


def test_candidates_that_are_cut_are_counted(write: Write) -> None:
    topics = [fb.topic(f"topic-{n}") for n in range(33)]
    text, data = ask(write(fb.base(*topics)), "look_up")
    left = 33 - len(data["candidates"])
    assert 0 < left < 30
    assert data["left_out"] == {"count": left, "how": "inventory lists them"}
    assert f" or {left} more\n" in text


def test_an_empty_argument_that_is_needed_is_told_to_be_empty(many: Path) -> None:
    for tool, name in (("search", "text"), ("show", "id")):
        _, data = ask(many, tool, **{name: ""})
        assert data["status"] == "wrong-question"
        assert data["answer"].startswith(f"{tool}: {name} is empty; give it: ")


def test_side_by_side_outside_the_dates_names_no_command(many: Path) -> None:
    given = {"parties": ["a", "b", "c"], "topic": "trade", "in": "1900"}
    text, data = ask(many, "look_up", **given)
    assert data["status"] == "outside-dates"
    assert "there are 73 claims from 1950 to 2021" in data["answer"]
    assert "dipfacts" not in text


def test_every_text_ends_with_what_it_quotes(many: Path) -> None:
    for tool, given in (("timeline", {}), ("inventory", {"list": "sources"})):
        text, _ = ask(many, tool, **given)
        assert text.endswith(f"{QUOTED}\n")


def test_a_timeline_names_the_sources_of_what_it_counts_alone(write: Write) -> None:
    declared = (fb.source("s"), fb.source("t"), fb.party("a"), fb.party("b"), fb.topic())
    joined = fb.relation("m", kind="membership", from_="a", to="b", period="/..", source="t")
    events = (fb.event(f"e{n}", period=f"2021-05-{n:02}") for n in range(1, 30))
    text, data = ask(write(fb.base(*declared, joined, *events)), "timeline", parties=["a"])
    assert data["status"] == "answered"
    assert "1 membership" in text


def test_memberships_are_told_apart_from_what_is_left_out(write: Write) -> None:
    def joined(id: str, kind: str) -> str:
        keys = {"from_": id, "to": "club", "parties": None, "period": "/.."}
        return fb.relation(f"{kind}-{id}", title=f"{kind} of {id}", kind=kind, **keys)

    members = [fb.party(f"m{n:02}", name=f"M{n:02}") for n in range(40)]
    kinds = ["membership"] * 25 + ["observer"] * 15
    ids = (f"m{n:02}" for n in range(40))
    path = write(
        fb.base(
            fb.source("s"),
            fb.topic("membership"),
            fb.party("club", name="Club", kind="organisation"),
            *members,
            *map(joined, ids, kinds),
        )
    )
    text, reply = ask(path, "timeline", parties=["club"])
    shown = '- 25 memberships: the relations tool with the kind "membership" lists those of club\n'
    assert shown in text
    assert "\n5 more lines beyond these tables. For more" in text
    assert (reply["left_out"]["count"], reply["left_out"]["beyond"]) == (0, {"line": 30})
    assert all(claim["id"].startswith("observer-") for claim in reply["claims"])


@pytest.mark.parametrize(
    ("tool", "make", "beyond"),
    [("timeline", fb.event, {"line": 14}), ("relations", fb.relation, {})],
)
def test_claims_and_what_is_beyond_tables_add_up_whatever_the_room(
    write: Write, tool: str, make: Callable[..., str], beyond: dict[str, int]
) -> None:
    """Two claims on each event or relation: its lines are fewer than its claims."""
    every = range(80 if beyond else 30)
    claims = (
        make(f"{source}{n}", source=source, title=f"No {n}", period=f"{1900 + n}", **same)
        for n in every
        for source, same in (("s", {}), ("t", {"same_as": f"s{n}"}))
    )
    path = write(fb.base(fb.source("s"), fb.source("t", publisher="Other"), *PARTIES, *claims))
    for most in (LEAST, 5_000, USUAL, MOST):
        _, data = ask(path, tool, parties=["a", "b"], max_characters=most)
        left = data["left_out"]
        assert len(data["claims"]) + left["count"] == 2 * (len(every) - sum(beyond.values()))
        assert left.get("beyond", {}) == beyond


@pytest.mark.parametrize("given", [{"parties": ["z"]}, {}])
@pytest.mark.parametrize("most", [LEAST, USUAL])
def test_the_data_has_the_biggest_partners_first_as_the_text_does(
    write: Write, given: dict[str, list[str]], most: int
) -> None:
    codes = [f"p{n:02}" for n in range(40)]
    text = fb.base(
        fb.source(),
        fb.source("t", publisher="Other"),
        fb.party("z"),
        *map(fb.party, codes),
        fb.topic(),
        fb.measure("exports"),
        *(
            fb.figure(
                f"{code}-{source}", measure="exports", from_="z", to=code, value=n, source=source
            )
            for n, code in enumerate(codes, 1000)
            for source in "st"
        ),
    )
    said, data = ask(write(text), "look_up", topic="trade", max_characters=most, **given)
    first = [claim["id"].partition("-")[0] for claim in data["claims"]]
    assert [*dict.fromkeys(first)] == codes[::-1][: len({*first})]
    assert "P39" in said


def test_what_rankings_leave_out_is_counted_once_and_in_whole(write: Write) -> None:
    """The claims that no table has, of which a limit takes away a part."""
    partners, years = [f"p{n:02}" for n in range(8)], range(2001, 2012)
    figures = (
        fb.figure(f"{id}-{year}", parties=["a", id], period=str(year), value=nth + 1)
        for nth, id in enumerate(partners)
        for year in years
    )
    path = write(
        fb.base(
            fb.source("s"),
            *(fb.party(id, name=id.title()) for id in ("a", *partners)),
            fb.topic(),
            *(fb.measure(id, label=id.title()) for id in ("turnover", "exports")),
            *figures,
            *(fb.figure(f"x-{id}", measure="exports", from_=id, to="a") for id in partners),
        )
    )
    for given, about, beyond, how in (
        (["a"], 96, 88, "name both sides, ask for a measure"),
        ([], 96, 88, "name one party or two, ask for a measure"),
        (["a", "p01", "p02"], 24, 2, "ask for a measure"),
    ):
        text, data = ask(path, "look_up", parties=given, topic="trade", max_characters=20_000)
        assert f"\n{beyond} more claims beyond these tables. As data: 20 of {about} claims." in text
        assert f"For more: {how}, or narrow it by in, since or until.\n" in text
        assert data["left_out"]["count"] == about - len(data["claims"])
        each = sum(int(count) for count in re.findall(r"^- (\d+) more claim", text, re.M))
        assert each in (0, beyond)  # with whom they are, which adds up


def test_a_table_of_a_part_of_its_rows_names_no_option(write: Write) -> None:
    keys = {"nature": "ratio", "of": "exports"}
    long = "and more islands " * 4
    path = write(
        fb.base(
            fb.source("s"),
            fb.party("a", name="Aland"),
            *(fb.party(id, name=f"{id.title()}land {long}") for id in "bcdefghi"),
            fb.topic(),
            fb.measure("exports"),
            fb.measure("share", label="Share of exports", partners=5, **keys),
            *(
                fb.figure(f"f-{id}", measure="share", from_=id, to="a", value=n, unit="percent")
                for n, id in enumerate("bcdefghi", 40)
            ),
            fb.figure("own", measure="share", from_="a", to="b", value=3, unit="percent"),
        )
    )
    short, text = (
        ask(path, "look_up", parties=["a"], topic="trade", max_characters=most)[0]
        for most in (LEAST, MOST)
    )
    assert "### Share of exports, to Aland: 5 of 8\n" in text
    assert re.search(r"Shortened: .*to Aland: \d[;)]", short)
    assert "limit" not in short + text


def test_a_note_that_ends_as_one_of_our_remarks_is_a_note(write: Write) -> None:
    noted = fb.figure("f", note="Counted twice: --limit 0")
    path = write(fb.base(fb.source("s"), *PARTIES, fb.topic(), fb.measure(), noted))
    _, data = ask(path, "look_up", topic="trade", parties=["a", "b"])
    assert data["notes"] == ["Note on f: Counted twice: --limit 0"]


STAGES = fb.base(
    *(fb.source(f"s{n}", publisher=f"Paper {n}", published=f"2024-0{n}-05") for n in range(1, 6)),
    *PARTIES,
    fb.event("plan", period="2027-01-02", status="planned", title="Talks", source="s1"),
    fb.event("off", status="cancelled", same_as="plan", title="Talks", source="s2"),
    fb.event("here", period="2021-01-02", place="Oslo", title="Visit", source="s3"),
    fb.event("there", period="2021-01-02", place="Rome", title="Visit", source="s4"),
    fb.event("then", period="2021-01-04", same_as="here", title="Visit", source="s5"),
    fb.relation("signed", period="2010-04-08", status="signed", source="s1"),
    fb.relation("force", same_as="signed", period="2011-02-05/..", status="in-force", source="s5"),
)


@pytest.mark.parametrize("most", [LEAST, USUAL, MOST])
@pytest.mark.parametrize(
    ("tool", "asked"),
    [
        ("timeline", {"parties": ["a"]}),
        ("timeline", {"parties": ["a"], "upcoming": "9y"}),
        ("relations", {"parties": ["a", "b"]}),
        ("look_up", {"parties": ["a", "b"]}),
        ("show", {"id": "here"}),
        ("search", {"text": "visit"}),
    ],
)
def test_every_number_is_that_of_a_source_that_is_listed(
    tool: str, asked: dict[str, Any], most: int, write: Write
) -> None:
    """Also where a row is unfolded: by its stages, or by what sources differ on."""
    text, data = ask(write(STAGES), tool, **asked, max_characters=most)
    body, _, sources = text.partition("### Sources")
    listed = re.findall(r"^- \\\[(\d+)\\\]", sources, re.MULTILINE)
    assert {*re.findall(r"\\\[(\d+)\\\]", body)} <= {*listed}
    if tool == "timeline" and "upcoming" not in asked and not data.get("shortened"):
        ids = " ".join(re.findall(r"\| ([a-z ]+) \|$", body, re.MULTILINE)).split()
        assert {*ids} == {"plan", "off", "here", "there", "then", "signed", "force"}
