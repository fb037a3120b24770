"""An overview laid out for one screen, with the commands that show more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from dipfacts.answers.answer import NAMED_BODIES, Answer
from dipfacts.answers.briefs.overview import Overview, TopicLine
from dipfacts.answers.briefs.overview_line import OverviewLine
from dipfacts.answers.claims.subject_words import link, lower_label, scope
from dipfacts.answers.claims.timing import when
from dipfacts.answers.further_commands import command
from dipfacts.answers.mirror_data.sides import both_sides_words
from dipfacts.answers.occurrences.counterparties import left_by
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.occurrences import marks
from dipfacts.answers.remark import A_TOPIC, SOURCES, TOPIC, Remark
from dipfacts.answers.source_notes import source_in_words
from dipfacts.answers.statements.absent import reasons
from dipfacts.answers.statements.differences import who_differs
from dipfacts.answers.statements.headline import subject_in_words
from dipfacts.answers.statements.same_series import MOST_UNITS
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.status import WORDS, StatusClass
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.render.page.brief_words import undated_memberships
from dipfacts.render.page.document import Numbering, Row, Section, tone_of
from dipfacts.render.page.draft import HALF, THIRD, Draft
from dipfacts.render.page.occurrences.occurrence_cells import as_it_is, titled, when_of

_COLUMNS = ("When", "What", "Source")


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Lay out the tables of an overview; how to see more, and its sources, go to the remarks."""
    view = answer.overview
    if view is None:
        return []
    topics = draft.fitting(view.topics, "topic")
    tables = [
        _topics(answer, topics, draft),
        *_relations(answer, view, draft),
        _events("Planned", answer, draft.fitting(view.planned, "event", THIRD), draft, "planned"),
        _events("Newest events", answer, draft.fitting(view.latest, "event", HALF), draft, "held"),
    ]
    draft.remarks += map(Remark, undated_memberships(answer, draft, NAMED_BODIES))
    draft.remarks += _more(answer, view, len(view.topics) - len(topics))
    draft.remarks += [Remark(_sources(draft), kind=SOURCES)] if draft.sources() else []
    return [table for table in tables if table.rows]


def _topics(answer: Answer, topics: list[TopicLine], numbering: Numbering) -> Section:
    rows = []
    for topic in topics:
        line = topic.line
        question = line.question if line else next(iter(topic.instead), None)
        if question is None:
            counts = topic.counts.items()
            counts_text = display.listed(
                display.counted(count, kind) for kind, count in counts if count
            )
            rows.append(Row((topic.id, counts_text, "")))
            continue
        said = [_line_in_words(answer, line) if line else _outcome(answer, topic.instead)]
        said += _other_directions(answer, line, topic.instead) if line else []
        lines = line.newer if line else ()
        newer = [(later.question, _line_in_words(answer, later)) for later in lines]
        said += [f"newer: {_other_direction(answer, question, *of)}" for of in newer]
        said += [_partners(line)] if line and (line.partners or line.partners_otherwise) else []
        text = f"{subject_in_words(answer, question)}: {'; '.join(said)}"
        rows.append(Row((topic.id, text, numbering.numbers(topic.claims)), tone_of(question)))
    return Section("", ("Topic", "On record", "Source"), rows, head="topic")


def _partners(line: OverviewLine) -> str:
    """Return '3 more partners, and 194 by other measures', those beside the one named."""
    alike, otherwise = line.partners, line.partners_otherwise
    if not alike:
        return f"{display.counted(otherwise, 'more partner')} by other measures"
    more = f", and {otherwise:,} by other measures" if otherwise else ""
    return f"{display.counted(alike, 'more partner')}{more}"


def _line_in_words(answer: Answer, line: OverviewLine) -> str:
    """Return the number claimed, with those in other units, '$9 million (also 300 t in 2022)'."""
    said, others = _by_sides(answer, line), _in_other_units(answer, line)
    if not others:
        return said
    return f"{said}; also {others}" if "(" in others else f"{said} (also {others})"


def _in_other_units(answer: Answer, line: OverviewLine) -> str:
    """Return '300 t in 2022', the newest number in each other unit; of many units of the first."""
    named, time = line.other_units[:MOST_UNITS], when(line.question)
    is_same = all(when(question) == time for question in named)
    dates = ["" if is_same else f" {when(question)}" for question in named]
    each = zip(named, dates, strict=True)
    texts = [f"{_in_a_unit(answer, question)}{date}" for question, date in each]
    if more := len(line.other_units) - len(named):
        texts.append(f"{display.counted(more, 'other unit')}")
    return display.listed(texts)


def _in_a_unit(answer: Answer, question: Question) -> str:
    """Return '300 t', '300 t to 310 t (sources differ)'."""
    differ = f" ({who_differs(answer.base, question)})" if question.agreement == "conflict" else ""
    return f"{display.value_or_spread(question)}{differ}"


def _by_sides(answer: Answer, line: OverviewLine) -> str:
    """Return the number claimed, 'Zedland reports $9 million, Beland $6 million' of two sides."""
    question, mirror = line.question, line.mirror
    if mirror is None:
        return _claimed(answer, question)
    sides = both_sides_words(answer.base, mirror, question.period)
    alone = question.agreement == "single"
    return sides if alone else f"{_claimed(answer, question)}; {sides}"


def _other_directions(answer: Answer, line: OverviewLine, instead: list[Question]) -> list[str]:
    """Return the words on other directions, each with its time if another was said last."""
    first, last, texts = line.question, _last_time(line), list[str]()
    others = [
        (direction.question, _line_in_words(answer, direction), _last_time(direction))
        for direction in line.others
    ]
    if instead:
        others.append((instead[0], _outcome(answer, instead), when(instead[0])))
    for question, said, end in others:
        is_after_another = last != when(first)
        texts.append(_other_direction(answer, first, question, said, with_time=is_after_another))
        last = end
    return texts


def _last_time(line: OverviewLine) -> str:
    """Return the time that stands last in what is said of a line."""
    return when([line.question, *line.other_units[:MOST_UNITS]][-1])


def _other_direction(
    answer: Answer, first: Question, question: Question, said: str, *, with_time: bool = False
) -> str:
    """Return 'Germany to France: €5 billion', with when that was if it is another time than first.

    And with what it is of, 'imports, Germany to France (Goods)', if that is another.
    """
    figure = question.figure
    ways = link(answer.base, figure).removeprefix("from ")
    if figure.measure != first.figure.measure:
        ways = f"{lower_label(answer.base.measures[figure.measure])}, {ways}"
    if figure.scope != first.figure.scope:
        ways += scope(figure)
    time = when(question)
    dates = f" {time}" if with_time or time != when(first) else ""
    return f"{ways}{dates}: {said}"


def _outcome(answer: Answer, instead: list[Question]) -> str:
    """Return the words for what is expected, or for why there is no number."""
    first = instead[0]
    return reasons(instead) if first.figure.absent else _claimed(answer, first)


def _claimed(answer: Answer, question: Question) -> str:
    """Return '$3 billion', '$3 billion to $4 billion (sources differ)'.

    Of a claim that the base prefers to others '$3 billion (preferred, sources differ)', of a stock
    with its definition.
    """
    notes = ["preferred"] if question.preferred else []
    notes += [who_differs(answer.base, question)] if question.agreement == "conflict" else []
    if question.is_disputed:
        return display.bracketed(display.spread(question), ", ".join(notes))
    *others, last = question.answering
    amounts = [display.defined_amount(figure, question.nature) for figure in others]
    return display.listed([*amounts, display.defined_amount(last, question.nature, notes)])


def _relations(answer: Answer, view: Overview, draft: Draft) -> Iterator[Section]:
    """Yield the relations in force; where there are none, the others by their classes."""
    classes: dict[StatusClass, list[Occurrence]] = {"standing": view.standing, **view.others}
    for name, own in classes.items():
        first = draft.fitting(own, "relation", HALF)
        yield _class_section(WORDS[name].capitalize(), answer, first, draft)


def _class_section(
    title: str, answer: Answer, own: list[Occurrence], numbering: Numbering
) -> Section:
    rows = []
    for relation in own:
        fact, period = as_it_is(answer, relation)
        standing = answer.standings[fact.id]
        ended = standing.reason if standing.name == "over" else ""  # with the state that is gone
        what = titled(
            answer, fact, ended, *marks(answer, relation), whom=left_by(answer, fact, relation)
        )
        rows.append(Row((period, what, numbering.numbers(relation.counting))))
    return Section(title, _COLUMNS, rows)


def _events(
    title: str,
    answer: Answer,
    entries: Iterable[Entry],
    numbering: Numbering,
    status: Literal["planned", "held"],
) -> Section:
    rows = []
    for entry in entries:
        event = entry.occurrence
        claims = event.counting if event else [entry.fact]
        said = marks(answer, event, status) if event else []
        cells = when_of(entry), titled(answer, entry.fact, *said), numbering.numbers(claims)
        rows.append(Row(cells, "planned" if status == "planned" else ""))
    return Section(title, _COLUMNS, rows)


def _more(answer: Answer, view: Overview, hidden: int) -> Iterator[Remark]:
    """Yield the commands that show the rest, each with what it shows."""
    others = view.more_topics + hidden
    counts = view.counts
    if view.topics:
        how_many = "one" if others == 1 else f"one of {others:,}"
        more = f", or {how_many} more" if others else ""
        of_first = command(answer, view.topics[0].id)
        yield Remark(f"{A_TOPIC}{more}", command=of_first, kind=TOPIC)
    for type_, name in (("relation", "relations"), ("event", "timeline")):
        if counts[type_]:
            text = display.counted(counts[type_], type_)
            yield Remark(text, command=command(answer, name))
    yield Remark("A page for a meeting", command=command(answer, "brief"))


def _sources(numbering: Numbering) -> str:
    """Return the sources on one line, as short as they can be told apart."""
    results = []
    for n, source in numbering.sources().items():
        note = numbering.note_of(source)
        text = "note" if numbering.is_short else display.midway(note).rstrip(".")
        words = source_in_words(source, in_full=False)
        results.append(f"[{n}] {words}{f' ({text})' if note else ''}")
    return f"Sources: {'; '.join(results)}."
