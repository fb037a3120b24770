"""The parties of a relation or an event, and its direction, where its title does not say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from dipfacts.answers.answer import Answer, in_sentence, names, sorted_in_sentence
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import BODIES, Event, Party, Relation
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.query.base import Base
from dipfacts.query.names.mentions import Mention, words_of
from dipfacts.record import Record
from dipfacts.text import fold, plain

MOST = 4  # parties that are named; of more, the first three

# The words before a party that tell a direction, and those that only join two parties.
_TO = ("against", "for", "in", "into", "of", "on", "to", "towards")
_PARTS = re.compile(r" [-\u2013\u2014] |[()]")
_FROM = ("by", "from")
_JOINING = ("and", "or", "with")


class _Added(Record, frozen=True):
    """The names that a claim adds to its title, apart: "Bosnia and Herzegovina" is one."""

    names: tuple[str, ...] = ()
    lead: str = ""  # "with ", where they are named beside a party that the title or question names

    @property
    def text(self) -> str:
        """Return 'with Chile and Peru', or "" of nobody."""
        return self.lead + display.listed(self.names)


def title_of(
    answer: Answer, claim: Relation | Event, occurrence: Occurrence | None, *added: str
) -> str:
    """Return the title of a claim, with whom it is, and more: 'Declaration (with Armenia)'."""
    return display.bracketed(plain(claim.title), counterparties(answer, claim, occurrence), *added)


def stated_title(answer: Answer, fact: Fact, *added: str) -> str:
    """Return the title of one claim as its source has it, whatever others about the same say.

    'Talks, Paris (with Germany; Ann Smith took part)'; more may be added in the brackets.
    """
    claim = relation_or_event(fact)
    whom = with_whom(answer.base, claim, _asked(answer))
    people = took_part(answer.base, fact)
    return display.bracketed(title_with_place(claim), whom, people, *added)


def title_with_place(claim: Relation | Event, place: str | None = None) -> str:
    """Return a title with its place, unless it has these words: 'Talks, Paris'.

    The place is that of the claim, where no other is given.
    """
    title = plain(claim.title)
    place = plain(claim.place or "") if place is None else place
    is_in = place in title and (
        place.lower() == place.upper()  # of a script that has no blanks between words, or may not
        or re.search(rf"(?<!\w){re.escape(place)}(?!\w)", title)
    )
    return f"{title}, {place}" if place and not is_in else title


def took_part(base: Base, fact: Fact) -> str:
    """Return the words for the people who took part, unless the title names each.

    Of several claims about the same the one may mean another Smith than the other.
    """
    claim = relation_or_event(fact)
    mentions = base.titles.mentions(words_of(claim.title)) if claim.people else []
    several = Counter(mention[1:] for mention in mentions) if fact.occurrence else {}
    named = {mention.party for mention in mentions if several.get(mention[1:], 1) == 1}
    is_said = named.issuperset(claim.people)
    return "" if is_said else f"{display.listed(names(base, claim.people))} took part"


def counterparties(answer: Answer, claim: Relation | Event, occurrence: Occurrence | None) -> str:
    """Return the other parties; of an event held without a party asked about, who held it.

    Where sources differ on the parties it is 'with Chile or Peru', by those of them that name all
    who are asked about, if any do.
    """
    base, asked = answer.base, _asked(answer)
    if occurrence is None:
        return with_whom(base, claim, asked)
    if own := occurrence.participation.irrelevant.get(claim.id):
        return _names_concerned(base, own, asked)
    if {*planned_alone(occurrence)}.intersection(answer.asked.parties):
        return planned_with(base, occurrence)
    stage = occurrence.stage_by_claim.get(claim.id)
    is_plan = occurrence.is_event and stage is not occurrence.main
    facts = stage.preferred if stage and not is_plan else []
    each = {fact.claim.party_set: relation_or_event(fact) for fact in facts}
    if len(each) < 2:
        return with_whom(base, claim, asked)
    others = [*each.values()]
    others = [other for other in others if _has_all(base, other, asked)] or others
    return _either([_added(base, replace(other, title=claim.title), asked) for other in others])


def _names_concerned(base: Base, own: Iterable[str], asked: Sequence[str]) -> str:
    """Return the names of those for whom something is so, which is not for all: 'Chile and Norway'.

    Also those whom the title names, as it does not say for whom of them; of those asked about, if
    it is so for them, the others: 'with Chile'.
    """
    is_ours = bool(asked) and _are_all_in(base, {*own}, asked)
    known = base.remembered(_asked_and_countries, base, tuple(asked)) if is_ours else set()
    whom = tuple(party for party in own if party not in known)
    added = _Added(names=_some_names(base, whom), lead="with " if is_ours and whom else "")
    return added.text


def _has_all(base: Base, claim: Relation | Event, asked: Sequence[str]) -> bool:
    """Return whether a claim names all who are asked about, or the countries that they act for."""
    return _are_all_in(base, {*claim.everyone, *claim.people}, asked)


def _are_all_in(base: Base, there: set[str], asked: Sequence[str]) -> bool:
    """Return whether all who are asked about are among some, or the countries they act for."""
    parties = base.parties_by_id(asked) if asked else {}
    return all(
        not there.isdisjoint((id_, (parties[id_].country if id_ in parties else None) or id_))
        for id_ in asked
    )


def left_by(answer: Answer, fact: Fact, occurrence: Occurrence) -> str:
    """Return 'left by Chad and Peru' of what is over since all but one left it; "" of all else.

    The claim is what answers, of who left last. Of many who left it is 'left by 12 of 14 parties'.
    """
    own = occurrence.participation.exits.get(fact.id) if isinstance(fact.claim, Relation) else None
    if not own or len(own) > 1 or not own.isdisjoint(answer.asked.parties):
        return ""
    # lazy: most have two parties
    from dipfacts.model.occurrences.several_parties.party_courses import left_for_good

    left = {it for each in left_for_good(occurrence, answer.day) if len(each) == 1 for it in each}
    everyone = _everyone(occurrence.counting)
    if not own <= left or len(everyone) - len(left) > 1:
        return ""
    if len(left) > MOST:
        return f"left by {len(left)} of {len(everyone)} parties"
    return f"left by {display.listed(sorted_in_sentence(answer.base, [*left]))}"


def _either(sides: Sequence[_Added]) -> str:
    """Return 'with Chile or Peru' for sides of a dispute; one of them may add nobody.

    >>> cuba, peru = (_Added(names=("Chile", name), lead="with ") for name in ("Cuba", "Peru"))
    >>> _either([cuba, peru]), _either([_Added(), cuba])
    ('with Chile and Cuba or Peru', 'perhaps with Chile and Cuba')
    """
    each = {side.text: side for side in sides}
    before, ways = _ways([each[text] for text in sorted(each) if text])
    others = ["others"] if len(ways) > MOST else []
    text = before + display.listed([*ways[:MOST], *others], "or")
    return f"perhaps {text}" if text and "" in each else text


def _ways(sides: Sequence[_Added]) -> tuple[str, list[str]]:
    """Return the words that all sides share, and those that each adds: 'with Chile and ', 'Peru'.

    >>> _ways([_Added(names=names, lead="with ") for names in (("Cuba",), ("Cuba", "Peru"))])
    ('with ', ['Cuba', 'Cuba and Peru'])
    """
    if len({side.lead for side in sides}) != 1:
        return "", [side.text for side in sides]
    lead, first = sides[0].lead, sides[0].names[:-1]
    if first and all(side.names[:-1] == first for side in sides):
        return f"{lead}{', '.join(first)} and ", [side.names[-1] for side in sides]
    return lead, [display.listed(side.names) for side in sides]


def planned_alone(occurrence: Occurrence) -> list[str]:
    """Return the parties with whom an event was planned, and who did not take part in it."""
    earlier = occurrence.stages[:-1] if occurrence.is_event else []
    if not earlier or occurrence.main.status not in ("held", "reported"):
        return []
    before = [fact for stage in earlier for fact in stage.facts]
    there = _everyone(occurrence.main.facts)
    return [party for party in _everyone(before) if party not in there]


def _everyone(facts: Iterable[Fact]) -> dict[str, None]:
    return dict.fromkeys(party for fact in facts for party in fact.claim.everyone)


def planned_with(base: Base, occurrence: Occurrence) -> str:
    """Return 'planned with Sweden; held by Norway and Poland' where parties were planned alone.

    Where sources differ on who held it, 'held by Norway and Poland, or by Norway and Denmark'.
    """
    if not (planned := planned_alone(occurrence)):
        return ""
    by = "by" if occurrence.main.status == "held" else "of"
    each = {fact.claim.party_set: fact for fact in occurrence.main.preferred}
    whose = sorted(sorted(in_sentence(base, fact.claim.everyone)) for fact in each.values())
    held = f", or {by} ".join(map(display.listed, whose))
    with_ = display.listed(in_sentence(base, planned))
    return f"planned with {with_}; {occurrence.main.status} {by} {held}"


def with_whom(base: Base, claim: Relation | Event, asked: Sequence[str]) -> str:
    """Return the parties that neither the title names nor `asked` has, and the direction.

    'with Armenia'; where it adds all of them 'Armenia and Russia'. With a direction 'United Kingdom
    → Belgium', unless the title tells which way it goes. `asked` are the ids of the parties asked
    about, which need no name; of parties side by side that of the first.
    """
    return _added(base, claim, asked).text


def _added(base: Base, claim: Relation | Event, asked: Sequence[str]) -> _Added:
    """Return the names of `with_whom`; those of a direction are one."""
    known = base.remembered(_asked_and_countries, base, tuple(asked))
    words = words_of(claim.title)
    named = _parties_in_title(base, claim, words)
    if claim.from_ and claim.to:
        ends = (claim.from_, claim.to)
        is_said = {*ends} <= known | {mention.party for mention in named} and (
            _is_into_body(base, *ends, claim.kind) or _is_way_said(*ends, words, named)
        )
        return _Added() if is_said else _Added(names=(" → ".join(names(base, ends)),))
    there = known | {mention.party for mention in named} | _countries_of_persons(base, claim, words)
    ids = [party for party in claim.everyone if party not in there]
    if not ids:
        return _Added()
    lead = "" if there.isdisjoint(claim.everyone) else "with "
    return _Added(names=_some_names(base, ids), lead=lead)


def _some_names(base: Base, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the names of parties in order; of many the first, and how many there are besides."""
    others = sorted_in_sentence(base, ids)
    most = MOST if len(others) <= MOST else MOST - 1
    more = [f"{len(others) - most:,} more"] if len(others) > most else []
    return *others[:most], *more


def _parties_in_title(base: Base, claim: Relation | Event, words: list[str]) -> list[Mention]:
    """Return the parties that a title names; a name that one of the claim has means that one.

    "GUAM" is the organisation in its membership, and not the island, and "Euro area" is a name
    though it ends with a small letter.
    """
    mentions = base.titles.mentions(words)
    there = {mention.party for mention in mentions}
    others = base.parties_by_id(party for party in claim.everyone if party not in there)
    own = [
        Mention(party.id, at, stop)
        for party in others.values()
        if party.kind != "person"
        for at, stop in (*_in_capitals(party, words), *_in_full(party, words))
    ]
    taken = {at for mention in own for at in range(mention.start, mention.stop)}
    kept = [mention for mention in mentions if taken.isdisjoint(range(mention.start, mention.stop))]
    return sorted([*kept, *own], key=lambda mention: mention.start)


def _in_capitals(party: Party, words: list[str]) -> list[tuple[int, int]]:
    """Return where words in capitals are a name of one word of a party."""
    short = _short_names(party)
    capital = [at for at, word in enumerate(words) if word.isupper() and len(word) > 1]
    return [(at, at + 1) for at in capital if fold(words[at]) in short]


def _in_full(party: Party, words: list[str]) -> list[tuple[int, int]]:
    """Return where words are a whole name of several words of a party, however it is written."""
    said = [fold(word) for word in words]
    in_words = (words_of(name) for name in party.names)
    forms = {tuple(map(fold, name)) for name in in_words if len(name) > 1}
    spans = ((at, at + len(form)) for form in forms for at in range(len(said) - len(form) + 1))
    return [(at, stop) for at, stop in spans if tuple(said[at:stop]) in forms]


def _short_names(party: Party) -> set[str]:
    """Return the names of one word of a party, also those within a name: "Union – GUAM"."""
    parts = [part for name in party.names for part in _PARTS.split(name)]
    return {fold(name) for name in (*party.names, *parts) if len(name.split()) == 1}


def _asked(answer: Answer) -> Sequence[str]:
    """Return the ids of those asked about; of parties side by side the first one."""
    return (answer.asked.in_order or ())[:1] or answer.asked.parties


def _asked_and_countries(base: Base, asked: Sequence[str]) -> set[str]:
    """Return the parties asked about, with the countries that persons among them act for."""
    parties = base.parties_by_id(asked).values() if asked else ()
    return {*asked} | {party.country for party in parties if party.country}


def _countries_of_persons(base: Base, claim: Relation | Event, words: list[str]) -> set[str]:
    """Return the countries of the people of a claim whom its title names: 'Visit of Putin'."""
    people = base.parties_by_id(claim.people).values() if claim.people else ()
    said = {fold(word) for word in words if not word[0].islower()}
    return {
        person.country
        for person in people
        if person.country
        if not said.isdisjoint(fold(name.split()[-1]) for name in person.names)
    }


def _is_into_body(base: Base, start: str, end: str, kind: str) -> bool:
    """Return whether a claim goes from a country to an organisation, as it can only go: "with".

    A status, such as that of a partner, anyone has with an organisation, another one too.
    """
    is_body = {id_: party.kind in BODIES for id_, party in base.parties_by_id((start, end)).items()}
    is_free = kind.endswith("status") or not is_body.get(start, True)
    return is_body.get(end, False) and is_free


def _is_way_said(start: str, end: str, words: list[str], named: list[Mention]) -> bool:
    """Return whether a title tells which way it goes, of parties that it names or that are known.

    It does by "to Belgium" or "by Turkey", and by what stands between both: "Turkey recognises
    Azerbaijan", but not "Azerbaijan and Turkey".
    """
    ends = [mention for mention in named if mention.party in (start, end)]
    gaps = [
        [word for word in map(str.casefold, words[a.stop : b.start]) if word != "the"]
        for a, b in pairwise([Mention("", 0, 0), *ends])
    ]
    if any(not gap or (len(gap) == 1 and gap[0] in _JOINING) for gap in gaps[1:]):
        return False
    before = [(end.party, gap[-1] if gap else "") for end, gap in zip(ends, gaps, strict=True)]
    if any(word in (_FROM if party == start else _TO) for party, word in before):
        return True
    return any(
        first == start and word not in (*_FROM, *_JOINING)
        for (first, _), (_, word) in pairwise(before)
    )
