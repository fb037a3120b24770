"""The page for a meeting: what is on record about two parties, or one, from all other answers."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from dipfacts.answers.answer import (
    LIMITS,
    NOTHING,
    Answer,
    asked_about,
    begin,
    claims_to_name,
    head_of,
    once,
)
from dipfacts.answers.briefs.brief_limits import (
    SHOWN,
    SHOWN_CONFLICTS,
    SHOWN_MEMBERSHIPS,
    SHOWN_PARTNERS,
    BriefLimits,
)
from dipfacts.answers.briefs.brief_series import Years, years_of
from dipfacts.answers.briefs.recorded import Recorded, recorded
from dipfacts.answers.briefs.relations_and_events import relations_and_events
from dipfacts.answers.coverage import as_of_newest, known_day, newest_of, stating_sources
from dipfacts.answers.empty import empty
from dipfacts.answers.figures import FigureOptions, figures
from dipfacts.answers.many_figures.figures_beside import read_conflicts
from dipfacts.answers.mirror_data.mirror_pair import MirrorPair
from dipfacts.answers.occurrences.claims_left_out import told_in_part
from dipfacts.answers.occurrences.common_memberships import both_belong
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.memberships import memberships
from dipfacts.answers.occurrences.occurrences import claims_of, occurrences_of
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements.absent import Unanswered, newer_than, no_number_words
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.status import StatusClass
from dipfacts.model.file_format.tables import Source
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query
from dipfacts.model.request import HELD, SHORT, Reading
from dipfacts.query.base import Base
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.answers.briefs.brief_lines import BriefLine
    from dipfacts.answers.briefs.doubts import Doubt

DRAWN = 60  # events that a timeline shows to scale before it leaves out the oldest


class _Figures(Record, frozen=True):
    """The parts of the page that are made of figures."""

    lines: list[BriefLine]
    unanswered: list[Unanswered]
    years: Years | None
    ahead: list[Question]  # forecasts and targets, the next first
    conflicts: list[Question]
    mirror: list[MirrorPair]
    has_more_conflicts: bool  # whether, of very many claims, some conflicts are not counted


class Brief(_Figures, frozen=True):
    """The parts of the page, each with what it shows; and counts of what it does not show."""

    claims: int
    sources: int
    relations: dict[StatusClass, list[Occurrence]]
    """Those that matter now, by class: in force, paused, signed or ahead; the weightiest first."""
    past: dict[StatusClass, list[Occurrence]]
    """Those over or of unknown duration, where no other is on record."""
    beside: list[Occurrence]
    """Those over or of unknown duration beside others, and the events held, ahead or called off."""
    ended: int  # the number of relations over or of unknown duration
    memberships: list[Occurrence]  # of one party, those that began at an unknown date
    latest: list[Entry]  # the last events that were held
    planned: list[Entry]  # events ahead
    overdue: list[Entry]  # events that are planned for days before today
    called_off: list[Entry]
    drawn: list[Entry]  # the events of the picture
    doubts: list[Doubt]
    left_out: dict[str, int]  # counts by the name of a part
    more_partners: dict[str, int]  # counts of one party's partners, by topic
    more_apart: dict[str, int]  # counts of aggregates, blocs and groups, by topic
    more_measures: dict[str, list[str]]  # the measures of which no figure is shown, by topic
    more_figures: dict[str, int]  # counts of all figures, also of these measures, by topic


def brief(base: Base, query: Query, reading: Reading = HELD) -> Answer:
    """Return an answer whose `brief` has the record on the parties, as far as a page shows it."""
    from dipfacts.answers.briefs.doubts import doubts  # lazy: an overview has none

    most = (SHOWN if query.limit is None else query.limit) if reading.is_page else 0
    answer, on_record = begin_brief(base, query)
    if not on_record.claims:
        return answer
    answer.known = ""  # its sentence says so itself
    limits, in_full = BriefLimits(query.limit), query.limit == 0
    query = query.replaced(limit=None)
    most = few_of(query, on_record, 0 if in_full else most)
    parts = _parts(answer, query, on_record, limits, most)
    occurrences = _occurrences(parts)
    in_table = {occurrence.id for occurrence in occurrences}
    beside = [occurrence for occurrence in parts.beside if occurrence.id not in in_table]
    doubted = doubts(answer, parts.lines, _figures(parts), occurrences, parts.overdue, beside)
    answer.brief = parts.replaced(doubts=doubted)
    answer.occurrences = _occurrences(parts, [*parts.overdue, *parts.drawn])
    of_doubts = (fact for doubt in doubted for _, facts in doubt.items for fact in facts)
    answer.facts = once([*_figures(parts), *claims_of(answer.occurrences), *of_doubts])
    answer.newest = newest_counted(answer, on_record)
    text = _sentence(answer, query, parts)
    # By their ids, so that the order of files changes nothing.
    answer.head = head_of(text, claims_to_name(sorted(on_record.facts, key=lambda fact: fact.id)))
    if query.is_of_dyad:
        both = both_belong(base, query, in_full)
        answer.shared = both.shared
        answer.remarks += map(Remark, both.sentences)
    answer.remarks += map(Remark, told_in_part(base, query, answer.occurrences))
    return answer


def begin_brief(base: Base, query: Query) -> tuple[Answer, Recorded]:
    """Return the answer before its parts are found, and what is recorded; it ends without any."""
    answer = begin(base, query, "brief")
    query = query.replaced(limit=None)
    answer.as_of = query.as_of
    result = recorded(base, query)
    if not result.claims:
        answer = empty(answer, query, "relations, figures or events")
        if answer.status == NOTHING and query.is_of_dyad:
            # lazy: most look-ups find something
            from dipfacts.answers.headlines.own_figures import remark_of_each

            remark_of_each(answer, query)
    return answer, result


def few_of(query: Query, on_record: Recorded, most: int) -> int:
    """Return the number of entries shown of anything, where only these are read; 0 for all."""
    return most if query == query.undated and on_record.claims >= LIMITS.on_topic else 0


def _parts(
    answer: Answer, query: Query, on_record: Recorded, limits: BriefLimits, most: int
) -> Brief:
    """Set what an answer has besides its parts, and return those of the page but doubts.

    Of very much only what may be shown is read, if at `most` so many are shown of anything; 0 means
    that all may be. Figures that have no place are let go before relations and events are read.
    """
    figure_parts = _figure_parts(answer, query, on_record, limits, most > 0)
    listed = relations_and_events(answer, query, on_record, most, DRAWN)
    limits.left_out["drawn"] = max(0, listed.events - DRAWN)
    of_bodies = limits.cut("memberships", listed.bodies, SHOWN_MEMBERSHIPS)
    answer.memberships = memberships(answer, listed.bodies, of_bodies)
    parts = Brief(
        claims=on_record.claims,
        sources=len(on_record.sources),
        **figure_parts.as_dict(),
        relations=limits.groups(listed.standing, "in_force"),
        past=limits.groups(listed.past, "past"),
        beside=[
            *listed.beside,
            *occurrences_of([*listed.held, *listed.planned, *listed.called_off]),
        ],
        ended=listed.ended,
        memberships=of_bodies,
        latest=limits.cut("latest", listed.held),
        planned=limits.cut("planned", listed.planned),
        overdue=listed.overdue,
        called_off=limits.cut("called_off", listed.called_off),
        drawn=listed.entries[-DRAWN:],
        doubts=[],
        left_out=limits.left_out,
        more_partners=limits.partners,
        more_apart=limits.apart,
        more_measures=limits.measures,
        more_figures=limits.figures,
    )
    limits.left_out.update({part: count for part, count in listed.unread.items() if count})
    return parts


def _figure_parts(
    answer: Answer, query: Query, on_record: Recorded, limits: BriefLimits, is_page: bool
) -> _Figures:
    """Set the flows that both sides report, and return the parts that are made of figures."""
    from dipfacts.answers.briefs.brief_lines import (  # lazy: an overview has its own
        both_sides_of,
        headlines,
    )
    from dipfacts.answers.briefs.brief_selection import left_beside

    asked = figures_by_topic(answer.base, query, on_record, is_page, limits.most(SHOWN_PARTNERS))
    has_more = False
    for topic, topic_answer in asked.items():
        if topic_answer.figures.broad and (most_conflicts := limits.most(SHOWN_CONFLICTS)):
            has_more |= read_conflicts(
                topic_answer, query.replaced(topic=topic), most_conflicts, answer.day
            )
    ahead, conflicts = _ahead(asked, answer.day), _conflicts(asked, [])
    beside = [*limits.first(ahead, SHOWN_CONFLICTS), *limits.first(conflicts, SHOWN_CONFLICTS)]
    firsts = headlines(answer.base, asked, query, limits, beside)
    answer.figures.sides = firsts.sides
    lines = [_with_absent(line, asked[line.topic], query) for line in firsts.lines]
    with_line = {line.topic for line in lines}
    unanswered = (no_number_words(a, topic, topic in with_line) for topic, a in asked.items())
    parts = _Figures(
        lines=lines,
        unanswered=[*chain.from_iterable(unanswered)],
        years=next(
            (years_of(t, a.figures.series, a) for t, a in asked.items() if a.figures.series), None
        ),
        ahead=limits.cut("ahead", ahead, SHOWN_CONFLICTS),
        conflicts=limits.cut("conflicts", _conflicts(asked, lines), SHOWN_CONFLICTS),
        mirror=limits.cut("mirror", both_sides_of(answer, lines), SHOWN_CONFLICTS),
        has_more_conflicts=has_more,
    )
    on_page = _on_page(parts)
    shown_figures = Counter(fact.topic for fact in on_page)
    for topic, topic_answer in asked.items():
        own = [line for line in firsts.every if line.topic == topic]
        of_topic = chain((f for f in on_page if f.topic == topic), *(line.facts for line in own))
        limits.leave_out_partners(topic, *left_beside(topic_answer, of_topic, has_rows=bool(own)))
        limits.leave_out_figures(topic, on_record.by_topic[topic]["figure"] - shown_figures[topic])
    return parts


def _on_page(parts: _Figures) -> list[Fact]:
    """Return the figures of the page but those that it only counts."""
    counted = {
        fact.id
        for unanswered in parts.unanswered
        if unanswered.counted
        for fact in unanswered.facts
    }
    return [fact for fact in once(_figures(parts)) if fact.id not in counted]


def figures_by_topic(
    base: Base, query: Query, on_record: Recorded, is_page: bool, places: int
) -> dict[str, Answer]:
    """Return the answer of each topic that has figures; of rankings so many places."""
    topics = {topic for topic, counts in on_record.by_topic.items() if counts["figure"]}
    queries = {t: query.replaced(topic=t) for t in base.topics if t in topics}
    options = FigureOptions(SHORT if is_page else HELD, "brief", places)
    return {topic: figures(base, own, options) for topic, own in queries.items()}


def _with_absent(line: BriefLine, answer: Answer, query: Query) -> BriefLine:
    """Return a line with what is newer but not published; not where a period is asked."""
    newer = newer_than(line.question, answer.figures.absent) if query.within is None else None
    return line.replaced(unpublished=newer) if newer else line


def newest_counted(answer: Answer, on_record: Recorded) -> Source | None:
    """Return the newest source of what is on record."""
    base, newest, by = answer.base, on_record.newest, known_day(answer)
    sources = [newest] if newest else []
    if by and newest_of(sources) != newest_of(sources, by):  # it was printed later
        sources = [*base.sources_by_id(sorted(on_record.sources)).values()]
    stating = stating_sources(base, on_record.facts or answer.facts)
    return newest_of([*sources, *stating], by)


def _sentence(answer: Answer, query: Query, parts: Brief) -> str:
    claims = display.counted(parts.claims, "claim")
    sources = display.counted(parts.sources, "source")
    known = "known by" if query.known_by is not None else "of"
    day = display.day(answer.as_of_date)
    who = asked_about(answer.base, query)
    text = f"{who}{claims} from {sources}, as {known} {day}"
    return f"{'; '.join(filter(None, (text, as_of_newest(answer))))}."


def _ahead(asked: dict[str, Answer], day: int) -> list[Question]:
    """Return forecasts and targets for what is not past, the next first."""
    results = [q for a in asked.values() for q in a.figures.questions if q.is_ahead]
    return sorted((q for q in results if q.period.reached >= day), key=lambda q: q.period.reached)


def _conflicts(asked: dict[str, Answer], lines: list[BriefLine]) -> list[Question]:
    """Return the questions on which sources differ, the latest first.

    A total that is claimed alone and with the world is one question of its line.
    """
    every = dict.fromkeys(q for a in asked.values() for q in a.figures.questions)
    joined = [line.question for line in lines if line.question not in every]
    joined_ids = {fact.id for question in joined for fact in question.facts}
    single = (q for q in every if not q.is_ahead and joined_ids.isdisjoint(f.id for f in q.facts))
    several = (q for q in (*joined, *single) if len(q.counting) > 1)
    conflicts = [q for q in several if q.agreement == "conflict"]
    return sorted(conflicts, key=lambda question: -question.period.reached)


# ----------------------------------------------------------------------------- claims


def _occurrences(parts: Brief, more: list[Entry] | None = None) -> list[Occurrence]:
    """Return the relations and events of the page in its order, with those of more lines."""
    by_class = chain(parts.relations.values(), parts.past.values())
    relations = [*chain.from_iterable(by_class), *parts.memberships]
    events = occurrences_of([*parts.latest, *parts.planned, *parts.called_off, *(more or [])])
    return [*{occurrence.id: occurrence for occurrence in [*relations, *events]}.values()]


def _figures(parts: _Figures) -> list[Fact]:
    """Return the figures that the page stands on, in its order."""
    facts = [fact for line in parts.lines for fact in line.facts]
    bars = parts.years.bars if parts.years else ()
    facts += [fact for bar in bars for fact in (*bar.facts, *bar.others)]
    facts += [fact for pair in parts.mirror for fact in pair.facts]
    facts += [fact for unanswered in parts.unanswered for fact in unanswered.facts]
    facts += [f for question in (*parts.ahead, *parts.conflicts) for f in question.counting]
    return facts
