"""Answers of a fact base: every condition of a query, every spelling of a name, every search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Write
from dipfacts.errors import QuestionError
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query import base as bases
from dipfacts.query.base import Base, open_base, open_warm
from dipfacts.query.comparison import one_way
from dipfacts.text import plain
from support import factbase
from support.draws import drawn

SAMPLE = Path(__file__).parents[1] / "sample.toml"
PAIR = ("azerbaijan", "russia")


@pytest.fixture
def base() -> Iterator[Base]:
    with open_base(str(SAMPLE)) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared() -> Iterator[Base]:
    """One base for all examples of a property."""
    with open_base(str(SAMPLE)) as opened:
        yield opened


def ids(base: Base, query: Query) -> list[str]:
    return [fact.id for fact in base.find(query)]


# ---------------------------------------------------------------------------- finding


def test_a_base_that_is_closed_cannot_be_asked() -> None:
    with open_base(str(SAMPLE)) as opened:
        assert opened.count(Query()) > 0
    with pytest.raises(sqlite3.ProgrammingError):
        opened.count(Query())


def test_figures_that_go_one_way_are_in_order_with_those_of_parts(shared: Base) -> None:
    query = Query(types=("figure",), measure="exports", parties=("azerbaijan",))
    both = ["exports-2021", "exports-2021-tomatoes"]
    assert [fact.id for fact in one_way(shared, query, "azerbaijan", to=False)] == both
    assert one_way(shared, query, "azerbaijan", to=True) == []
    query = query.replaced(parties=("russia",))
    assert [fact.id for fact in one_way(shared, query, "russia", to=True)] == both


def test_more_parties_than_one_statement_asks_for_are_found(shared: Base) -> None:
    ids = [*map(str, range(501)), "russia", "azerbaijan"]
    assert [*shared.parties_by_id(ids)] == ["russia", "azerbaijan"]


def test_all_claims_in_order_of_their_start_undated_last(base: Base) -> None:
    assert ids(base, Query()) == [
        "diplomatic-relations",
        "old-treaty",
        "turnover-2020",
        *TURNOVER_2021,
        "exports-2021",
        "exports-2021-tomatoes",
        "imports-2021",
        "growth-2021",
        "rank-2021",
        "three-2021",
        "turnover-2022-part",
        "companies-2022",
        "visit-2022",
        "meeting-planned",
        "talks-undated",
    ]


TURNOVER_2021 = ["turnover-2021", "turnover-2021-daily"]
DIRECTED = ["exports-2021", "exports-2021-tomatoes", "imports-2021", "rank-2021"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(types=("event",)), ["visit-2022", "meeting-planned", "talks-undated"]),
        (Query(types=("relation",)), ["diplomatic-relations", "old-treaty"]),
        (Query(types=()), []),
        (
            Query(topic="diplomacy", types=("event", "relation"), limit=2),
            ["diplomatic-relations", "old-treaty"],
        ),
        (Query(topic="none"), []),
        (Query(measure="turnover", within=Period.parse("2021")), [*TURNOVER_2021, "three-2021"]),
        (Query(measure="turnover", until=Period.parse("2020")), ["turnover-2020"]),
        (Query(measure="turnover", since=Period.parse("2022")), ["turnover-2022-part"]),
        (Query(measure="turnover", within=Period.parse("2022-11")), []),
        (
            Query(measure="turnover", within=Period.parse("2021"), deprecated=True),
            [*TURNOVER_2021, "turnover-2021-wrong", "three-2021"],
        ),
        (Query(measure="companies", within=Period.parse("2022-10-31")), ["companies-2022"]),
        (Query(measure="companies", within=Period.parse("2022-10-30")), []),
        (Query(measure="companies", until=Period.parse("2021")), []),
        (Query(kind="visit"), ["visit-2022"]),
        (Query(kind="treaty", since=Period.parse("2007-07-02")), ["old-treaty"]),
        (Query(kind="treaty", since=Period.parse("2007-07-03")), []),
        (Query(kind="diplomatic-relations", since=Period.parse("2999")), ["diplomatic-relations"]),
        (Query(kind="meeting", within=Period.parse("../..")), ["meeting-planned"]),
        (Query(source="daily-2022-02"), ["turnover-2020", "turnover-2021-daily"]),
        (Query(source="nobody"), []),
        (
            Query(known_by=Period.parse("2022-02"), measure="turnover"),
            ["turnover-2020", "turnover-2021-daily"],
        ),
        (Query(known_by=Period.parse("2022-02-27"), measure="turnover"), []),
        (
            Query(known_by=Period.parse("2022-12-01"), measure="turnover"),
            ["turnover-2020", *TURNOVER_2021],
        ),
        (Query(known_by=Period.parse("2022-11-30"), parties=("jeyhun-bayramov",)), []),
        (Query(parties=("cote-divoire",)), ["three-2021"]),
        (Query(parties=("cote-divoire", "russia")), ["three-2021"]),
        (Query(parties=("russia", "cote-divoire", "azerbaijan")), ["three-2021"]),
        (Query(parties=("jeyhun-bayramov",)), ["visit-2022"]),
        (Query(parties=("russia", "jeyhun-bayramov")), ["visit-2022"]),
        (Query(parties=("cote-divoire", "jeyhun-bayramov")), []),
        (Query(parties=PAIR, types=("figure",), measure="exports"), DIRECTED[:2]),
        (
            Query(parties=PAIR, topic="trade", measure="turnover", within=Period.parse("2021")),
            [*TURNOVER_2021, "three-2021"],
        ),
        (Query(limit=0), []),
        (Query(parties=PAIR, types=("figure",), limit=1), ["turnover-2020"]),
    ],
)
def test_each_condition(base: Base, query: Query, found: list[str]) -> None:
    assert ids(base, query) == found


def test_the_order_of_the_parties_does_not_matter(base: Base) -> None:
    for a, b in (PAIR, ("cote-divoire", "russia"), ("jeyhun-bayramov", "azerbaijan")):
        assert base.find(Query(parties=(a, b))) == base.find(Query(parties=(b, a))) != []


def test_without_dates_the_question_is_the_same() -> None:
    day = Period.parse("2021")
    query = Query(topic="trade", since=day, until=day, within=day, known_by=day, limit=3)
    assert query.undated == Query(topic="trade", known_by=day, limit=3)


def test_a_fact_says_where_it_stands(base: Base) -> None:
    fact = base.claim("turnover-2021")
    line = SAMPLE.read_text(encoding="utf-8").split("\n").index('id = "turnover-2021"')
    assert (fact.type, fact.topic, fact.file, fact.line) == ("figure", "trade", "sample.toml", line)
    assert fact.period == Period.parse("2021")
    assert fact.known_day == Period.parse("2022-12-01").start_day
    assert base.claim("talks-undated").period is None
    assert base.claim("talks-undated").known_day is None
    assert base.claim("turnover-2020").known_day == Period.parse("2022-02-28").start_day


def test_an_unknown_claim(base: Base) -> None:
    with pytest.raises(QuestionError) as caught:
        base.claim("turnover-2O21")
    assert caught.value.message == 'no claim is called "turnover-2O21"'
    assert caught.value.hint.startswith('did you mean "turnover-2021"')
    with pytest.raises(QuestionError) as caught:
        base.claim("zzz\x1b\udcff")
    assert str(caught.value) == (
        'no claim is called "zzz\\x1b\\xff"\ndipfacts search TEXT finds ids'
    )


def test_an_unknown_topic(base: Base) -> None:
    with pytest.raises(QuestionError) as caught:
        base.topic("zzz")
    assert str(caught.value) == 'no topic is called "zzz"\ndipfacts topics lists them'


# ------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("typed", "party"),
    [
        ("azerbaijan", "azerbaijan"),
        ("AZERBAIJAN", "azerbaijan"),
        ("AZ", "azerbaijan"),
        ("az", "azerbaijan"),
        ("AZE", "azerbaijan"),
        ("031", "azerbaijan"),
        ("Republic of Azerbaijan", "azerbaijan"),
        ("republic-of-fire", "azerbaijan"),
        ("Азербайджан", "azerbaijan"),
        ("АЗЕРБАЙДЖАН", "azerbaijan"),
        ("Rusiya", "russia"),
        ("россия", "russia"),
        ("643", "russia"),
        ("Russian Federation", "russia"),
        ("Cote d'Ivoire", "cote-divoire"),
        ("CÔTE D’IVOIRE", "cote-divoire"),
        ("cote-d-ivoire", "cote-divoire"),
        ("  côte   divoire ", "cote-divoire"),
        ("CIV", "cote-divoire"),
        ("384", "cote-divoire"),
        ("SSC", "statistics-committee"),
        ("state statistics committee", "statistics-committee"),
        ("central-committee", "central-committee"),
        ("Jeyhun Bayramov", "jeyhun-bayramov"),
    ],
)
def test_a_party_is_found_as_people_call_it(base: Base, typed: str, party: str) -> None:
    assert base.party(typed).id == party


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("azerbaijn", 'no party is called "azerbaijn"', 'did you mean "azerbaijan"?'),
        ("azer", 'no party is called "azer"', 'did you mean "azerbaijan"?'),
        ("Rus iy", 'no party is called "Rus iy"', 'did you mean "Rusiya"?'),
        ("qqqq", 'no party is called "qqqq"', "dipfacts parties lists those there are"),
        ("", 'no party is called ""', "dipfacts parties lists those there are"),
        ("\udcff'\"", 'no party is called "\\xff\'""', "dipfacts parties lists those there are"),
        ("%", 'no party is called "%"', "dipfacts parties lists those there are"),
        ("\x1b[31m", 'no party is called "\\x1b[31m"', "dipfacts parties lists those there are"),
        ("31", 'no party is called "31"', "dipfacts parties lists those there are"),
    ],
)
def test_nothing_is_guessed(base: Base, typed: str, message: str, hint: str) -> None:
    with pytest.raises(QuestionError) as caught:
        base.party(typed)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_of_two_parties_with_one_name_none_is_guessed(write: Write) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    shared = 'name = "Central Committee"'
    assert shared in text
    path = write(text.replace(shared, f'{shared}\naliases = ["the Committee"]'))
    with open_base(str(path)) as base, pytest.raises(QuestionError) as caught:
        base.party("the committee")
    message = '"the committee" may be "central-committee" or "statistics-committee"'
    assert (caught.value.message, caught.value.hint) == (message, "ask by one of these ids")


@pytest.mark.parametrize("typed", ["azerbaija", "azerb", "Russ", "RU S", "jeyhun", "state"])
def test_a_beginning_is_never_enough(base: Base, typed: str) -> None:
    with pytest.raises(QuestionError):
        base.party(typed)


def test_parties_are_found_by_id_whatever_yields_these(base: Base) -> None:
    assert [*base.parties_by_id(id for id in ("nowhere", "russia"))] == ["russia"]


def test_countries_are_named_in_the_language_asked_for(base: Base) -> None:
    assert base.parties_by_id(["russia"])["russia"].name == "Russia"
    german = base.asked_by("de", ())
    assert german.parties_by_id(["russia"])["russia"].name == "Russland"
    assert base.parties_by_id(["russia"])["russia"].name == "Russia"
    assert base.asked_by(None, ()) is base


def test_topics_stay_in_the_order_declared(write: Write) -> None:
    tables = [factbase.topic("few"), factbase.topic("many"), factbase.source()]
    tables += [factbase.party("a"), factbase.party("b"), factbase.event("e", topic="many")]
    with open_base(str(write(factbase.base(*tables)))) as opened:
        assert [(getattr(t, "id", ""), n) for t, n in opened.counted("topic")] == [
            ("few", 0),
            ("many", 1),
        ]


def test_what_is_large_is_not_compiled_to_be_warm(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(write(factbase.base(factbase.source())))
    small = open_warm(path)
    assert small is not None
    small.close()
    monkeypatch.setattr(bases, "SMALL_BASE", 1)
    Path(path).write_text(factbase.base(factbase.source("other")), encoding="utf-8")
    assert open_warm(path) is None


def test_what_there_is(base: Base) -> None:
    assert [*base.topics] == ["trade", "diplomacy"]
    assert [*base.measures][:3] == ["turnover", "exports", "imports"]
    assert base.topic("trade").label == "Trade"
    with pytest.raises(QuestionError) as caught:
        base.topic("trad")
    assert str(caught.value) == 'no topic is called "trad"\ndid you mean "trade"?'
    assert base.values("kind") == ["diplomatic-relations", "meeting", "treaty", "visit"]
    assert [*base.parties_by_id(["russia", "nobody", "russia"])] == ["russia"]
    assert base.sources_by_id(["archive"])["archive"].publisher == "Example Archive"
    assert [(getattr(t, "id", ""), n) for t, n in base.counted("topic")] == [
        ("trade", 12),
        ("diplomacy", 5),
    ]
    assert sum(n for _, n in base.counted("source")) == 17
    counts = {getattr(party, "id", ""): n for party, n in base.counted("party")}
    assert counts["jeyhun-bayramov"] == 2
    assert counts["statistics-committee"] == 0
    assert counts["russia"] == 17


# ---------------------------------------------------------------------------- searching


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("railway", ["talks-undated"]),
        ("RAILWAY talks", ["talks-undated"]),
        ("railway visits", []),
        ('"visits moscow"', ["visit-2022"]),
        ('"moscow visits"', []),
        ("moscow visits", ["visit-2022"]),
        ("cote ivoire", ["three-2021"]),
        ("CÔTE", ["three-2021"]),
        ("tomatoes", ["exports-2021-tomatoes"]),
        ("minister", ["turnover-2021-daily"]),
        ("rail", []),
        ("rail*", ["talks-undated"]),
        ("", []),
        ('"', []),
        ("*", []),
        ("AND", ["turnover-2021-daily"]),
        ("friendship AND", []),
        ("railway OR moscow", []),
        ("NEAR(", []),
        ("NOT railway", []),
        ("title:railway", []),
        ("^railway", ["talks-undated"]),
        ('railway"', ["talks-undated"]),
        ('rail"way', []),
        ("railway\0", ["talks-undated"]),
        ("railway \x1b", ["talks-undated"]),
        ("railway \udcff", ["talks-undated"]),
        ("x\udcff", []),
        ("железная", []),
        ("🚂 railway", ["talks-undated"]),
        ("--", []),
        ("';DROP TABLE claim", []),
    ],
)
def test_searches_as_people_type_them(base: Base, text: str, found: list[str]) -> None:
    assert [fact.id for fact, _ in base.search(Query(text=text)).hits] == found


def test_a_word_of_the_title_ranks_before_a_word_of_a_name(base: Base) -> None:
    found = base.search(Query(text="bayramov")).hits
    assert [fact.id for fact, _ in found] == ["visit-2022", "turnover-2021"]
    assert found[0][1] == "\x02Bayramov\x03 visits Moscow"


def test_what_is_searched_for_is_counted_whatever_the_limit(base: Base) -> None:
    query = Query(text="turnover")
    assert base.count(query.replaced(limit=1)) == len(ids(base, query)) > 1


def test_a_search_obeys_the_other_conditions(base: Base) -> None:
    query = Query(text="turnover", measure="turnover", within=Period.parse("2021"))
    assert {fact.id for fact, _ in base.search(query).hits} == {*TURNOVER_2021, "three-2021"}
    assert len(base.search(query.replaced(limit=1)).hits) == 1
    assert len(base.search(query.replaced(deprecated=True)).hits) == 4
    dyad = Query(text="talks", parties=("russia", "azerbaijan"))
    assert [fact.id for fact, _ in base.search(dyad).hits] == ["talks-undated"]


@given(st.text(max_size=20) | st.text("\"'*()^:-+ ANDORTNE\0\udcff", max_size=12))
@settings(max_examples=drawn(300), deadline=None)
def test_nothing_typed_breaks_a_question(shared: Base, text: str) -> None:
    shared.search(Query(text=text))
    shared.find(Query(topic=text, parties=(text, "russia"), kind=text, source=text, measure=text))
    for ask in (shared.party, shared.claim, shared.topic):
        try:
            ask(text)
        except QuestionError as error:
            assert error.message == plain(error.message)
            assert error.hint == plain(error.hint)
