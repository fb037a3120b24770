"""From a claim to its rows of the index: quick, because a base may hold a million claims."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dipfacts.index.checksum import checksum, checksums, encode
from dipfacts.index.keys import direction_of, hashed, twin
from dipfacts.index.lines import Key, days, last_day, line_rows
from dipfacts.index.pieces import KEYS, USUAL, getters, manner_key, once, pairs, subject_key
from dipfacts.index.schema import Batch, Values, empty_batch
from dipfacts.index.shared import Manner, Shared, Subject
from dipfacts.index.sizes import apart_of, size_of
from dipfacts.index.texts import joined_names, kind_and_publisher, noted, whole_names
from dipfacts.model.tables import AnyClaim, Kind, Measure, Party, Source, Table, Topic
from dipfacts.model.words import indexed

_MANY = 50_000  # subjects to remember


class Declared:
    """The tables that claims refer to, as far as the rows of claims depend on them."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self.parties: dict[str, str] = {}  # name
        self.topics = {""}
        self.measures: dict[str, tuple[str, str]] = {}  # topic, label
        self.natures: dict[str, str] = {}  # of measures
        self.sources: dict[str, int | None] = {}  # the last day on which it may be published
        self.publishers: dict[str, str] = {}  # of sources
        self.kinds: dict[str, str] = {}  # label
        self.unique = set[str]()  # kinds
        for table in tables:
            if isinstance(table, Party):
                self.parties[table.id] = table.name
            elif isinstance(table, Topic):
                self.topics.add(table.id)
            elif isinstance(table, Measure):
                self.measures[table.id] = (table.topic, table.label)
                self.natures[table.id] = table.nature
            elif isinstance(table, Source):
                self.sources[table.id] = last_day(table.published)
                self.publishers[table.id] = table.publisher
            elif isinstance(table, Kind):
                self.kinds[table.id] = table.label
                self.unique.update([table.id] if table.unique else ())


_OWN = getters("own")


class Numbers(NamedTuple):
    """The numbers of circles, subjects and manners that an index has, each by its key.

    A subject has the number of its circle, too: of one key there may be several circles.
    """

    circles: dict[Values, int]
    subjects: dict[Values, tuple[int, int]]
    manners: dict[Values, int]


class Rows:
    """A maker of the rows of claims, which counts what they refer to.

    The parties and people of a claim are its circle; `circle` links that to each member, and to
    each pair of members. Circles, subjects and manners have numbers of `free`, unless they have
    one already. Figures without words of their own, of one subject and manner, share a row of
    words, by the number of the first.
    """

    def __init__(
        self,
        declared: Declared,
        free: Iterator[int],
        numbers: Numbers | None = None,
        *,
        share_words: bool = True,
    ) -> None:
        self.batch = empty_batch()
        self.declared = declared
        self._free = free
        self._numbers = numbers or Numbers({}, {}, {})
        self._subjects: dict[Values, Subject] = {}
        self._manners: dict[Values, Manner] = {}
        self._kinds: Counter[tuple[str, str, str]] = Counter()
        self._claimants: Counter[str] = Counter()  # who is not a member
        self._told = set[tuple[int, int]]() if share_words else None

    def taken(self) -> Batch:
        """Return the rows made since this was called last."""
        found, self.batch = self.batch, empty_batch()
        return found

    def add(self, n: int, claim: AnyClaim, file: str, line: int) -> None:
        """Make the rows of claim number `n`. Raises KeyError for what is not declared."""
        self.put(n, claim.id, self.shared(claim, file), line, _OWN[type(claim)](claim))

    def shared(self, claim: AnyClaim, file: str) -> Shared:
        """Return the subject and the manner of a claim, their rows made where they are new."""
        return self.subject(subject_key(claim)), self.manner(manner_key(claim, file))

    def subject(self, key: Values) -> Subject:
        """Return the subject of a key, its rows made where it is new."""
        return self._subjects.get(key) or self._new_subject(key)

    def manner(self, key: Values) -> Manner:
        """Return the manner of a key, its row made where it is new."""
        return self._manners.get(key) or self._new_manner(key)

    def put(self, n: int, id_: str, shared: Shared, line: int, own: Values) -> None:
        """Make the rows of a claim that all types have, from its own values: see pieces.KEYS."""
        subject, manner = shared
        names, text, said, body = subject.names, manner.text, None, None
        figure = plain = subject.measure is not None
        if any(rare := own[USUAL:]):
            note, claimant, said_on, more = rare[:4]
            said, body = last_day(said_on), encode(own)
            plain = figure and not note and not claimant
            if not figure:
                text = indexed(noted(note, more))
            elif note:
                text = noted(indexed(note), text)
            if claimant:
                names = self._with_claimants(subject, claimant, n)
            if figure and more:
                self.batch.part.append((more, n))
            if not figure and rare[4]:
                self.batch.same.append((rare[4], n))
        if manner.plain is not plain:
            manner = self._otherwise_plain(manner)
        subject.claims += 1
        manner.claims += 1
        first, after = days(own[0], figure)
        known, body = manner.published if said is None else said, body or encode(own[:USUAL])
        total = checksum((n, id_, first, after, known, line, body, subject.sum, manner.sum))
        size = size_of(*own[:2]) if figure else manner.state(own[0], known)
        pair = subject.number, manner.number
        self.batch.claim.append((n, id_, *pair, first, after, said, line, body, total, size))
        if plain and self._told is not None:
            if pair in self._told:
                return
            self._told.add(pair)
        title = subject.title if figure else indexed(own[1])
        self.batch.words.append((n, title, text, names, manner.more))
        if not figure:
            self._happened(n, subject, manner, *own[:2])

    def _happened(
        self, n: int, subject: Subject, manner: Manner, period: str | None, title: str
    ) -> None:
        """Make the rows that relations and events have besides."""
        self._kinds[subject.topic, manner.kind, subject.type] += 1
        key = twin(subject.whose, manner.kind, title, period, self.declared.unique)
        self.batch.twin.append((hashed(key), n))
        found = line_rows(n, subject.type, period, manner.deprecated, manner.status)
        self.batch.moment.extend(found)

    def put_usual(
        self,
        places: Sequence[int],
        ids: Sequence[str],
        subjects: Sequence[Subject],
        manners: Sequence[Manner],
        lines: Sequence[int],
        usual: Sequence[Values],
    ) -> None:
        """Make the rows of many claims of a type, as `put` does; none has more own than `USUAL`."""
        figures = subjects[0].measure is not None
        spans = {period: days(period, figures) for period in {it[0] for it in usual}}
        first, after = zip(*(spans[it[0]] for it in usual), strict=True)
        bodies = [*map(encode, usual)]
        known = [manner.published for manner in manners]
        sums = [it.sum for it in subjects], [it.sum for it in manners]
        total = checksums(zip(places, ids, first, after, known, lines, bodies, *sums, strict=True))
        about, how = [it.number for it in subjects], [it.number for it in manners]
        none = itertools.repeat(None)
        if figures:
            sizes = [size_of(period, value) for period, value, _ in usual]
        else:
            sizes = [
                how.state(it[0], how.published) for how, it in zip(manners, usual, strict=True)
            ]
        rows = zip(places, ids, about, how, first, after, none, lines, bodies, total, sizes)  # noqa: B905
        self.batch.claim.extend(rows)
        for shared, count in Counter[Subject | Manner]((*subjects, *manners)).items():
            shared.claims += count
        told = [*zip(about, how, strict=True)]
        if figures and self._told is not None and self._told.issuperset(told):
            return
        each = zip(places, told, subjects, manners, usual, strict=True)
        for n, pair, subject, manner, (period, title, _) in each:
            if not figures:
                self._happened(n, subject, manner, period, title)
            elif self._told is not None:
                if pair in self._told:
                    continue
                self._told.add(pair)
            title = subject.title if figures else indexed(title)
            self.batch.words.append((n, title, manner.text, subject.names, manner.more))

    def counts(self) -> dict[Key, int]:
        """Return the numbers of the claims added since this was called last.

        The keys are ("source" | "topic" | "measure" | "party", id) and ("kind_count", topic, kind,
        type).
        """
        found: Counter[Key] = Counter()
        for manner in self._manners.values():
            found["source", manner.source] += manner.claims
            manner.claims = 0
        for key, count in self._kinds.items():
            found["kind_count", *key] = count
        topics, measures, parties = Counter[str](), Counter[str](), Counter(self._claimants)
        for subject in self._subjects.values():
            if count := subject.claims:
                topics[subject.topic] += count
                if subject.measure:
                    measures[subject.measure] += count
                for party in subject.members:
                    parties[party] += count
            subject.claims = 0
        for table, counted in (("topic", topics), ("measure", measures), ("party", parties)):
            found.update({(table, id_): count for id_, count in counted.items()})
        self._kinds.clear()
        self._claimants.clear()
        return dict(+found)

    def forget(self, *, ended: bool = False) -> bool:
        """Forget subjects and manners where there are many, all counted; return whether it did.

        The manners of a file that has `ended` are those of no other.
        """
        manners = ended or len(self._manners) > _MANY or len(self._told or ()) > 10 * _MANY
        if manners:
            self._manners.clear()  # other ones have other numbers: no pair is told twice
            if self._told:
                self._told.clear()
        subjects = len(self._subjects) > _MANY
        if subjects:
            self._subjects.clear()
            self._numbers.circles.clear()
        return manners or subjects

    def _with_claimants(self, subject: Subject, claimant: str | tuple[str, ...], n: int) -> str:
        """Return the names of a subject with those of who said it; note and count them."""
        said = (claimant,) if isinstance(claimant, str) else claimant
        self.batch.said.extend([(party, n) for party in dict.fromkeys(said)])
        others = [party for party in dict.fromkeys(said) if party not in subject.members]
        self._claimants.update(others)
        return joined_names(subject.names, [self.declared.parties[party] for party in others])

    def _new_subject(self, key: Values) -> Subject:
        """Return a subject that is new, and make its rows and those of a new circle."""
        type_, is_part, about = key
        key = type_, is_part, (about := once(about))  # very many are remembered
        *measures, parties, from_, to, more, topic = about  # of figures the reporter, else people
        measure = measures[0] if measures else None
        topic, title = self._topic(measure, topic)
        named = parties or ((from_, to) if from_ and to else (*filter(None, (from_, to)),))
        if measure is None and more:
            named = (*dict.fromkeys((*named, *more)),)
        linked, whose = pairs(named), direction_of(parties, from_, to)
        if measure and more and more not in named:
            named = (*named, more)
        names = whole_names(dict.fromkeys(map(self.declared.parties.__getitem__, named)))
        known = self._numbers.subjects.get(key)
        number, circle = known or (None, self._numbers.circles.get(linked))
        if circle is None:
            circle = self._numbers.circles[linked] = next(self._free)
            self.batch.circle.extend([(a, b, circle) for a, b in linked])
        series = f"{is_part:d}{whose}" if measure else None
        row = type_, topic, measure, circle, series, encode(about[measure is not None :])
        if number is None:
            self.batch.subject.append((number := next(self._free), *row))
        of = type_.capitalize(), whose
        found = Subject(number, checksum(row), type_, topic, measure, title, names, named, of)
        self._subjects[key] = found
        return found

    def _topic(self, measure: str | None, topic: str | None) -> tuple[str, str]:
        """Return the topic of a claim, and of a figure what its measure is called."""
        if measure is None:
            if (topic or "") not in self.declared.topics:
                raise KeyError(topic)
            return topic or "", ""
        own, label = self.declared.measures[measure]
        if topic not in (None, own):
            raise KeyError(topic)
        return own, indexed(label)

    def _otherwise_plain(self, manner: Manner) -> Manner:
        """Return the manner that differs from another in being plain, or in not being so."""
        *key, plain = manner.key
        return self._manners.get((*key, not plain)) or self._new_manner((*key, not plain))

    def _new_manner(self, key: Values) -> Manner:
        """Return a manner that is new, and make its row."""
        type_, file, values, plain = key
        declared, given = self.declared, dict(zip(KEYS[type_]["manner"], values, strict=True))
        kind, source = given.get("kind"), given["source"]
        label = declared.kinds.get(kind, kind) if kind else ""
        more = kind_and_publisher(kind, label, declared.publishers[source])
        text, published = indexed(given.get("scope") or ""), declared.sources[source]
        body = encode(values[1 if kind is None else 2 :])
        row = kind, source, int(given["rank"] == "deprecated"), file, body
        number = self._numbers.manners.get(key)
        if number is None:
            number = next(self._free)
            apart = apart_of(given) if type_ == "figure" else (None, None, 0)
            self.batch.manner.append((number, *row, int(plain), published, *apart))
        how = kind or "", given["rank"] == "deprecated", given["status"]
        found = Manner(number, checksum(row), key, source, published, text, more, plain, *how)
        self._manners[key] = found
        return found
