"""Changes between two states of a base, and the answers that change with them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from dipfacts.diff.touched import Names
from support.command_line import Run
from support.diffs import DECLARED, FIRST, ONE, OTHER, TREATY, VISIT, as_json, repository_of
from support.factbase import base, event, figure, measure, party, relation, source, table, topic
from support.repository import Repository

BY_A = ", by the figures of A (in S, 5 Dec 2022)"
WAS = "Turnover A–B 2021: was $2.9 billion (one claim), now"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return repository_of(tmp_path)


# ------------------------------------------------------------------------------- the page


def test_first_what_it_does_to_answers_then_the_claims(repository: Repository, run_in: Run) -> None:
    repository.write("facts.toml", base(*DECLARED, ONE, OTHER, TREATY))
    assert run_in(repository.folder, "diff", "-f", "facts.toml") == (
        0,
        """\
From HEAD to the working tree: 2 answers change; 1 claim added and 1 withdrawn.

What it does to answers
Turnover A–B 2021: was $2.9 billion (one claim), now $2.9 billion to $3.4 billion (sources differ)
Visit of A (A–B): was held, 2 Jun 2021 (one claim), now nothing recorded

Claims added
Claim  What it says                     Where
a-b-t  Turnover A–B 2021: $3.4 billion  facts.toml:53

Claims withdrawn
Claim  What it says                  Where
visit  Visit of A (A–B), 2 Jun 2021  facts.toml:53
""",
        "",
    )


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            event("call", title="Call", status="cancelled", period="2027-03"),
            "cancelled: Call (A–B), Mar 2027",
        ),
        (
            relation("pact", title="Pact", status="denounced", period="2027-01-15/.."),
            "denounced: Pact (A–B), from 15 Jan 2027",
        ),
        (
            relation("pact", title="Pact", status="signed", period="2021-07-02"),
            "signed: Pact (A–B), 2 Jul 2021",
        ),
    ],
)
def test_a_claim_added_is_told_with_its_status(
    claim: str, said: str, repository: Repository, run_in: Run
) -> None:
    repository.write("facts.toml", FIRST + claim)
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert f"  {said}  " in out


@pytest.mark.parametrize(
    ("keys", "was", "now"),
    [
        ({"place": "Cusco"}, "no place", "Cusco"),
        ({"parties": ["a", "c"]}, "with A–B", "with A–C"),
        ({"parties": ["c", "a"], "place": "Lima"}, "no place, with A–B", "Lima, with A–C"),
    ],
)
def test_where_and_with_whom_it_was_is_a_part_of_an_answer(
    keys: dict[str, Any], was: str, now: str, repository: Repository, run_in: Run
) -> None:
    moved = event("visit", title="Visit of A", status="held", period="2021-06-02", **keys)
    repository.write("facts.toml", base(*DECLARED, ONE, moved, TREATY))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    held = "held, 2 Jun 2021 (one claim)"
    assert f"): was {held}, {was}, now {held}, {now}\n" in out


def test_who_left_or_entered_by_itself_is_told_among_the_stages(
    repository: Repository, run_in: Run
) -> None:
    usual = {"title": "Accord", "locator": "p1"}
    signed = relation("all", parties=["a", "b", "c"], period="2015", status="signed", **usual)
    usual["same_as"] = "all"
    standing = relation("on", parties=["a", "b"], period="2016/..", status="in-force", **usual)
    left = relation("left", parties=["b"], period="2020-11-04", status="withdrawn", **usual)
    more = relation("on", parties=["a", "c"], period="2016/..", status="in-force", **usual)
    for before, after, was, now in (
        (standing, standing + left, "in force since 2016", "withdrawn 4 Nov 2020 (B)"),
        (
            standing,
            more,
            "A, B, C (signed) and A–B (in force)",
            "A, B, C (signed) and A–C (in force)",
        ),
    ):
        repository.commit("accord", facts=base(*DECLARED, ONE, signed + before))
        repository.write("facts.toml", base(*DECLARED, ONE, signed + after))
        _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
        (line,) = re.findall(r"^Accord .*", out, re.M)
        old, new = line.split(", now ")
        assert old.endswith(was)
        assert new.endswith(now)
        assert " or " not in line


def test_another_claim_takes_no_place_or_party_away(repository: Repository, run_in: Run) -> None:
    at = event("visit", title="Visit of A", status="held", period="2021-06-02", place="Lima")
    repository.commit("a place", facts=base(*DECLARED, ONE, at, TREATY))
    same = {"title": "Visit of A", "status": "held", "period": "2021-06-02", "same_as": "visit"}
    beside = event("beside", source="t", **same)
    repository.write("facts.toml", base(*DECLARED, ONE, at, beside, TREATY))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "no place" not in out
    assert ", with" not in out
    wider = event("wider", source="t", parties=["a", "b", "c"], **same)
    repository.write("facts.toml", base(*DECLARED, ONE, at, wider, TREATY))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "(one claim), with A–B, now held" in out
    assert re.search("differ on the parties\\), with (A–B or A, B, C|A, B, C or A–B)\n", out)


def test_the_same_as_markdown(repository: Repository, run_in: Run) -> None:
    repository.write("facts.toml", FIRST.replace("2900000000", "2_950_000_000"))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml", "--format", "md")
    assert (
        out
        == """\
**From HEAD to the working tree: 1 answer changes; 1 claim changed.**

### What it does to answers

- Turnover A–B 2021: was \\$2.9 billion (one claim), now \\$2.95 billion (one claim)

### Claims changed

| Claim | Key: was → is | Where |
| --- | --- | --- |
| a-b | value: 2,900,000,000 → 2,950,000,000 | facts.toml:44 |
"""
    )


def test_the_same_as_json(repository: Repository, run_in: Run) -> None:
    repository.write("facts.toml", base(*DECLARED, ONE, OTHER, TREATY))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml", "--json")
    found = as_json(out)
    assert (found["differs"], found["same"]) == (True, 2)
    assert [*found["added"]] == ["a-b-t"]
    assert [*found["removed"]] == ["visit"]
    assert [it["agreement"] for it in found["answers"]] == [
        {"old": "single", "new": "conflict"},
        {"old": "single", "new": None},
    ]
    assert found["answers"][0]["facts"] == {"old": ["a-b"], "new": ["a-b-t", "a-b"]}


def test_an_answer_in_a_file_is_replaced_by_the_next(repository: Repository, run_in: Run) -> None:
    repository.write("facts.toml", base(*DECLARED, ONE, OTHER))
    for name in ("diff.md", "diff.json", "diff.txt"):
        for _ in range(2):
            assert run_in(repository.folder, "diff", "-f", "facts.toml", "-o", name)[0] == 0
        assert "a-b-t" in (repository.folder / name).read_text("utf-8")


@pytest.mark.parametrize("changed", [True, False])
def test_the_exit_status_tells_whether_there_are_differences(
    repository: Repository, run_in: Run, changed: bool
) -> None:
    if changed:
        repository.write("facts.toml", base(*DECLARED, ONE))
    assert run_in(repository.folder, "diff", "-f", "facts.toml", "--exit-code")[0] == int(changed)
    assert run_in(repository.folder, "diff", "-f", "facts.toml")[0] == 0


# -------------------------------------------------------------------------- what changes


CHANGES = {
    "comments and order": (
        base(*DECLARED, TREATY, "# a comment\n", ONE, VISIT),
        "No difference between HEAD and the working tree (3 claims).\n",
    ),
    "line ends": (
        FIRST.replace("\n", "\r\n"),
        "No difference between HEAD and the working tree (3 claims).\n",
    ),
    "an id": (FIRST.replace('"a-b"', '"a-b-2021"'), "a-b → a-b-2021"),
    "an id and a value": (
        FIRST.replace('id = "a-b"', 'id = "a-b-2021"').replace("2900000000", "5"),
        "1 answer changes; 1 claim added and 1 withdrawn.",
    ),
    "a source": (
        FIRST.replace(
            'value = 2900000000\nunit = "USD"\nsource = "s"',
            'value = 2900000000\nunit = "USD"\nsource = "t"',
        ),
        "source: s → t",
    ),
    "a period, refined": (
        FIRST.replace('period = "2021-06-02"\n', 'period = "2021-06"\n', 1),
        "was held, 2 Jun 2021 (one claim), now held, Jun 2021 (one claim)",
    ),
    "deprecated": (
        FIRST.replace(
            "value = 2900000000", 'value = 2900000000\nrank = "deprecated"\nrank_reason = "a slip"'
        ),
        f"{WAS} nothing recorded",
    ),
    "an event held, then not": (
        FIRST.replace('status = "held"', 'status = "cancelled"'),
        "was held, 2 Jun 2021 (one claim), now cancelled, 2 Jun 2021 (one claim)",
    ),
    "a relation in force": (
        FIRST.replace('status = "signed"', 'status = "in-force"'),
        "Border treaty (A–B): was signed, 2 Jun 2021 (one claim), now in force, since 2 Jun",
    ),
    "a party, renamed": (FIRST.replace('name = "A"', 'name = "Aland"'), "name: A → Aland"),
    "a party by another id": (
        FIRST.replace('"c"', '"d"'),
        "party c  renamed  d",
    ),
    "a measure": (FIRST.replace('label = "Exports"', 'label = "Goods"'), "label: Exports → Goods"),
    "a topic": (FIRST.replace('label = "Trade"', 'label = "Commerce"'), "label: Trade → Commerce"),
    "a kind": (
        FIRST + table("kind", id="visit", of="event", label="Visit"),
        "kind visit  added   Visit",
    ),
    "no number": (
        FIRST.replace("value = 2900000000", 'absent = "confidential"'),
        f"{WAS} not published (confidential)",
    ),
    "a unit": (
        FIRST.replace('unit = "USD"', 'unit = "EUR"'),
        "Turnover A–B 2021 (USD): was $2.9 billion (one claim), now nothing recorded "
        "Turnover A–B 2021 (EUR): was nothing recorded, now €2.9 billion (one claim)",
    ),
    "a forecast beside a number": (
        FIRST.replace("2900000000", "3000000000") + figure("ahead", value=4, status="forecast"),
        "Turnover A–B 2021: was $2.9 billion (one claim), now $3 billion (one claim) "
        "Turnover A–B 2021, forecast: was nothing recorded, now $4",
    ),
    "a label": (
        FIRST.replace("2900000000", "3000000000").replace('"Turnover"', '"All trade"'),
        "All trade A–B 2021: was $2.9 billion (one claim), now $3 billion (one claim)",
    ),
    "a part": (
        FIRST + figure("goods", value=4, part_of="a-b"),
        "Turnover A–B 2021, part of a-b: was nothing recorded, now $4",
    ),
    "a type": (
        FIRST.replace('[[event]]\nid = "visit"', '[[relation]]\nid = "visit"').replace(
            'status = "held"', 'status = "ended"'
        ),
        "type: event → relation",
    ),
}


@pytest.mark.parametrize(("text", "told"), CHANGES.values(), ids=CHANGES)
def test_each_change_is_told(repository: Repository, run_in: Run, text: str, told: str) -> None:
    repository.write("facts.toml", text)
    status, out, err = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert (status, err) == (0, "")
    assert " ".join(told.split()) in " ".join(out.split())


def test_a_source_made_from_another_changes_answers_without_a_changed_claim(
    repository: Repository, run_in: Run
) -> None:
    same = figure("a-b-t", value=2_900_000_000, source="t")
    repository.commit("second", facts=base(*DECLARED, ONE, same))
    derived = (source("t", published="2023-02-01", derived_from=["s"]), *DECLARED[2:])
    repository.write("facts.toml", base(DECLARED[0], *derived, ONE, same))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert (
        "was $2.9 billion (confirmed by 2 independent sources), "
        "now $2.9 billion (2 claims, one voice)\n"
    ) in out


def test_a_source_made_from_another_explains_why_sources_differ(
    repository: Repository, run_in: Run
) -> None:
    other = figure("a-b-t", value=3_400_000_000, source="t")
    repository.commit("second", facts=base(*DECLARED, ONE, other))
    derived = (source("t", published="2023-02-01", derived_from=["s"]), *DECLARED[2:])
    repository.write("facts.toml", base(DECLARED[0], *derived, ONE, other))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    number = "$2.9 billion to $3.4 billion (sources differ)"
    told = f"was {number}; no reason recorded, now {number}; one is made from the other"
    assert told in " ".join(out.split())


@pytest.mark.parametrize(
    ("withdrawn", "texts", "facts"),
    [
        ("final", ("$3 (one claim)", "$1 (estimate) (one claim)"), (["final", "first"], ["first"])),
        (
            "first",
            (f"$3 (one claim), with $1 (estimate){BY_A}", "$3 (one claim)"),
            (["final", "first"], ["final"]),
        ),
    ],
)
def test_what_a_figure_revises_is_among_the_claims_of_its_answer(
    repository: Repository,
    run_in: Run,
    withdrawn: str,
    texts: tuple[str, str],
    facts: tuple[list[str], list[str]],
) -> None:
    said = {
        "final": figure("final", value=3, reporter="a"),
        "first": figure("first", value=1, reporter="a", status="estimate"),
    }
    repository.commit("second", facts=base(*DECLARED, *said.values()))
    del said[withdrawn]
    repository.write("facts.toml", base(*DECLARED, *said.values()))
    found = as_json(run_in(repository.folder, "diff", "-f", "facts.toml", "--json")[1])
    (answer,) = (it for it in found["answers"] if it["kind"] == "figure")
    assert (answer["facts"]["old"], answer["facts"]["new"]) == facts
    assert (answer["was"], answer["now"]) == texts


def test_the_date_of_a_source_decides_which_number_of_one_voice_is_the_last(
    repository: Repository, run_in: Run
) -> None:
    said = [figure("one", value=2, claimant="c"), figure("two", value=3, claimant="c", source="t")]
    repository.commit("second", facts=base(*DECLARED, *said))

    def diff(old: str, new: str) -> str:
        repository.write("facts.toml", base(*DECLARED, *said).replace(old, new))
        return run_in(repository.folder, "diff", "-f", "facts.toml")[1]

    was = "was $2 to $3 (one voice, last $3), now $2 to $3"
    assert f"{was} (one voice, last $2)\n" in diff("2023-02-01", "2022-02-01")
    assert f"{was} (one voice, different numbers)\n" in diff("2023-02-01", "2022-12-05")
    # Two who act for one country are no independent voices, but differ, as their page says.
    said[1] = said[1].replace('claimant = "c"', 'claimant = "b"')
    acting = diff('id = "c"\n', 'id = "c"\ncountry = "b"\n')
    assert f"{was} (sources differ)\n" in acting
    assert (
        "sources differ, from $2 (C) to $3 (B)"
        in run_in(repository.folder, "trade", "a", "b", "-f", "facts.toml")[1]
    )


def test_a_deprecated_claim_of_an_event_that_is_withdrawn_changes_no_answer(
    repository: Repository, run_in: Run
) -> None:
    slip = event("e3", title="Talks", period="2010-05-03", rank="deprecated", rank_reason="a slip")
    off = {"title": "Talks", "status": "postponed", "period": "2010-06-10"}
    plan = {"title": "Talks", "status": "planned", "period": "2010-05", "source": "t"}
    was = slip + event("e6", same_as="e3", **off) + event("e7", same_as="e3", **plan)
    repository.commit("of three", facts=base(*DECLARED, was))
    repository.write(
        "facts.toml", base(*DECLARED, event("e6", **off), event("e7", same_as="e6", **plan))
    )
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert ": no answer changes; 1 claim withdrawn and 2 changed.\n" in out


def test_ids_of_parties_and_sources_change_no_answer(repository: Repository, run_in: Run) -> None:
    text = FIRST.replace('"a"', '"aland"').replace('"s"', '"sun"')
    repository.write("facts.toml", text)
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert out.startswith("From HEAD to the working tree: no answer changes; 3 claims changed.\n")
    assert "parties: a, b → aland, b" in out
    assert "source: s → sun" in out
    assert "source s  renamed  sun\n" in out
    assert "party a   renamed  aland" in out


def test_a_first_base_has_every_answer_and_no_fault(repository: Repository, run_in: Run) -> None:
    ways = (figure(f"x-{to}", measure="exports", from_="a", to=to) for to in "bc")
    repository.write("other.toml", base(*DECLARED, ONE, *ways))
    status, out, err = run_in(repository.folder, "diff", "-f", "other.toml")
    assert (status, err) == (0, "")
    assert "3 answers change; 3 claims added." in out


def test_a_newer_year_heads_a_topic_now(repository: Repository, run_in: Run) -> None:
    newer = figure("a-b-2022", period="2022", value=3_000_000_000)
    repository.write("facts.toml", base(*DECLARED, ONE, VISIT, TREATY, newer))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "Turnover A–B 2022: was nothing recorded, now $3 billion (one claim)\n" in out
    assert (
        "Headline of trade, A–B: "
        "was “Turnover between A and B in 2021: $2.9 billion, according to S (5 Dec 2022).”, "
        "now “Turnover between A and B in 2022: $3 billion, according to S (5 Dec 2022).”\n"
    ) in out


def test_a_headline_of_both_directions_is_told_once(repository: Repository, run_in: Run) -> None:
    def exports(period: str) -> str:
        ways = (("a", "b"), ("b", "a"))
        claims = (
            figure(f"x-{a}-{b}", measure="exports", from_=a, to=b, period=period) for a, b in ways
        )
        return base(*DECLARED, *claims)

    repository.commit("second", facts=exports("2020"))
    repository.write("facts.toml", exports("2021"))
    found = as_json(run_in(repository.folder, "diff", "-f", "facts.toml", "--json")[1])
    heads = [one["parties"] for one in found["answers"] if one["kind"] == "headline"]
    assert heads == [["a", "b"], ["a"], ["b"]]


def test_claims_that_are_no_longer_one_are_paired_at_a_cost_of_their_number(
    repository: Repository, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere, asked = Names.elsewhere, Counter[int]()

    def counted(self: Names, id_: str, is_new: bool) -> str:
        asked[count] += 1
        return elsewhere(self, id_, is_new)

    monkeypatch.setattr(Names, "elsewhere", counted)
    for count in (20, 40):
        one = [event(f"e{nth}", same_as="e0" if nth else None) for nth in range(count)]
        apart = [event(f"e{nth}", title=f"Visit {nth}") for nth in range(count)]
        repository.commit(f"{count} claims about one event", facts=base(*DECLARED, *one))
        repository.write("facts.toml", base(*DECLARED, *apart))
        _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
        assert f"{count} answers change; {count} claims changed." in out, out
    assert asked[40] <= 2 * asked[20] + 20, asked


SPELLINGS = ("2022-10-31", "/2022-10-31", "../2022-10-31")


@pytest.mark.parametrize(("was", "now"), [*permutations(SPELLINGS, 2)])
def test_a_date_that_is_spelled_otherwise_changes_no_answer(
    repository: Repository, run_in: Run, was: str, now: str
) -> None:
    def held(period: str) -> str:
        ways = (figure(f"x-{to}", measure="held", from_="a", to=to, period=period) for to in "bc")
        return base(*DECLARED, measure("held", nature="stock"), *ways)

    repository.commit("second", facts=held(was))
    repository.write("facts.toml", held(now))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "no answer changes; 2 claims changed." in out


def sold(to: str, value: int, period: str = "2021", **keys: Any) -> str:
    """Return exports from a, by the figures of a unless by others."""
    id_ = f"{keys.get('measure', 'exports')}-{to}-{period}"
    usual = {"measure": "exports", "from_": "a", "to": to, "period": period, "reporter": "a"}
    return figure(id_, **{**usual, "value": value, **keys})


BOTH_WAYS = (
    *DECLARED[:6],
    measure("turnover", sum_of=["exports", "imports"]),
    *(measure(id_) for id_ in ("exports", "imports")),
)
MIRROR = sold("b", 5, measure="imports", reporter="b")
ONE_SIDE = "“Exports from A to B in 2021: $7, by the figures of A (in S, 5 Dec 2022).”"
TWO_SIDES = "“Exports from A to B in 2021: A reports $7, B ${}: asymmetry {}.”"


@pytest.mark.parametrize(
    ("claims", "headline"),
    [
        ((MIRROR.replace('reporter = "b"', 'reporter = "a"'),), ONE_SIDE),
        ((), ONE_SIDE),
        ((MIRROR.replace("value = 5", "value = 6"),), TWO_SIDES.format("6", "15.4%")),
        (
            (MIRROR, sold("b", 9, "2022")),
            "“Exports from A to B in 2022: $9, by the figures of A (in S, 5 Dec 2022).”",
        ),
    ],
    ids=["of one side now", "withdrawn", "another number", "another year"],
)
def test_a_headline_is_told_with_both_sides_as_its_page_says_it(
    repository: Repository, run_in: Run, claims: tuple[str, ...], headline: str
) -> None:
    repository.commit("two sides", facts=base(*BOTH_WAYS, sold("b", 7), MIRROR))
    repository.write("facts.toml", base(*BOTH_WAYS, sold("b", 7), *claims))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    was = TWO_SIDES.format("5", "33.3%")
    assert f"Headline of trade, A–B: was {was}, now {headline}\n" in out
    _, page, _ = run_in(repository.folder, "trade", "a", "b", "-f", "facts.toml")
    assert page.splitlines()[0] == headline[1:-1]


def test_a_measure_that_is_a_sum_no_longer_has_no_two_sides(
    repository: Repository, run_in: Run
) -> None:
    repository.commit("two sides", facts=base(*BOTH_WAYS, sold("b", 7), MIRROR))
    alone = (*DECLARED[:6], measure("turnover"), *BOTH_WAYS[-2:])
    repository.write("facts.toml", base(*alone, sold("b", 7), MIRROR))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert f"Headline of trade, A–B: was {TWO_SIDES.format('5', '33.3%')}, now {ONE_SIDE}\n" in out


@pytest.mark.parametrize("ends", [{"from_": "c", "to": "club"}, {"parties": ["c", "club"]}])
def test_a_bloc_that_loses_its_member_is_a_partner(
    repository: Repository, run_in: Run, ends: dict[str, Any]
) -> None:
    bloc = party("club", kind="organisation", name="Club")
    claims = (*BOTH_WAYS, bloc, sold("b", 7), sold("c", 3), sold("club", 9))

    def member(since: int) -> str:
        return relation("m", kind="membership", period=f"{since}/..", **ends)

    repository.commit("a member", facts=base(*claims, member(2000)))
    repository.write("facts.toml", base(*claims, member(2023)))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "Places by exports from A 2021: was Club without a place, now Club 1st\n" in out


def test_who_says_it_is_a_part_of_an_answer(repository: Repository, run_in: Run) -> None:
    alone = ONE.replace('source = "s"', 'source = "t"')
    repository.write("facts.toml", base(*DECLARED, alone, VISIT, TREATY))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    told = "was $2.9 billion, according to S (5 Dec 2022), now $2.9 billion, according to T (1 Feb"
    assert f"Turnover A–B 2021: {told} 2023)\n" in out
    third = figure("third", value=3_000_000_000, source="t")
    repository.commit("two", facts=base(*DECLARED, ONE, OTHER))
    repository.write("facts.toml", base(*DECLARED, ONE, third, OTHER))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    spread = "$2.9 billion to $3.4 billion (sources differ)"
    assert f"was {spread}, now {spread}, with $3 billion, according to T (1 Feb 2023)\n" in out


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (
            (sold("b", 5), sold("c", 6)),
            {"was B 1st and C 2nd, now C 1st and B 2nd"},
        ),
        ((sold("b", 5),), {"was C 2nd, now C without a place"}),
        (
            (sold("b", 5), sold("c", 3), sold("d", 4)),
            {"was D without a place, now D 2nd"},
        ),
        (
            (sold("b", 2), sold("c", 3), sold("d", 4)),
            {
                "was B 1st and C 2nd, now C 2nd and B 3rd",
                "was D without a place, now D 1st",
            },
        ),
        ((sold("b", 6), sold("c", 3)), set[str]()),
    ],
    ids=["change places", "leaves", "enters", "both", "stay"],
)
def test_all_that_change_places_are_named_and_who_comes_or_goes_apart(
    repository: Repository, run_in: Run, now: tuple[str, ...], told: set[str]
) -> None:
    declared = (*DECLARED, party("d"))
    repository.commit("second", facts=base(*declared, sold("b", 5), sold("c", 3)))
    repository.write("facts.toml", base(*declared, *now))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    about = "Places by exports from A 2021: "
    assert {it.removeprefix(about) for it in out.splitlines() if it.startswith("Places")} == told


def test_of_very_many_that_change_places_the_others_are_counted(
    repository: Repository, run_in: Run
) -> None:
    names = "bcdefghij"
    declared = (*DECLARED[:3], *map(party, names), *DECLARED[5:])

    def sales(first: int) -> str:
        others = (sold(to, 90 - n) for n, to in enumerate(names[1:]))
        return base(*declared, sold("b", first), *others)

    repository.commit("second", facts=sales(99))
    repository.write("facts.toml", sales(1))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert (
        "was B 1st, C 2nd, D 3rd, E 4th, F 5th and 4 more, "
        "now C 1st, D 2nd, E 3rd, F 4th, B 9th and 4 more\n"
    ) in out


def test_another_year_heads_the_page_of_a_party(repository: Repository, run_in: Run) -> None:
    declared = (*DECLARED, party("d"))
    repository.commit("second", facts=base(*declared, sold("b", 5), sold("c", 3)))
    later = (sold(to, 7, "2022") for to in "bc")
    repository.write("facts.toml", base(*declared, sold("b", 5), sold("c", 3), *later))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    (told,) = (it for it in out.splitlines() if it.startswith("Headline of trade, A: "))
    was, now = told.removeprefix("Headline of trade, A: was “").removesuffix("”").split("”, now “")
    assert "2021" in was
    _, page, _ = run_in(repository.folder, "trade", "a", "-f", "facts.toml")
    assert page.splitlines()[0] == f"Trade of A: 4 claims about 2 partners. {now}"


def test_headlines_that_are_not_looked_at_are_counted(
    repository: Repository, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("headlines", "comparison"):
        monkeypatch.setattr(f"dipfacts.diff.{module}.MOST_RANKED", 1)
    repository.commit("second", facts=base(*DECLARED, sold("b", 5)))
    repository.write("facts.toml", base(*DECLARED, sold("b", 5, "2022")))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "From HEAD to the working tree: at least 4 answers change;" in out
    assert out.endswith(
        "Of headlines and rankings, the first 200 of each are compared, "
        "and 1 headlines of one party among its partners; 1 more may have changed.\n"
    )


def test_claims_moved_between_files_are_the_same(repository: Repository, run_in: Run) -> None:
    repository.commit("two files", one=base(*DECLARED, ONE), two=base(VISIT, TREATY))
    repository.git("rm", "-q", "facts.toml")
    repository.commit("without the first")
    repository.write("one.toml", base(*DECLARED, ONE, VISIT))
    repository.write("two.toml", base(TREATY))
    status, out, _ = run_in(repository.folder, "diff", "-f", ".", "--exit-code")
    assert (status, out) == (
        0,
        """\
No difference between HEAD and the working tree (3 claims, 1 of them in another place).

Claims moved, and otherwise the same
Claims   File
1 claim  two.toml → one.toml
""",
    )


def test_a_change_that_many_claims_have_alike_is_one_row(
    repository: Repository, run_in: Run
) -> None:
    claims = [figure(f"f-{n}", period=str(2000 + n)) for n in range(5)]
    repository.commit("second", facts=base(*DECLARED, *claims))
    repository.write("facts.toml", base(*DECLARED, *claims).replace('source = "s"', 'source = "t"'))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "5 claims  source: s → t  facts.toml\n" in out
    assert "f-3" not in out


# ---------------------------------------------------- what claims refer to decides answers


_TWO = (ONE, figure("x", measure="exports", parties=["a", "b"], value=7))
_HELD = tuple(
    relation(f"r-{n}", kind="embassy", title=f"Embassy {n}", period=f"{year}/..")
    for n, year in enumerate((1992, 1993))
)
_SOLD = tuple(
    figure(f"x-{to}", measure="exports", from_="a", to=to, value=value)
    for to, value in (("b", 5), ("c", 3))
)
REFERRED = {
    "the order of measures": (
        base(*DECLARED, *_TWO),
        base(*DECLARED[:6], measure("exports"), measure(), *_TWO),
        "Headline of trade, A–B: "
        "was “Turnover between A and B in 2021: $2.9 billion, according to S (5 Dec 2022).”, "
        "now “Exports between A and B in 2021: $7, according to S (5 Dec 2022).”",
    ),
    "a measure's topic": (
        base(*DECLARED, ONE, topic("money", label="Money")),
        base(*DECLARED, ONE, topic("money", label="Money")).replace(
            'id = "turnover"\ntopic = "trade"', 'id = "turnover"\ntopic = "money"'
        ),
        "Headline of money, A–B: was nothing recorded, now “Turnover between A and B in 2021: ",
    ),
    "a measure's nature": (
        base(*DECLARED, ONE),
        base(*DECLARED, ONE).replace('nature = "flow"', 'nature = "stock"', 1),
        "was 2021 $2.9 billion (one claim), now",
    ),
    "a party's kind": (
        base(*DECLARED, *_SOLD),
        base(*DECLARED[:3], party("b", kind="bloc"), *DECLARED[4:], *_SOLD),
        "Places by exports from A 2021: was B 1st, now B without a place",
    ),
    "a country that the other state lacks": (
        base(*DECLARED, sold("fr", 5)),
        base(*DECLARED, sold("es", 6)),
        "was France 1st and Spain without a place, now Spain 1st and France without a place",
    ),
    "a kind, declared now": (
        base(*DECLARED, *_HELD),
        base(
            *DECLARED,
            *_HELD,
            table("kind", id="embassy", of="relation", label="Embassy", unique=True),
        ),
        "Embassy 0 (A–B): was",
    ),
}


@pytest.mark.parametrize(("was", "now", "told"), REFERRED.values(), ids=REFERRED)
def test_what_claims_refer_to_changes_their_answers(
    repository: Repository, run_in: Run, was: str, now: str, told: str
) -> None:
    repository.commit("second", facts=was)
    repository.write("facts.toml", now)
    status, out, err = run_in(repository.folder, "diff", "-f", "facts.toml", "--exit-code")
    assert (status, err) == (1, "")
    assert told in out
