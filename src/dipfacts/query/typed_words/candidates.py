"""Candidates from a fact base for what was typed so far, with descriptions.

Each function returns the candidates of one kind, at most `MOST`. All query ranges of an index, so
that they take the same time in a base of any size.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from operator import itemgetter
from typing import Any

from dipfacts.countries.translations import LAST
from dipfacts.index.rows.pieces import parties_of_subject
from dipfacts.model.display import counted
from dipfacts.query.base import Base
from dipfacts.query.names import foreign_names
from dipfacts.query.sql import marks
from dipfacts.query.typed_words.completed_names import CompletedName, as_typed, best_name, means
from dipfacts.record import Record
from dipfacts.text import fold, plain

MOST = 200  # candidates given; nobody reads more
_NAMES = 20_000  # that begin as typed, of which the best known are taken
_ROWS = 2_000  # rows read to find them, where no index leads to the right ones
_WIDTH, _LEAST = 73, 20  # of a candidate with its description; of the description at least
_ENOUGH = 3  # letters typed before a name in a language that few speak is offered
_WITH_CLAIMS = " JOIN claim_row ON claim_row.subject = subject_of_pair.subject"
_KNOWN = itemgetter(0, 1)  # the weight of a name, and its form: the best known come first
_BY_YEAR = 10_000  # days that are no date: "since ever" and "until further notice" lie beyond them


class Candidate(Record, frozen=True):
    """A word to complete to, and its description."""

    value: str
    description: str = ""


class About(Record, frozen=True):
    """The claims that the words before ask for: their types, topic and the ids of parties."""

    types: tuple[str, ...] = ("figure", "relation", "event")
    topic: str | None = None
    parties: tuple[str, ...] = ()


class _Columns(Record, frozen=True):
    """Columns of claims, and the tables to join where claims are found by their parties."""

    sql: str
    joins: str = ""


_ANY = _Columns("1")
_SUBJECT = _Columns("type, subject_body")
_DATES = _Columns("first, after", _WITH_CLAIMS)
_KNOWN_ON = _Columns(  # the day on which it was said, else printed
    "coalesce(known, published)",
    f"{_WITH_CLAIMS} LEFT JOIN manner ON manner.manner = claim_row.manner",
)


def topics(base: Base) -> list[Candidate]:
    """Return the topics, each with what it is about."""
    return [
        Candidate(topic.id, f"{topic.label}: {topic.note}" if topic.note else topic.label)
        for topic in base.topics.values()
    ]


def measures(base: Base, typed: str, about: About) -> list[Candidate]:
    """Return the measures, of the topic if there is one, whose ids or labels begin so."""
    results = (m for m in base.measures.values() if about.topic in (None, m.topic))
    return [one for m in results for one in _by_label(typed, m.id, m.label)]


def kinds(base: Base, typed: str, about: About) -> list[Candidate]:
    """Return the kinds whose names or labels begin so, each with the number of its claims."""
    results = (one for one in base.counted("kind") if one[0].of in ("both", *about.types))
    return [
        candidate
        for kind, count in sorted(results)
        for candidate in _by_label(typed, kind.id, kind.label or "", counted(count, "claim"))
        if count
    ]


def _by_label(typed: str, id_: str, label: str, more: str = "") -> list[Candidate]:
    """Return an id that begins so, else a label, which continues what was typed."""
    continued = typed + label[len(typed) :]
    for begins, value, other in ((id_, id_, label), (label, continued, id_)):
        if begins.casefold().startswith(typed.casefold()):
            return [Candidate(value, ", ".join(filter(None, (other, more))))]
    return []


def claimants(base: Base, typed: str) -> list[Candidate]:
    """Return the parties who said something on record and have a name that begins so."""
    if not typed:
        rows = base.index.rows(
            "SELECT DISTINCT party FROM claimant ORDER BY party LIMIT ?", (MOST,)
        )
        return _party_candidates(base, [str(id_) for (id_,) in rows])
    sql = (
        "SELECT weight, form, party, spelling FROM name WHERE form >= ? AND form < ?"
        " AND EXISTS (SELECT 1 FROM claimant WHERE claimant.party = name.party)"
        " ORDER BY weight, form LIMIT ?"
    )
    rows = base.index.rows(sql, (form := fold(typed), form + LAST, _ROWS))
    said = "SELECT 1 FROM claimant WHERE party = ? LIMIT 1"
    rows += [
        it
        for it in foreign_names.beginning(base.index.all, form)
        if base.index.rows(said, (it.party,))
    ]
    best: dict[str, str] = {}
    for *_, party, spelling in sorted(rows, key=_KNOWN)[:_ROWS]:
        if party not in best and means(base, spelling, party):
            best[party] = spelling
    known = base.parties_by_id([*best][:MOST])
    return _candidates(
        base, [CompletedName(best[id_], id_, it.name) for id_, it in known.items()], typed
    )


def publishers(base: Base, typed: str) -> list[Candidate]:
    """Return the publishers whose names begin so, each with the number of its sources."""
    from dipfacts.query import listed_counts  # lazy: of no use to other candidates

    count = Counter(publisher for publisher, _ in listed_counts.publishers(base.index.all))
    begin = typed.casefold()
    results = (name for name in sorted(count) if name.casefold().startswith(begin))
    return [Candidate(name, counted(count[name], "source")) for name in results][:MOST]


def sources(base: Base, typed: str) -> list[Candidate]:
    """Return the sources whose ids begin so, each with its publisher, title and date."""
    results = base.sources_by_id(_ids(base, "source", typed))
    return [
        Candidate(id_, ", ".join(filter(None, (of.publisher, of.title, of.published))))
        for id_, of in results.items()
    ]


def claims(base: Base, typed: str) -> list[Candidate]:
    """Return the claims whose ids begin so, each in a few words."""
    results = []
    for id_ in _ids(base, "claim", typed):
        claim: Any = base.claim(id_).claim
        title = getattr(claim, "title", None) or base.measures[claim.measure].label
        results.append(Candidate(id_, f"{title}, {claim.period}" if claim.period else title))
    return results


def _ids(base: Base, table: str, typed: str) -> list[str]:
    """Return the ids in a table that begin so, in order."""
    sql = f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
    return [str(id_) for (id_,) in base.index.rows(sql, (typed, typed + LAST, MOST))]


# ------------------------------------------------------------------------------------- parties


def parties(base: Base, typed: str, about: About, languages: list[str]) -> list[Candidate]:
    """Return the parties that have a name beginning so, each by one name, with its English name.

    The name is the one that begins exactly as typed; else an English one; else one in the first of
    the `languages`. After other parties, only those are returned that share a claim with them.
    """
    form = fold(typed)
    if not form:
        if typed:
            return []
        return _partners(base, about) if about.parties else _all_parties(base, about)
    # The best known come first: of every country's names in every language, most are seldom meant.
    sql = (
        "SELECT weight, form, party, spelling FROM (SELECT * FROM name WHERE form >= ? AND form < ?"
        " ORDER BY form, weight LIMIT ?) ORDER BY weight, form LIMIT ?"
    )
    rows = base.index.rows(sql, (form, form + LAST, _NAMES, _ROWS))
    rows += foreign_names.beginning(base.index.all, form)
    by_party: dict[str, list[tuple[int, str]]] = {}
    for weight, _, party, spelling in sorted(rows, key=_KNOWN)[:_ROWS]:
        by_party.setdefault(party, []).append((weight, spelling))
    known = base.parties_by_id([id_ for id_ in by_party if _has_claims(base, about, id_)][:MOST])
    result, seldom = list[CompletedName](), list[CompletedName]()
    for id_, party in known.items():
        names = [name for name in by_party[id_] if means(base, name[1], id_)]
        if not names:
            continue
        spelling, is_common = best_name(names, typed, languages, party.iso)
        english = "" if spelling == party.name else party.name
        (result if is_common else seldom).append(CompletedName(spelling, id_, english))
    return _candidates(base, result or (seldom if len(form) >= _ENOUGH else []), typed)


def _candidates(base: Base, names: list[CompletedName], typed: str) -> list[Candidate]:
    return [Candidate(*one) for one in as_typed(base, names, typed)]


def _all_parties(base: Base, about: About) -> list[Candidate]:
    """Return the parties with claims, by id."""
    rows = base.index.rows("SELECT id FROM party WHERE claims > 0 ORDER BY id LIMIT ?", (_ROWS,))
    return _party_candidates(
        base, [str(id_) for (id_,) in rows if _has_claims(base, about, id_)][:MOST]
    )


def _partners(base: Base, about: About) -> list[Candidate]:
    """Return the parties that share claims with those named already."""
    partners: set[str] = set()
    for subject in _claim_columns(base, about, _SUBJECT, (about.parties[0], ""), _ROWS):
        everyone = parties_of_subject(*subject)
        if everyone.issuperset(about.parties):
            partners |= everyone
    return _party_candidates(base, sorted(partners - set(about.parties))[:MOST])


def _party_candidates(base: Base, ids: list[str]) -> list[Candidate]:
    return [Candidate(id_, party.name) for id_, party in base.parties_by_id(ids).items()]


def _has_claims(base: Base, about: About, party: str) -> bool:
    """Return whether a claim of the types asked for is about this party and each one named."""
    pairs = [(min(party, p), max(party, p)) for p in about.parties] or [(party, "")]
    return party not in about.parties and all(
        _claim_columns(base, about, _ANY, pair, 1) for pair in pairs
    )


def _claim_columns(
    base: Base, about: About, columns: _Columns, pair: tuple[str, str] | None, most: int
) -> list[tuple[Any, ...]]:
    """Return columns of claims of these types and topic, about a pair of parties or about any."""
    where = f"type IN ({marks(about.types)})"
    values: list[Any] = [*about.types]
    if about.topic:
        where += " AND topic = ?"
        values.append(about.topic)
    table = "claim"
    if pair:
        table = f"subject_of_pair{columns.joins}"
        where += " AND a = ? AND b = ?"
        values += pair
    sql = f"SELECT {columns.sql} FROM {table} WHERE {where} LIMIT ?"
    return base.index.rows(sql, [*values, most])


# ------------------------------------------------------------------------------------- periods


def periods(base: Base, typed: str, about: About) -> list[Candidate]:
    """Return the years on record; where a year was typed, its months."""
    days = {
        day
        for first, after in _about_parties(base, about, _DATES)
        for day in (first, after - 1)
        if _BY_YEAR < day < date.max.toordinal()
    }
    return _dates(sorted(days), typed, 2)


def known_days(base: Base, typed: str, about: About) -> list[Candidate]:
    """Return the years in which claims were said or printed, then months, then days."""
    rows = _about_parties(base, about, _KNOWN_ON)
    return _dates(sorted({day for (day,) in rows if day is not None}), typed, 3)


def _about_parties(base: Base, about: About, columns: _Columns) -> list[tuple[Any, ...]]:
    ids = sorted(about.parties)
    pair = (ids[0], ids[1] if len(ids) > 1 else "") if ids else None
    return _claim_columns(base, about, columns, pair, 10 * _ROWS)


def _dates(days: list[int], typed: str, parts: int) -> list[Candidate]:
    """Return the dates that begin so, to one part more than were typed, at most `parts`."""
    level = min(parts, typed.count("-") + 1)
    texts = (date.fromordinal(day).isoformat() for day in days)
    ends = (0, 4, 7, 10)
    results = dict.fromkeys(text[: ends[level]] for text in texts if text.startswith(typed))
    return [Candidate(text) for text in list(results)[-MOST:]]


def printable(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates that are safe on a command line, each on one line."""
    return [
        Candidate(one.value, _cut_to_room(plain(one.description), _WIDTH - len(one.value)))
        for one in candidates
        if one.value.isprintable()
    ]


def _cut_to_room(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: max(room, _LEAST) - 1].rstrip()}…"
