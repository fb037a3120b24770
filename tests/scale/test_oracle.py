"""Three thousand random questions: the index answers as the plainest reading does."""

from __future__ import annotations

import itertools
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base, open_base
from scale.naive import TYPES, Naive, Question
from support.draws import drawn
from support.factbase import measure, party, source, topic

BASES, QUESTIONS, CLAIMS = drawn(5), 600, 240

LANDS = "arland borland cesland dunland esland forland gurland".split()
PERSONS = "ann-ali bo-berg cy-cohn".split()
WORDS = "gas pipeline railway Über éclair treaty talks rail-way 1990 visa İzmir visas".split()
DATES = "1990 1991 1991-06 1992-02 1992-02-29 1993-12-31 1994 1994-01-01 1995-07 1996".split()
TOPICS, MEASURES = ("trade", "energy"), {"exports": "trade", "turnover": "trade", "gas": "energy"}
STOCK = "gas"
SOURCES = {"dated": "1995-08-01", "month": "1994-02", "year": "1993", "undated": None}
KINDS = ("visit", "treaty", "membership")


def text_of(numbers: random.Random) -> str:
    return " ".join(numbers.choices(WORDS, k=numbers.randint(1, 4)))


def period(numbers: random.Random, kind: str) -> str:
    """A period of any form that there is."""
    date = numbers.choice(DATES) + numbers.choice(["", "", "", "?", "~", "%"])
    form = numbers.randint(0, 9)
    if form < 5:
        return date
    if form == 5:
        return f"{date}/.."
    if form == 6:
        return f"../{date}"
    if form == 7:
        return f"/{date}" if kind == "figure" else f"{date}/"
    for later in itertools.islice(iter(lambda: numbers.choice(DATES), ""), 60):
        if later[:4] > date[:4]:
            return f"{date}/{later}"
    return date


def claim(numbers: random.Random, nth: int) -> str:
    """A claim with any keys that it may have."""
    chance, pick = numbers.random, numbers.choice
    kind = pick(TYPES)
    lines = [f"[[{kind}]]", f'id = "claim-{nth}"', f'source = "{pick(list(SOURCES))}"']
    many = [1, 2, 2, 2, 3, 4][numbers.randrange(6)]
    sides = numbers.sample(LANDS, many)
    if len(sides) == 2 and chance() < 0.5:
        lines += [f'from = "{sides[0]}"', f'to = "{sides[1]}"']
    else:
        lines.append(f"parties = {sides}".replace("'", '"'))
    if kind == "figure":
        measure = pick(list(MEASURES))
        value = numbers.choice([numbers.randint(1, 10**12), numbers.randint(1, 10**6) / 100])
        lines += [f'measure = "{measure}"', f"value = {value}", 'unit = "tonnes"']
        lines += [f'topic = "{MEASURES[measure]}"'] * (chance() < 0.3)
        lines += [f'reporter = "{pick(LANDS + PERSONS)}"'] * (chance() < 0.3)
        lines += [f'scope = "{text_of(numbers)}"'] * (chance() < 0.2)
    else:
        lines += [f'kind = "{pick(KINDS)}"', f'title = "{text_of(numbers)}"']
        lines += [f'topic = "{pick(TOPICS)}"'] * (chance() < 0.6)
        lines += [f'place = "{pick(WORDS)}"'] * (chance() < 0.2)
        if chance() < 0.5:
            lines.append(f"people = {numbers.sample(PERSONS, numbers.randint(1, 2))}")
    if kind == "figure" or chance() < 0.85:
        lines.append(f'period = "{period(numbers, kind)}"')
    if chance() < 0.3:
        lines.append(f'claimant = "{pick(PERSONS)}"')
        said = ["1990-01-01", "1992-02-29", "1992-03-01", "1994-12-31", "1995-01-01"]
        lines += [f"said_on = {pick(said)}"] * (chance() < 0.8)
    lines += [f'note = "{text_of(numbers)}"'] * (chance() < 0.6)
    lines += ['rank = "deprecated"', 'rank_reason = "wrong"'] * (chance() < 0.1)
    return "\n".join(lines).replace("'", '"') + "\n"


def made(folder: Path, numbers: random.Random) -> list[dict[str, list[dict[str, Any]]]]:
    """Write a random base of a few files; its tables as the standard library reads them."""
    declared = [topic(name, label=name) for name in TOPICS]
    declared += [
        measure(
            name,
            topic=topic,
            label=f"{name} measured",
            nature="stock" if name == STOCK else "flow",
        )
        for name, topic in MEASURES.items()
    ]
    declared += [source(name, publisher="P", published=day) for name, day in SOURCES.items()]
    declared += [
        party(name, kind=kind, name=f"{name.replace('-', ' ').title()} é")
        for kind, names in (("country", LANDS), ("person", PERSONS))
        for name in names
    ]
    count = numbers.randint(1, 4)
    texts = [["format = 1\n"] for _ in range(count)]
    for table in declared:
        numbers.choice(texts).append(table)
    for nth in range(CLAIMS):
        numbers.choice(texts).append(claim(numbers, nth))
    for nth, parts in enumerate(texts):
        (folder / f"{nth}.toml").write_text("\n".join(parts), encoding="utf-8")
    return [tomllib.loads("\n".join(parts)) for parts in texts]


def question(numbers: random.Random) -> Question:
    """A question with some of the conditions that there are."""
    chance, pick = numbers.random, numbers.choice
    lands = numbers.sample(LANDS, numbers.choice([0, 1, 1, 2, 2, 3]))
    persons = [pick(PERSONS)] if len(lands) < 2 and chance() < 0.2 else []
    if not lands and chance() < 0.1:
        persons = numbers.sample(PERSONS, 2)
    text = None
    if chance() < 0.25:
        found = numbers.choices([*WORDS, "arland", "exports", "ann"], k=numbers.randint(1, 2))
        text = f'"{" ".join(found)}"' if chance() < 0.3 else " ".join(found)
    return Question(
        types=tuple(numbers.sample(TYPES, pick([1, 2, 3, 3]))),
        topic=pick(TOPICS) if chance() < 0.25 else None,
        parties=tuple(sorted(lands + persons)),
        since=pick(DATES) if chance() < 0.25 else None,
        until=pick(DATES) if chance() < 0.25 else None,
        within=pick(DATES) if chance() < 0.25 else None,
        known_by=pick(DATES) if chance() < 0.2 else None,
        measure=pick(list(MEASURES)) if chance() < 0.15 else None,
        kind=pick(KINDS) if chance() < 0.15 else None,
        source=pick(list(SOURCES)) if chance() < 0.15 else None,
        deprecated=chance() < 0.3,
        text=text,
        limit=numbers.randint(1, 12) if chance() < 0.2 else None,
    )


def as_query(asked: Question) -> Query:
    dates = {
        key: Period.parse(text) if (text := getattr(asked, key)) else None
        for key in ("since", "until", "within", "known_by")
    }
    return Query(**{**asked._asdict(), **dates})


def ids(base: Base, asked: Question) -> list[str]:
    """The answer of the index; best first is an order of its own, so that words are put in ours."""
    query = as_query(asked)
    if asked.text is None:
        return [fact.id for fact in base.find(query)]
    found = {fact.id for fact, _ in base.search(query.replaced(limit=None)).hits}
    ordered = [fact.id for fact in base.find(query.replaced(text=None, limit=None))]
    limited = base.search(query).hits
    assert len(limited) == min(len(found), asked.limit or len(found))
    assert {fact.id for fact, _ in limited} <= found
    return [name for name in ordered if name in found][: asked.limit]


@pytest.mark.parametrize("seed", range(BASES))
def test_the_index_answers_as_the_plainest_reading_does(seed: int, tmp_path: Path) -> None:
    numbers = random.Random(seed)
    naive = Naive(made(tmp_path, numbers))
    answered = 0
    for nth in range(2):  # from the first compile, then from what was kept
        with open_base(str(tmp_path)) as base:
            for _ in range(QUESTIONS // 2):
                asked = question(numbers)
                expected = naive.ask(asked)
                assert ids(base, asked) == expected, (nth, asked)
                answered += bool(expected)
    assert answered > QUESTIONS // 4


@pytest.mark.parametrize("seed", range(BASES))
def test_every_claim_is_kept_as_it_was_written(seed: int, tmp_path: Path) -> None:
    naive = Naive(made(tmp_path, random.Random(seed)))
    written = {row["id"]: row for row in naive.claims}
    for _ in range(2):
        with open_base(str(tmp_path)) as base:
            facts = base.find(Query(deprecated=True))
            assert len(facts) == len(written) == CLAIMS
            for fact in facts:
                row = {**written[fact.id]}
                assert row.pop("type") == fact.type
                assert fact.topic == (naive.topic(written[fact.id]) or "")
                for key, value in row.items():
                    kept = getattr(fact.claim, "from_" if key == "from" else key)
                    shown = list(kept) if isinstance(kept, tuple) else kept
                    assert str(shown) == str(value), (fact.id, key)
                assert base.claim(fact.id) == fact
                lines = (tmp_path / fact.file).read_text(encoding="utf-8").split("\n")
                assert lines[fact.line - 1] == f"[[{fact.type}]]"
                assert f'id = "{fact.id}"' in lines[fact.line : fact.line + 2]
