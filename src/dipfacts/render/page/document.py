"""The parts of a page: tables of plain text, remarks, numbered sources, and what cells hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.claims.years import Series
from dipfacts.answers.remark import Remark
from dipfacts.answers.source_notes import in_sentences, source_in_words, source_notes
from dipfacts.answers.statements.differences import (
    NO_REASON,
    confirmation,
    known_reasons,
    less_sure_voices,
    one_voice,
    reason_words,
    who_differs,
)
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.model.file_format.inferred_keys import inferred_in_words, inferred_key
from dipfacts.model.file_format.tables import Source
from dipfacts.model.web_address import web_address
from dipfacts.record import Record
from dipfacts.render.page.figures.plot import Plot
from dipfacts.render.page.marked_cells import SourceCell
from dipfacts.text import capitalised, plain

NOTE_MARK = " (note)"  # of what has one that a page does not show
MOST_MARKS = 4  # sources that are named in one cell


Tone = Literal["", "sub", "group", "differ", "planned"]
"""The part of a row beside others: "sub" belongs to the line above, "group" heads those below."""


class Row(Record, frozen=True, gc=False):
    """One line of a table; `about` is what a picture beside it is drawn from.

    A "sub" line `is_doubt` where sources differ, or where nothing is recorded of what was planned.
    """

    cells: tuple[str, ...]
    tone: Tone = ""
    about: object = None
    is_doubt: bool = False


class Section(Record, frozen=True):
    """A table: its title, the columns' names, and its rows."""

    title: str
    columns: tuple[str, ...]
    """Of a table of one column perhaps empty: its title says what its rows are."""
    rows: Iterable[Row]  # each time anew, where there are very many
    name: str = ""  # which part of a brief it is
    head: Literal["", "claim", "key", "place", "topic"] = ""
    """The kind of the first column: ids of claims or of topics, keys of a claim, or places."""
    all_rows: int = 0  # how many it would have, where the usual limit leaves some out
    right: tuple[str, ...] = ()  # names of columns that align right

    @property
    def title_with_count(self) -> str:
        """Return the title; of a table that is cut 'Share of exports: 5 of 7'."""
        if not self.all_rows:
            return self.title
        return f"{self.title}: {len([*self.rows])} of {self.all_rows:,}"

    @property
    def heading(self) -> str:
        """Return the title; of a table that is cut with its count and how to see all rows."""
        return f"{self.title_with_count}, all with --limit 0" if self.all_rows else self.title

    def with_ids(self) -> Section:
        """Return the table with the ids of the claims of each row; one of no claims as it is."""
        marks = ([cell for cell in row.cells if isinstance(cell, SourceCell)] for row in self.rows)
        ids = [
            " ".join(fact.id for mark in claims_of_cell for fact in mark.claims)
            for claims_of_cell in marks
        ]
        both = zip(self.rows, ids, strict=True)
        rows = [row.replaced(cells=(*row.cells, id)) for row, id in both]
        columns = (*self.columns, "Id")
        return self.replaced(columns=columns, rows=rows) if any(ids) else self


class SourceLine(Record, frozen=True):
    """A source below a page: its number, its words, its address if one may follow it, its note."""

    number: int
    text: str
    address: str = ""
    note: str = ""

    @property
    def numbered(self) -> str:
        """Return '[1] Azernews, F. Hasanova, 5 Dec 2022.', without the address."""
        return f"[{self.number}] {self.text}"

    @property
    def line(self) -> str:
        """Return all but the note on one line, with the address last."""
        return f"{self.numbered} {self.address}".rstrip()


class Page(Record, frozen=True):
    """A page from top to bottom; the chart is drawn only where the reader wants one.

    `newest` says how fresh it is, `place` where a claim stands in the fact base, as an address.
    """

    headline: str
    sections: list[Section]
    series: Series | Plot | None
    remarks: list[Remark]
    sources: list[SourceLine]
    newest: str = ""
    place: Callable[[Fact], str | None] = lambda fact: None

    @property
    def remark_lines(self) -> list[str]:
        """Return the remarks, each as a line."""
        return [remark.line for remark in self.remarks]


class Numbering:
    """The sources by number, in the order in which a page first names them.

    Where it is `terse`, cells are in few words; where it `is_short`, no row unfolds another. The
    page itself tells what is to be known of the sources that are `described`, by their ids.
    """

    terse = is_short = False
    described: frozenset[str] = frozenset()

    def __init__(self, answer: Answer) -> None:
        self._base = answer.base
        self._numbers: dict[str, int] = {}

    def number(self, fact: Fact) -> int:
        """Return the number of a claim's source."""
        return self._numbers.setdefault(fact.claim.source, len(self._numbers) + 1)

    def numbered(self, fact: Fact) -> int:
        """Return the number of a claim's source, 0 of one that the page does not name."""
        return self._numbers.get(fact.claim.source, 0)

    def sign(self, number: int) -> str:
        """Return the mark of a source."""
        return f"[{number}]"

    def mark(self, fact: Fact) -> SourceCell:
        """Return a claim's source and locator: '[2] para 14'."""
        locator = f" {plain(fact.claim.locator)}" if fact.claim.locator else ""
        return SourceCell.of(f"{self.sign(self.number(fact))}{locator}", [fact])

    def marks(self, facts: Iterable[Fact]) -> SourceCell:
        """Return '[2] para 14' of one place, '[2] [3] [5] …' of several, '' of none."""
        claims = list(facts)
        if len({(fact.claim.source, fact.claim.locator) for fact in claims}) == 1:
            return SourceCell.of(self.mark(claims[0]), claims)
        by_source = {fact.claim.source: fact for fact in claims}
        most = MOST_MARKS // 2 if self.terse else MOST_MARKS
        marks = [self.sign(self.number(fact)) for fact in [*by_source.values()][:most]]
        marks += ["…"] if len(by_source) > most else []
        return SourceCell.of(" ".join(marks), claims)

    def numbers(self, facts: Iterable[Fact]) -> SourceCell:
        """Return '[1] [3]': all sources of claims, without the places in them."""
        claims = list(facts)
        return SourceCell.of(
            " ".join(dict.fromkeys(self.sign(self.number(f)) for f in claims)), claims
        )

    def take(self, other: Numbering, numbers: Mapping[int, int]) -> None:
        """Name the sources that another has named and of which the numbers are given, by these."""
        named = ((numbers[n], id_) for id_, n in other._numbers.items() if n in numbers)
        self._numbers = {id_: n for n, id_ in sorted(named)}

    def sources(self) -> dict[int, Source]:
        """Return the sources that were named, by number."""
        results = self._base.sources_by_id(self._numbers)  # a page may count claims without showing
        return {n: results[name] for name, n in self._numbers.items()}

    def details(self, rows: Callable[[Numbering], list[Row]]) -> list[Row]:
        """Return rows that unfold the one above them."""
        return rows(self)

    def lines(self, in_full: bool = True, with_notes: bool = True) -> list[SourceLine]:
        """Return the sources in words; without notes each has a mark that it has one."""
        results = []
        for n, source in self.sources().items():
            note = self.note_of(source)
            mark = NOTE_MARK if note and not with_notes else ""
            cited = citation(source, in_full, mark)
            results.append(SourceLine(n, *cited, note if with_notes else ""))
        return results

    def note_of(self, source: Source) -> str:
        """Return the note on a source; "" of one of which the page tells it already."""
        if source.id in self.described:
            return ""
        return " ".join(in_sentences(source_notes(self._base, source)))


def citation(source: Source, in_full: bool = True, mark: str = "") -> tuple[str, str]:
    """Return a source in words, and its address if one may follow it: else the words have it.

    If not `in_full`, the words are its publisher and day.
    """
    text, address = f"{source_in_words(source, in_full)}{mark}.", web_address(source.url)
    return (text, address) if address else (f"{text} {plain(source.url or '')}".rstrip(), "")


def citation_line(source: Source) -> str:
    """Return a source on one line, with its address."""
    return " ".join(filter(None, citation(source)))


# ------------------------------------------------------------------------ cells of figures


def figure_cells(
    answer: Answer,
    fact: Fact,
    numbering: Numbering,
    dated: bool = False,
    question: Question | None = None,
) -> tuple[str, str, str]:
    """Return a figure's value, who says so, and its source, as cells.

    In a row that is `dated`, its period has the mark that it is inferred. Below others of its
    question a figure says that it is less certain of the period than these.
    """
    text = _said_by(answer, fact, numbering.terse, dated)
    if question and (own := question.otherwise_qualified(figure_of(fact))):
        text += f", {own.show()}"
    return display.figure_amount(figure_of(fact)), text, numbering.mark(fact)


def parties_listed(answer: Answer) -> str:
    """Return the names of the parties that are asked about; "" where it is about any."""
    return display.listed(names(answer.base, answer.asked.parties))


def _said_by(answer: Answer, fact: Fact, terse: bool, dated: bool = False) -> str:
    """Return the name of who says a figure, when, and what else tells it from others."""
    figure = figure_of(fact)
    who = figure.claimants or tuple(filter(None, [figure.reporter]))
    source = answer.base.source(figure.source)
    text = display.listed(names(answer.base, who)) if who else plain(source.publisher)
    day = display.day(figure.said_on) if figure.claimants and figure.said_on else None
    definition = plain(figure.definition) if figure.definition else None
    text = ", ".join(filter(None, (text, day, figure.valuation, definition)))
    text += f" ({figure.rank})" if figure.rank != "normal" else ""
    if figure.inferred and not (dated and period_mark([fact])):
        text += f" ({inferred_in_words(figure.inferred)})"
    return text + note_mark([fact], terse=terse)


def note_mark(facts: Iterable[Fact], *, terse: bool) -> str:
    """Return ' (note)' where a claim has one, but in few words ''."""
    return NOTE_MARK if not terse and any(fact.claim.note for fact in facts) else ""


def period_mark(facts: Iterable[Fact]) -> str:
    """Return ' (inferred)' where no claim's source states the period, else ''."""
    keys = (inferred_key(fact.claim.inferred or "")[0] for fact in facts)
    return " (inferred)" if all(key == "period" for key in keys) else ""


def value(question: Question) -> str:
    """Return the number that answers, marked if it is preferred, or the spread."""
    mark = " (preferred)" if question.preferred else ""
    return display.value_or_spread(question) + mark


def differing(answer: Answer, question: Question, *, with_unknown: bool = True) -> str:
    """Return 'sources differ: the definitions differ', 'sources differ, no reason recorded'.

    Where one voice says it all, 'Cahit Bagci gave different numbers'. That no reason is recorded is
    left out unless `with_unknown`.
    """
    who, what = one_voice(answer.base, question), who_differs(answer.base, question)
    what = capitalised(what) if who else what
    if who and question.reasons == ["revision"]:
        return what
    if known_reasons(question):
        return f"{what}: {reason_words(question)}"
    return f"{what}, {NO_REASON}" if with_unknown else what


def voices(answer: Answer, question: Question, numbering: Numbering) -> str:
    """Return the one voice of a question, how many confirm it, or why they differ."""
    if question.agreement == "conflict":
        return differing(answer, question, with_unknown=not numbering.terse)
    if question.agreement == "confirmed":
        return _in_one_cell(confirmation(question), less_sure_voices(answer.base, question))
    answering = [f for f in question.counting if any(f.claim is one for one in question.answering)]
    who = dict.fromkeys(_said_by(answer, fact, numbering.terse) for fact in answering)
    more = "no contradiction" if question.agreement == "consistent" else ""
    return _in_one_cell(display.listed(who), more, less_sure_voices(answer.base, question))


def _in_one_cell(*texts: str) -> str:
    """Return the texts of a cell in one, but those that are empty."""
    return "; ".join(filter(None, texts))


def tone_of(question: Question) -> Tone:
    """Return the tone of a row about a question."""
    return "differ" if question.agreement == "conflict" else ""
