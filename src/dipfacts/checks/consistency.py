"""Checks for tables that contradict or repeat one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain

from dipfacts.checks.view import CheckedBase, Finding, Key
from dipfacts.countries import country_names
from dipfacts.model import display
from dipfacts.model.figures.agreement import key_of, series_key
from dipfacts.model.figures.rounding import agree
from dipfacts.model.figures.spans import dates_of
from dipfacts.model.file_format.tables import AnyClaim, Figure, Measure, Party, Source, Topic
from dipfacts.model.groups import shared_by_several
from dipfacts.read.base.circles import circles, quoted_ids
from dipfacts.read.base.implicit_countries import IMPLICIT_NTH
from dipfacts.read.table.positions import Where
from dipfacts.read.table.possible_faults import (
    measure_links,
    names_of_countries,
    shared_names,
    source_links,
)
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.remedy import AnyRemedy, Remedy, Setting
from dipfacts.text import fold, name_key, short


def preferred_twice(view: CheckedBase) -> Iterator[Finding]:
    """Report preferred answers to one question that disagree."""
    kinds: dict[Key, dict[Key, tuple[LoadedTable, Figure]]] = {}
    for row, figure in view.figures:
        if figure.rank != "preferred":
            continue
        # Few different ones can all agree, so a disagreement is found early.
        nature = view.measures[figure.measure].nature
        known = kinds.setdefault(key_of(figure, nature), {})
        differing = [pair for pair in known.values() if not agree(pair[1], figure, nature)]
        if differing:
            there, other = differing[0]
            here, elsewhere = display.figure_amount(figure), display.figure_amount(other)
            message = (
                f"two preferred claims disagree: {here} here, {elsewhere} in {view.other(there)}"
            )
            yield Finding(row, "rank", "preferred-twice", message, "prefer one of them")
        else:
            known.setdefault((str(figure.value), figure.qualifier), (row, figure))


def same_claim(view: CheckedBase) -> Iterator[Finding]:
    """Report statements of a source that are recorded twice."""
    alike = shared_by_several(view.claims, lambda pair: _in_short(pair[1]))
    in_full = partial(shared_by_several, key=lambda pair: _statement(pair[1], view.measures))
    for (other, first), *others in chain.from_iterable(map(in_full, alike)):
        for row, claim in others:
            if claim.id != first.id:
                message = f'"{claim.id}" says the same as "{first.id}" ({view.where(other)})'
                both = claim.id, first.id
                yield Finding(row, "id", "same-claim", message, "keep one of them", both)


def _in_short(claim: AnyClaim) -> Key:
    """Return the key that is soon compared of `_statement`: few claims share it."""
    if isinstance(claim, Figure):
        return claim.source, claim.claimant, claim.measure, claim.value
    return claim.source, claim.claimant, claim.kind, claim.period


def _statement(claim: AnyClaim, measures: Mapping[str, Measure]) -> Key:
    """Return the key shared by claims that record the same statement of the same source."""
    voice = (claim.source, claim.claimant, claim.said_on)
    if isinstance(claim, Figure):
        number = (claim.value, claim.absent, claim.qualifier, claim.reporter, claim.status)
        basis = (claim.valuation, claim.definition)
        start, end, some_time = dates_of(claim, measures[claim.measure].nature)
        marks = [mark for mark in "~?%" if mark in claim.period]  # about it, or not certain
        days = (start, end, some_time is not None, *marks)
        return (*series_key(claim), *days, *number, *basis, *voice)
    whom = (claim.from_, claim.to, frozenset(claim.parties))
    title, place = fold(claim.title) or claim.title, fold(claim.place or "") or claim.place
    what = (type(claim), claim.kind, title, claim.period, claim.status, place)
    return (*what, claim.topic, *whom, frozenset(claim.people), *voice)


def derived_from_circle(view: CheckedBase) -> Iterator[Finding]:
    """Report sources that are made from themselves, directly or by way of others."""
    rows = {source.id: row for row, source in view.of(Source)}
    links = {source.id: source_links(source) for source in view.sources.values()}
    for key, circle in circles(links):
        message = f"{key} leads in a circle: {quoted_ids(circle)}"
        hint = f"remove {key} from the source that the others are made from"
        if len(circle) == 1:
            hint = "name the sources that it is made from, or leave it out"
        yield Finding(rows[circle[-1]], key, "derived-from-circle", message, hint)


def part_of_type(view: CheckedBase) -> Iterator[Finding]:
    """Report figures that are a part of a relation or an event."""
    names = {claim.part_of for _, claim in view.claims if isinstance(claim, Figure)}
    others = {claim.id: claim for _, claim in view.relations_and_events if claim.id in names}
    for row, figure in view.claims if others else ():
        if isinstance(figure, Figure) and (other := others.get(figure.part_of or "")):
            what = type(other).__name__.lower()
            message = f'part_of of the figure "{figure.id}" names the {what} "{other.id}"'
            hint = "name the figure that is the total, or leave part_of out"
            yield Finding(row, "part_of", "part-of-type", message, hint)


def part_of_circle(view: CheckedBase) -> Iterator[Finding]:
    """Report figures that are a part of themselves, directly or by way of others."""
    rows = {figure.id: row for row, figure in view.figures if figure.part_of}
    totals = {f.id: [("part_of", f.part_of)] for _, f in view.figures if f.part_of}
    for _, circle in circles(totals):
        message = f"part_of leads in a circle: {quoted_ids(circle)}"
        hint = "remove part_of from the figure that is the total"
        yield Finding(rows[circle[0]], "part_of", "part-of-circle", message, hint)


def measure_circle(view: CheckedBase) -> Iterator[Finding]:
    """Report measures that are computed from themselves, directly or by way of others."""
    rows = {measure.id: row for row, measure in view.of(Measure)}
    links = {measure.id: measure_links(measure) for measure in view.measures.values()}
    for key, circle in circles(links):
        first, last = circle[0], circle[-1]
        message = f'{key} leads from "{last}" back to itself'
        if first != last:
            message += f', by way of "{first}"'
        hint = "name the measures that it is made of"
        yield Finding(rows[last], key, "measure-circle", message, hint)


def shared_name(view: CheckedBase) -> Iterator[Finding]:
    """Report ids, codes, names and aliases that two parties share."""
    rows, parties = [row for row, _ in view.of(Party)], [party for _, party in view.of(Party)]

    def finding(nth: int, where: Where, name: str, other: int, hint: str) -> Finding:
        whose = f'"{parties[other].id}" ({view.where(rows[other])})'
        message = f'"{short(name, 60)}" is also a name of {whose}'
        return Finding(rows[nth], where, "shared-name", message, hint)

    for nth, where, name, other in shared_names(parties):
        hint = "keep it with the party that is always meant, or with neither"
        yield finding(nth, where, name, other, hint)
    for nth, where, name, other in names_of_countries(parties):
        hint = "claims mean that one by it: write another name here, or leave it out"
        yield finding(nth, where, name, other, hint)


def country_twice(view: CheckedBase) -> Iterator[Finding]:
    """Report countries without a code that have the name of another party, in any language."""
    of_code = {code: it.id for it in view.parties.values() if (code := country_names.code_of(it))}
    declared = {it.id for row, it in view.of(Party) if row.nth < IMPLICIT_NTH}
    for row, party in view.of(Party):
        # With a period it is a state of another time.
        if party.kind != "country" or party.period or country_names.code_of(party):
            continue
        names = dict.fromkeys((party.name, *party.aliases, party.id))
        code = next(filter(None, map(_code_called, names)), "")
        other = of_code.setdefault(code, party.id) if code else party.id
        if other != party.id:
            message = (
                f'"{party.id}" has the name of "{other}", and no code: nothing that claims say'
            )
            message += " of the one is told of the other"
            remedy: AnyRemedy = f'name "{other}" in claims'
            if other not in declared:
                remedy = Remedy.of("add ", Setting.of("iso", code), ", or ", remedy)
            yield Finding(row, "name", "country-twice", message, remedy)


def iso_of_another(view: CheckedBase) -> Iterator[Finding]:
    """Report parties with the code of a country that they are not: claims about it are theirs."""
    for row, party in view.of(Party):
        if not party.iso or party.iso not in country_names.codes() or _may_be(party, party.iso):
            continue
        whose, title = country_names.id_of(party.iso), country_names.title(party.iso)
        message = f'iso = "{party.iso}" makes "{party.id}" what claims about {title} are about'
        acts = party.kind in ("organisation", "person")
        country = Remedy.of("write ", Setting.of("country", whose), " in its place")
        yield Finding(row, "iso", "iso-of-another", message, country if acts else "leave it out")


def _may_be(party: Party, code: str) -> bool:
    """Return whether a party may be the country of a code, by its kind and its names.

    A country may have any name; of a territory that has a state's code, a name must be the state's.
    """
    if party.kind != "territory" or country_names.party(code).kind == "territory":
        return party.kind in ("country", "territory")
    return code in map(_code_called, (party.name, *party.aliases, party.id))


def _code_called(name: str) -> str:
    """Return the code of the one country that a name means; "" of none or several."""
    from dipfacts.countries import wording  # lazy: most bases have none without a code

    # much quicker, where there are very many
    if name_key(name).encode() not in country_names.forms():
        return ""
    codes = wording.known_as(name)
    return codes[0] if len(codes) == 1 and codes[0].isupper() else ""


def topic_is_command(view: CheckedBase) -> Iterator[Finding]:
    """Report topics that a command of the same name hides."""
    for row, topic in view.of(Topic):
        if topic.id in view.commands:
            message = hidden_topic(topic.id)
            yield Finding(row, "id", "topic-is-command", message, "give it another id")


def hidden_topic(topic: str) -> str:
    """Return the message about a topic that a command hides."""
    return f'the topic "{topic}" is named like a command, which hides it'
