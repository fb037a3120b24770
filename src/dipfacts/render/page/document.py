"""The parts of a page: tables of plain text, remarks, numbered sources, and what cells hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dipfacts.answers.answer import Answer, Entry, Series, names
from dipfacts.answers.differing import explained, one_voice
from dipfacts.answers.relations import Standing, lasting, stage
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.inferred import inferred_key
from dipfacts.model.status import CALLED_OFF, NOT_HELD, WORDS, StatusClass, class_of
from dipfacts.model.tables import Event, Figure, Relation, Source
from dipfacts.query.base import Fact
from dipfacts.text import plain

MOST_MARKS = 4  # sources that are named in one cell


class Row(NamedTuple):
    """One line of a table.

    `tone` is "", "sub" (belongs to the line above), "group" (heads those below), "differ" or
    "planned".
    """

    cells: tuple[str, ...]
    tone: str = ""


class Section(NamedTuple):
    """A table: its title, the columns' names (a leading ">" aligns right), and its rows.

    The `folding` columns may be folded to fit a width; all others stand on one line.
    """

    title: str
    columns: tuple[str, ...]
    rows: list[Row]
    folding: tuple[int, ...] = ()


class Page(NamedTuple):
    """A page from top to bottom; the chart is drawn only where the reader wants one."""

    headline: str
    sections: list[Section]
    series: Series | None
    remarks: list[str]
    sources: list[str]


class Numbering:
    """The sources by number, in the order in which a page first names them."""

    def __init__(self, answer: Answer) -> None:
        self._sources = answer.sources()
        self._numbers: dict[str, int] = {}

    def number(self, fact: Fact) -> int:
        """Return the number of a claim's source."""
        return self._numbers.setdefault(fact.claim.source, len(self._numbers) + 1)

    def mark(self, fact: Fact) -> str:
        """Return a claim's source and locator: '[2] para 14'."""
        locator = f" {plain(fact.claim.locator)}" if fact.claim.locator else ""
        return f"[{self.number(fact)}]{locator}"

    def marks(self, facts: Iterable[Fact]) -> str:
        """Return '[2] para 14' of one claim, '[2] [3] [5] …' of several, '' of none."""
        claims = list(facts)
        if len(claims) == 1:
            return self.mark(claims[0])
        by_source = {fact.claim.source: fact for fact in claims}
        marks = [f"[{self.number(fact)}]" for fact in [*by_source.values()][:MOST_MARKS]]
        return " ".join([*marks, "…"] if len(by_source) > MOST_MARKS else marks)

    def sources(self) -> dict[int, Source]:
        """Return the sources that were named, by number."""
        return {n: self._sources[name] for name, n in self._numbers.items()}

    def lines(self) -> list[str]:
        """Return lines such as '[1] Azernews, F. Hasanova, 5 Dec 2022. https://…'."""
        return [f"[{n}] {citation(source)}" for n, source in self.sources().items()]


def undated(answer: Answer) -> list[str]:
    """Return '2 claims of undated sources are left out by --known-by.', or nothing."""
    if not answer.undated:
        return []
    one = answer.undated == 1
    sources = "an undated source is" if one else "undated sources are"
    return [f"{display.counted(answer.undated, 'claim')} of {sources} left out by --known-by."]


def citation(source: Source) -> str:
    """Return a source on one line."""
    parts = [source.publisher, source.author, f"“{source.title}”" if source.title else None]
    text = ", ".join(plain(part) for part in parts if part)
    text += f", {display.day(source.published)}"
    return f"{text}. {plain(source.url)}" if source.url else f"{text}."


# ------------------------------------------------------------------------ cells of figures


def claimed(
    answer: Answer, fact: Fact, numbering: Numbering, dated: bool = False
) -> tuple[str, str, str]:
    """Return a figure's value, who says so, and its source, as cells.

    In a row that is `dated`, its period has the mark that it is inferred.
    """
    figure = figure_of(fact)
    who = figure.claimants or tuple(filter(None, [figure.reporter]))
    source = answer.base.sources_by_id([figure.source])[figure.source]
    text = display.listed(names(answer.base, who)) if who else plain(source.publisher)
    day = display.day(figure.said_on) if figure.claimants and figure.said_on else None
    definition = plain(figure.definition) if figure.definition else None
    text = ", ".join(filter(None, (text, day, figure.valuation, definition)))
    text += f" ({figure.rank})" if figure.rank != "normal" else ""
    if figure.inferred and not (dated and period_mark([fact])):
        key, _ = inferred_key(figure.inferred)
        text += f" ({key.replace('_', ' ')} inferred)" if key else " (inferred)"
    text += " (note)" if figure.note else ""
    return display.figure_amount(figure), text, numbering.mark(fact)


def period_mark(facts: Iterable[Fact]) -> str:
    """Return ' (inferred)' where no claim's source states the period, else ''."""
    return " (inferred)" if all(_is_period_inferred(fact) for fact in facts) else ""


def _is_period_inferred(fact: Fact) -> bool:
    return inferred_key(fact.claim.inferred or "")[0] == "period"


def value(question: Question) -> str:
    """Return the number that answers, marked if it is preferred, or the spread."""
    mark = " (preferred)" if question.preferred is not None else ""
    return display.value_or_spread(question) + mark


def differing(answer: Answer, question: Question) -> str:
    """Return 'sources differ: the definitions differ', 'sources differ, no reason recorded'.

    Where one voice says it all, 'Cahit Bagci gave different numbers'.
    """
    who, why = one_voice(answer, question), explained(question)
    what = f"{who} gave different numbers" if who else "sources differ"
    if who and question.reasons == ["revision"]:
        return what
    return f"{what}{', ' if why.startswith('no ') else ': '}{why}"


def voices(answer: Answer, question: Question, numbering: Numbering) -> str:
    """Return the one voice of a question, how many confirm it, or why they differ."""
    if question.agreement == "conflict":
        return differing(answer, question)
    if question.agreement == "confirmed":
        return f"confirmed by {question.statements} independent sources"
    answering = [f for f in question.counting if any(f.claim is one for one in question.answering)]
    who = dict.fromkeys(claimed(answer, fact, numbering)[1] for fact in answering)
    more = "; no contradiction" if question.agreement == "consistent" else ""
    return display.listed(who) + more


def tone_of(question: Question) -> str:
    """Return the tone of a row about a question."""
    return "differ" if question.agreement == "conflict" else ""


# ------------------------------------------------------------ cells of relations and events


def when_of(entry: Entry, standing: Standing | None = None) -> str:
    """Return the date of a line of a timeline: '25 Sep 2018', '2022 (inferred)'."""
    shown = entry.shown if entry.day else lasting(entry.fact, standing)
    return shown + period_mark([entry.fact])


def titled(fact: Fact) -> str:
    """Return the title of an event or relation, with its place unless the title holds it.

    One that is deprecated says so.
    """
    claim = happening(fact)
    title, place = plain(claim.title), plain(claim.place or "")
    text = f"{title}, {place}" if place and place not in title else title
    return f"{text} (deprecated)" if claim.rank == "deprecated" else text


def kind_of(fact: Fact, standing: Standing | None = None) -> str:
    """Return the kind of an event or relation with its status: 'treaty, signed', 'DENIED visit'.

    Of a relation the `standing` says what has become of it.
    """
    claim = happening(fact)
    kind = _words(claim.kind)
    if isinstance(claim, Event):
        if claim.status in CALLED_OFF:
            return f"{claim.status.upper()} {kind}"
        return f"{kind}, reported" if claim.status == "reported" else kind
    status = stage(claim, standing)
    return f"{kind}, {status}" if status else kind


def _words(name: str) -> str:
    return plain(name).replace("-", " ")


def marked_kind(entry: Entry, standing: Standing | None = None) -> str:
    """Return the kind in a line of a timeline: 'visit, reported', 'treaty (ended), begins'.

    A treaty is 'signed' or 'suspended' on its first day, and 'begins' when it is in force. That it
    is over is said where no end stands on the timeline, and with which state it ended. A date alone
    does not say that anything begins then: 'cooperation, recorded'.
    """
    claim, mark = happening(entry.fact), entry.mark
    kind = _words(claim.kind)
    if standing and standing.name == "over" and standing.reason and mark != "ends":
        kind += f" ({standing.reason})"
    if mark in NOT_HELD:
        return f"{mark.upper()} {kind}"
    period = entry.fact.period
    if isinstance(claim, Relation) and mark == "begins" and period and not period.is_interval:
        return f"{kind}, {_words(claim.status or 'recorded')}"
    if isinstance(claim, Relation) and claim.status:
        name, status = class_of(claim.status), _words(claim.status)
        if name in ("not-yet", "paused") and mark == "begins":
            return f"{kind}, {status}"
        has_end = period is not None and period.end is not None
        if name != "standing" and not (name == "over" and has_end):
            kind += f" ({status})"
    return f"{kind}, {mark}{_unknown_end(entry)}" if mark else kind


def happening(fact: Fact) -> Relation | Event:
    """Return the claim of a fact that is known to be no figure."""
    assert not isinstance(fact.claim, Figure)
    return fact.claim


def by_years(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Return the entries of a timeline under the year or years in which each may lie, undated last.

    Each heading stands once, as its first year does.
    """
    groups: dict[tuple[int, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.years or (), []).append(entry)
    in_order = sorted(groups, key=lambda years: (not years, years))
    return [("–".join(map(str, dict.fromkeys(y))) or "Undated", groups[y]) for y in in_order]


def _unknown_end(entry: Entry) -> str:
    """Return '; start unknown' or '; end unknown' for the other end of a relation, or nothing."""
    period = entry.fact.period
    if period is None or ".." in period.text or entry.mark not in ("begins", "ends"):
        return ""
    begin, end = period.ends
    if not period.is_interval or (begin and end):
        return ""
    return "; end unknown" if begin else "; start unknown"


def relations(
    answer: Answer, by_class: Mapping[StatusClass, list[Fact]], numbering: Numbering
) -> list[Section]:
    """Return a table of the relations of each class, under its name."""
    columns = ("Period", "Relation", "Kind", "Source")
    sections = []
    for name, facts in by_class.items():
        rows = []
        for fact in facts:
            standing = answer.standings[fact.id]
            period = lasting(fact, standing) + period_mark([fact])
            what = (period, titled(fact), kind_of(fact, standing))
            rows.append(Row((*what, numbering.mark(fact))))
        sections.append(Section(WORDS[name].capitalize(), columns, rows, (1, 2)))
    return sections
