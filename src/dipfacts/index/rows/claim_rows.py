"""The rows of the index for a claim: made quickly, because a base may hold a million claims."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from dipfacts.index.rows.checksum import checksum, checksums
from dipfacts.index.rows.declared import Declared
from dipfacts.index.rows.keys import direction_of, occurrence_key_of_values, series_of
from dipfacts.index.rows.lines import days_of_each, last_day, line_rows
from dipfacts.index.rows.pieces import KEYS, USUAL, in_pieces, once, party_pairs
from dipfacts.index.rows.schema import Batch, CountKey, SqlValues, empty_batch
from dipfacts.index.rows.search_texts import (
    NameTexts,
    joined_names,
    kind_and_publisher,
    names_and_aliases,
    searched_note,
)
from dipfacts.index.rows.shared_pieces import ClaimColumns, Manner, Subject
from dipfacts.index.rows.sizes import NUMBER, figure_columns, figure_kind, size_of, unusual_rows
from dipfacts.model.file_format.tables import AnyClaim
from dipfacts.model.words import indexed
from dipfacts.record import Record, all_as_msgpack, as_msgpack

_MANY = 25_000  # subjects to remember


class _Rare(NamedTuple):
    """The changes by values that few claims have: see pieces.USUAL.

    `said` is the last day on which it may have been said.
    """

    text: str
    names: NameTexts
    is_plain: bool
    said: int | None


_ID = attrgetter("id")


class Numbers(Record, frozen=True):
    """The numbers of party sets, subjects and manners that an index has, each by its key.

    A subject has the number of its party_set, too: of one key there may be several party_sets.
    """

    party_sets: dict[SqlValues, int]
    subjects: dict[SqlValues, tuple[int, int]]
    manners: dict[SqlValues, int]


class Rows:
    """A maker of the rows of claims, which counts what they refer to.

    The parties and people of a claim are its party set; `party_set` links that to each member, and
    to each pair of members. Party sets, subjects and manners have numbers of `free`, unless they
    have one already. Figures without words of their own, of one subject and manner, share a row of
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
        self._subjects: dict[SqlValues, Subject] = {}
        self._manners: dict[SqlValues, Manner] = {}
        self._kinds: Counter[tuple[str, str, str]] = Counter()
        self._counted: list[Subject] = []  # those of claims since `counts` was called last
        self._units: Counter[tuple[str | None, str]] = Counter()
        self._claimants: Counter[str] = Counter()  # who is not a member
        self._worded = set[tuple[int, int]]() if share_words else None

    def taken(self) -> Batch:
        """Return the rows made since this was called last."""
        result, self.batch = self.batch, empty_batch()
        return result

    def add(self, claims: Iterable[tuple[int, AnyClaim, int]], file: str) -> None:
        """Make the rows of numbered claims of a file, each with its line.

        Raises KeyError for what is not declared.
        """
        for _, group in itertools.groupby(claims, key=lambda it: type(it[1])):
            places, alike, lines = zip(*group, strict=True)
            about, how, own = in_pieces(alike)
            known = self._subjects, self._manners  # no call for each claim that is like another
            subjects = [
                known[0].get(it) or self._new_subject((*it[:2], once(it[2])))  # many are remembered
                for it in about
            ]
            manners = [known[1].get(it) or self._new_manner(it) for it in how]
            self.put(ClaimColumns(file, places, [*map(_ID, alike)], subjects, manners, lines, own))

    def subject(self, key: SqlValues) -> Subject:
        """Return the subject of a key, its rows made where it is new."""
        return self._subjects.get(key) or self._new_subject(key)

    def manner(self, key: SqlValues) -> Manner:
        """Return the manner of a key, its row made where it is new."""
        return self._manners.get(key) or self._new_manner(key)

    def put(self, given: ClaimColumns) -> None:
        """Make the rows of claims of one type."""
        is_figure = given.subjects[0].measure is not None
        rare = {
            nth: self._rare(given.places[nth], given.subjects[nth], given.manners[nth], own)
            for nth, own in enumerate(given.own)
            if any(own[USUAL:])
        }
        plain = [is_figure] * len(given.own)
        for nth, more in rare.items():
            plain[nth] = more.is_plain
        each = zip(given.manners, plain, strict=True)
        manners = [it if it.plain is is_plain else self._otherwise(it) for it, is_plain in each]
        given = given._replace(manners=manners)
        for subject, manner in zip(given.subjects, manners, strict=True):
            if not subject.claims:
                self._counted.append(subject)
            subject.claims += 1
            manner.claims += 1
        self._put_claims(given, rare, is_figure)
        self._put_words(given, rare, plain)
        if not is_figure:
            self._relations_and_events(given)

    def _put_claims(self, given: ClaimColumns, rare: Mapping[int, _Rare], is_figure: bool) -> None:
        """Make the rows that all claims have."""
        file, places, ids, subjects, manners, lines, own = given
        natures = (self.declared.measure_natures.get(it.measure or "") for it in subjects)
        first, after = days_of_each([it[0] for it in own], natures)
        known, said = [it.published for it in manners], list[int | None]([None]) * len(own)
        bodies = all_as_msgpack(it if nth in rare else it[:USUAL] for nth, it in enumerate(own))
        for nth, more in rare.items():
            if more.said is not None:
                known[nth] = said[nth] = more.said
        about, how = [it.number for it in subjects], [it.number for it in manners]
        sums = [it.sum for it in subjects], [it.sum for it in manners]
        summed = places, ids, first, after, known, [file] * len(ids), lines, bodies, *sums
        total = checksums(zip(*summed, strict=True))
        sizes: list[float | None]
        if is_figure:
            put = zip(own, manners, first, strict=True)
            sizes = [size_of(it[0], it[1], day) if how.is_sized else None for it, how, day in put]
            self.batch.unusual_figure.extend(unusual_rows(given, sizes, after))
            measures, units = (it.measure for it in subjects), (it.unit for it in manners)
            self._units.update(zip(measures, units, strict=True))
        else:
            sizes = [manner.state(it[0]) for manner, it in zip(manners, own, strict=True)]
        rows = zip(places, ids, about, how, first, after, said, lines, bodies, total, sizes)  # noqa: B905  # of one length
        self.batch.claim.extend(rows)

    def _put_words(
        self, given: ClaimColumns, rare: Mapping[int, _Rare], plain: Sequence[bool]
    ) -> None:
        """Make the rows of words, of plain figures only where none like it has one."""
        worded, words = self._worded, self.batch.words
        each = zip(given.places, given.subjects, given.manners, given.own, plain, strict=True)
        for nth, (n, subject, manner, own, is_plain) in enumerate(each):
            if is_plain and worded is not None:
                if (pair := (subject.number, manner.number)) in worded:
                    continue
                worded.add(pair)
            title = indexed(own[1]) if subject.measure is None else subject.title
            text, names = rare[nth][:2] if nth in rare else (manner.text, subject.names)
            words.append((n, title, text, *names, manner.more))

    def _rare(self, n: int, subject: Subject, manner: Manner, own: SqlValues) -> _Rare:
        """Return the changes by the values that few claims have; make the rows of these alone."""
        note, claimant, said_on, more, *others = own[USUAL:]
        text, names, is_figure = manner.text, subject.names, subject.measure is not None
        if not is_figure:
            text = indexed(searched_note(note, more))
        elif note:
            text = searched_note(indexed(note), text)
        if claimant:
            names = self._with_claimants(subject, claimant, n)
        if is_figure and more:
            self.batch.part.append((more, n))
        if not is_figure and others[0]:
            self.batch.same_as.append((others[0], n))
        is_plain = is_figure and not note and not claimant
        return _Rare(text, names, is_plain, last_day(said_on))

    def _relations_and_events(self, given: ClaimColumns) -> None:
        """Make the rows that relations and events have besides."""
        each = [*zip(given.places, given.subjects, given.manners, given.own, strict=True)]
        self._kinds.update((subject.topic, how.kind, subject.type) for _, subject, how, _ in each)
        unique = self.declared.unique_kinds
        keys = [
            occurrence_key_of_values(it.whose, how.kind, own[1], own[0], unique)
            for _, it, how, own in each
        ]
        numbers = checksums(key.values for key in keys)
        self.batch.occurrence_key.extend(zip(numbers, given.places, strict=True))
        for n, subject, how, (period, *_) in each:
            lines = line_rows(n, subject.type, period, how.deprecated, how.status)
            self.batch.timeline.extend(lines)

    def counts(self) -> dict[CountKey, int]:
        """Return the numbers of the claims added since this was called last.

        The keys are ("source" | "topic" | "measure" | "party", id), ("kind_count", topic, kind,
        type) and ("unit_count", measure, unit).
        """
        results: Counter[CountKey] = Counter()
        for manner in self._manners.values():
            results["source", manner.source] += manner.claims
            manner.claims = 0
        for key, count in self._kinds.items():
            results["kind_count", *key] = count
        for (measure, unit), count in self._units.items():
            results["unit_count", str(measure), unit] = count
        topics, measures, parties = Counter[str](), Counter[str](), Counter(self._claimants)
        for subject in self._counted:
            topics[subject.topic] += (count := subject.claims)
            if subject.measure:
                measures[subject.measure] += count
            for party in subject.members:
                parties[party] += count
            subject.claims = 0
        self._counted.clear()
        for table, counted in (("topic", topics), ("measure", measures), ("party", parties)):
            results.update({(table, id_): count for id_, count in counted.items()})
        self._kinds.clear()
        self._units.clear()
        self._claimants.clear()
        return dict(+results)

    def forget(self, *, manners: bool = False) -> bool:
        """Forget subjects, and manners, where there are many, all counted; return whether it did.

        `manners` may be forgotten where there are few, too, as they are of little use to others.
        """
        manners = manners or len(self._manners) > _MANY or len(self._worded or ()) > 10 * _MANY
        if manners:
            self._manners.clear()  # other ones have other numbers: no pair is told twice
            if self._worded:
                self._worded.clear()
        subjects = len(self._subjects) > _MANY
        if subjects:
            self._subjects.clear()
            self._numbers.party_sets.clear()
        return manners or subjects

    def _with_claimants(
        self, subject: Subject, claimant: str | tuple[str, ...], n: int
    ) -> NameTexts:
        """Return the names of a subject with those of who said it; note and count them."""
        said = (claimant,) if isinstance(claimant, str) else claimant
        self.batch.claimant.extend([(party, n) for party in dict.fromkeys(said)])
        others = [party for party in dict.fromkeys(said) if party not in subject.members]
        self._claimants.update(others)
        return joined_names(subject.names, [self.declared.party_names[party] for party in others])

    def _new_subject(self, key: SqlValues) -> Subject:
        """Return a subject that is new, and make its rows and those of a new party set."""
        type_, is_part, about = key
        *measures, parties, from_, to, more, topic = about  # of figures the reporter, else people
        measure = measures[0] if measures else None
        topic, title = self._topic(measure, topic)
        named = parties or ((from_, to) if from_ and to else (*filter(None, (from_, to)),))
        if measure is None and more:
            named = (*dict.fromkeys((*named, *more)),)
        linked, whose = party_pairs(named), direction_of(parties, from_, to)
        if measure and more and more not in named:
            named = (*named, more)
        names = names_and_aliases(dict.fromkeys(self.declared.party_names[it] for it in named))
        known = self._numbers.subjects.get(key)
        number, party_set = known or (None, self._numbers.party_sets.get(linked))
        if party_set is None:
            party_set = self._numbers.party_sets[linked] = next(self._free)
            self.batch.party_set.append((linked, party_set))
        series = series_of(whose, is_part) if measure else None
        body = as_msgpack(about[len(measures) :])  # the measure has a column of its own
        row = type_, topic, measure, party_set, series, body
        if number is None:
            self.batch.subject.append((number := next(self._free), *row))
        of = type_.capitalize(), whose
        result = Subject(number, checksum(row), type_, topic, measure, title, names, named, of)
        self._subjects[key] = result
        return result

    def _topic(self, measure: str | None, topic: str | None) -> tuple[str, str]:
        """Return the topic of a claim, and of a figure what its measure is called."""
        if measure is None:
            if (topic or "") not in self.declared.topic_ids:
                raise KeyError(topic)
            return topic or "", ""
        own, label = self.declared.measure_topics_and_labels[measure]
        if topic not in (None, own):
            raise KeyError(topic)
        return own, indexed(label)

    def _otherwise(self, manner: Manner) -> Manner:
        """Return the manner that differs from another in being plain, or in not being so."""
        *key, plain = manner.key
        return self._manners.get((*key, not plain)) or self._new_manner((*key, not plain))

    def _new_manner(self, key: SqlValues) -> Manner:
        """Return a manner that is new, and make its row."""
        type_, values, plain = key
        declared, given = self.declared, dict(zip(KEYS[type_]["manner"], values, strict=True))
        kind, source = given.get("kind"), given["source"]
        label = declared.kind_labels.get(kind, kind) if kind else ""
        more = kind_and_publisher(kind, label, declared.source_publishers[source])
        text, published = indexed(given.get("scope") or ""), declared.source_last_days[source]
        number, is_deprecated = self._numbers.manners.get(key), given["rank"] == "deprecated"
        in_columns = 1 if kind is None else 2  # the source, and the kind
        row = kind, source, int(is_deprecated), as_msgpack(values[in_columns:])
        columns = figure_columns(given) if type_ == "figure" else (None, None, NUMBER)
        unit, status_scope, bound = columns
        if number is None:
            number = next(self._free)
            self.batch.manner.append((number, *row, int(plain), published, *columns))
        figures = figure_kind(status_scope, bound, deprecated=is_deprecated)
        how = kind or "", is_deprecated, given["status"], unit or "", status_scope is None, figures
        result = Manner(number, checksum(row), key, source, published, text, more, plain, *how)
        self._manners[key] = result
        return result
