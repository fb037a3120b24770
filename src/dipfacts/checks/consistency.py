"""Whether the tables contradict or repeat one another."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.checks.view import Finding, Stated, View
from dipfacts.model import display
from dipfacts.model.agreement import agree, key_of
from dipfacts.model.period import Period
from dipfacts.model.tables import AnyClaim, Figure, Measure, Party, Topic
from dipfacts.read.loader import LoadedTable
from dipfacts.read.positions import Where
from dipfacts.text import fold, plain

Key = tuple[object, ...]
SHOWN = 6  # ids of a circle that a message names


def preferred_twice(view: View) -> Iterator[Finding]:
    """One answer to a question is preferred, or several that agree."""
    kinds: dict[Key, list[Stated]] = {}
    for stated in view.figures:
        if stated.figure.rank != "preferred":
            continue
        # Of those that agree all round there are few, so that a disagreement is found early.
        known = kinds.setdefault(key_of(stated.fact), [])
        nature = view.measures[stated.figure.measure].nature
        other = next((k for k in known if not agree(k.figure, stated.figure, nature)), None)
        if other is None:
            if not any(_number(k.figure) == _number(stated.figure) for k in known):
                known.append(stated)
            continue
        message = (
            f'preferred is {display.figure_amount(stated.figure)}, and "{other.figure.id}" '
            f"({view.where(other.row)}) too, which says {display.figure_amount(other.figure)}"
        )
        hint = "prefer one of them"
        yield view.problem(stated.row, "rank", "preferred-twice", message, hint)


def _number(figure: Figure) -> tuple[str, str]:
    return str(figure.value), figure.qualifier


def same_claim(view: View) -> Iterator[Finding]:
    """A source's statement is recorded once."""
    facts = {id(stated.row): stated for stated in view.figures}
    first: dict[Key, LoadedTable] = {}
    for row, claim in view.claims:
        key = _statement(claim, facts.get(id(row)))
        other = first.setdefault(key, row)
        if _id(other) != claim.id:
            message = f'"{claim.id}" says the same as "{_id(other)}" ({view.where(other)})'
            hint = "keep one of them"
            yield view.warning(row, "id", "same-claim", message, hint)


def _statement(claim: AnyClaim, stated: Stated | None) -> Key:
    """What two claims share that are the same statement from the same source."""
    voice = (claim.source, claim.claimant, claim.said_on)
    if stated is None:
        assert not isinstance(claim, Figure), "every figure is stated"
        whom = (claim.from_, claim.to, frozenset(claim.parties))
        what = (type(claim), claim.kind, fold(claim.title) or claim.title, claim.period)
        return (*what, claim.topic, *whom, *voice)
    f = stated.figure
    return (*key_of(stated.fact), f.value, f.qualifier, f.reporter, f.valuation, *voice)


def _id(row: LoadedTable) -> str:
    return str(row.table.id)  # type: ignore[attr-defined]  # every table has one


def part_of_circle(view: View) -> Iterator[Finding]:
    """A part of a part is never the whole."""
    totals = {s.figure.id: s.figure.part_of for s in view.figures if s.figure.part_of}
    done: set[str] = set()
    rows = {s.figure.id: s.row for s in view.figures}
    for start in totals:
        way: dict[str, None] = {}
        name: str | None = start
        while name in totals and name not in done and name not in way:
            way[name] = None
            name = totals[name]
        if name in way:
            ids = [*way]
            circle = ids[ids.index(name) :]
            shown = [f'"{one}"' for one in [*circle, name]]
            if len(shown) > SHOWN:
                shown[SHOWN - 2 : -1] = ["…"]
            message = f"part_of leads in a circle: {', '.join(shown)}"
            hint = "remove part_of from the figure that is the total"
            yield view.problem(rows[name], "part_of", "part-of-circle", message, hint)
        done.update(way)


def measure_circle(view: View) -> Iterator[Finding]:
    """A measure is neither added up from itself nor a ratio of itself."""
    open_: dict[str, Iterator[tuple[str, str]]] = {}
    done: set[str] = set()
    rows = {measure.id: row for row, measure in view.of(Measure)}
    for start in view.measures:
        if start not in done:
            open_[start] = _refers(view.measures[start])
        while open_:
            name = next(reversed(open_))
            key, wanted = next(open_[name], ("", ""))
            if not key:
                del open_[name]
                done.add(name)
            elif wanted in open_:
                message = f'{key} leads from "{name}" back to itself'
                if wanted != name:
                    message += f', by way of "{wanted}"'
                hint = "name the measures that it is made of"
                yield view.problem(rows[name], key, "measure-circle", message, hint)
            elif wanted in view.measures and wanted not in done:
                open_[wanted] = _refers(view.measures[wanted])


def _refers(measure: Measure) -> Iterator[tuple[str, str]]:
    yield from (("sum_of", name) for name in measure.sum_of)
    yield from (("difference_of", name) for name in measure.difference_of)
    if measure.of:
        yield "of", measure.of


def shared_name(view: View) -> Iterator[Finding]:
    """A name, of whichever sort, leads to one party."""
    owners: dict[str, tuple[LoadedTable, Party]] = {}
    for row, party in view.of(Party):
        ids = [("id", (party.id,)), ("iso", (party.iso,) if party.iso else ())]
        for key, names in (*ids, ("name", (party.name,)), ("aliases", party.aliases)):
            for nth, name in enumerate(names):
                first, owner = owners.setdefault(fold(name) or name, (row, party))
                if owner.id != party.id:
                    at = f'"{owner.id}" ({view.where(first)})'
                    message = f'"{plain(name)[:60]}" means {at} too'
                    hint = "keep it with the party that is always meant, or with neither"
                    where: Where = ("aliases", nth) if key == "aliases" else key
                    yield view.problem(row, where, "shared-name", message, hint)


def topic_is_command(view: View) -> Iterator[Finding]:
    """A topic can be asked for."""
    for row, topic in view.of(Topic):
        if topic.id in view.commands:
            message = f'the topic "{topic.id}" is named like a command, which hides it'
            hint = "give it another id"
            yield view.problem(row, "id", "topic-is-command", message, hint)


def outside_lifetime(view: View) -> Iterator[Finding]:
    """A state, or an organisation, does nothing before it is founded or after it has ended."""
    lives = {
        party.id: Period.parse(party.period)
        for party in view.parties.values()
        if party.kind != "person" and party.period  # that of a person is a term of office
    }
    for row, claim in view.claims:
        period = Period.parse(claim.period) if claim.period else None
        for name in claim.everyone if lives and period else ():
            if period and name in lives and not lives[name].overlaps(period):
                message = f'{period} is outside the lifetime of "{name}", {lives[name]}'
                hint = "correct the period, or name the state that there was then"
                yield view.warning(row, "period", "outside-lifetime", message, hint)
