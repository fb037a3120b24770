"""The words of a brief: of its figures, their notes, and what the page leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dipfacts.answers.answer import MEMBERSHIP, NAMED_BODIES, Answer
from dipfacts.answers.briefs.brief import Brief
from dipfacts.answers.claims.timing import is_partial
from dipfacts.answers.claims.years import Point, Series
from dipfacts.answers.further_commands import command, command_for_shared
from dipfacts.answers.remark import LEFT_OUT, FurtherCommand, Remark
from dipfacts.answers.speakers import speaker
from dipfacts.answers.statements.headline import subject_in_words
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.model.periods.calendar import CALENDAR, years_label
from dipfacts.model.plurals import plural
from dipfacts.record import Record
from dipfacts.render.page.document import Numbering
from dipfacts.render.page.figures import mirror
from dipfacts.render.page.figures.measure_notes import measure_notes
from dipfacts.render.page.figures.ranking import partner
from dipfacts.render.page.marked_cells import TextCell
from dipfacts.text import plain

if TYPE_CHECKING:
    from dipfacts.answers.briefs.brief_lines import BriefLine

CLAIMS = 6  # claims of one question that are shown one by one
_NAMED = 2  # measures that a command names
_NARROWED = dict.fromkeys(("since", "until", "in", "known_since"), "dates")
_NARROWED |= {name: name for name in ("topic", "source", "claimant", "publisher")}


def measure_and_period(answer: Answer, line: BriefLine) -> str:
    """Return 'Trade turnover in 2025'; a part of a period says so."""
    why = why_below(answer, line, line.below) if line.below else ""
    return display.bracketed(subject_in_words(answer, line.question), part(answer, line), why)


def part(answer: Answer, line: BriefLine) -> str:
    """Return 'only a part of a year' of a figure that covers no more of what was asked.

    'not about 2022 alone' of one that is about other times, too.
    """
    asked = answer.asked.within
    if line.partial:
        return f"only a part of {'what was asked' if asked else 'a year'}"
    is_beyond = asked is not None and is_partial(line.question, asked)
    return f"not about {asked.show()} alone" if asked and is_beyond else ""


def why_below(answer: Answer, line: BriefLine, than: Question) -> str:
    """Return 'larger than with Italy', 'not ranked, as not in dollars', of who has no place."""
    if not line.is_larger:
        return f"not ranked, as not in {display.unit_name(than.figure.unit)}"
    way = "" if than.figure.from_ else "with "
    return f"larger than {way}{partner(answer, than.figure)}"


def notes(answer: Answer, parts: Brief) -> list[tuple[str, str]]:
    """Return the notes on the headline figures, each once, with the claim that it is on.

    ('Trade turnover in 2021, $2.6 billion, Ilham Aliyev', 'he may mean …'). Those on measures come
    last.
    """
    results: dict[str, str] = {}
    claims = [
        (subject_in_words(answer, line.question), fact)
        for line in parts.lines
        for fact in some_claims(answer, line.question)
    ]
    pairs = [*(line.mirror for line in parts.lines if line.mirror), *parts.mirror]
    claims += [(mirror.flow_in_period(answer, pair), fact) for pair in pairs for fact in pair.facts]
    for about, fact in claims:
        if note := plain(fact.claim.note or ""):
            figure = figure_of(fact)
            claim = f"{display.figure_amount(figure)}, {speaker(answer.base, figure)}"
            results.setdefault(note, f"{about}, {claim}")
    of_measures = measure_notes(answer, (line.question for line in parts.lines))
    return [*((what, note) for note, what in results.items()), *of_measures.items()]


def most(answer: Answer, usual: int) -> int | None:
    """Return the number shown of a list: as many as usual or --limit says; None for all."""
    limit = answer.asked.limit
    return (usual if limit is None else limit) or None


def some_claims(answer: Answer, question: Question) -> list[Fact]:
    """Return the claims of a question to show one by one: of many the two ends and the first."""
    facts = question.counting
    room = most(answer, CLAIMS)
    if room is None or len(facts) <= max(room, 2):
        return facts
    low, high = question.ends
    ends = [fact for fact in facts if fact.claim is low or fact.claim is high]
    rest = [f for f in facts if not any(f is end for end in ends)]
    return [*ends, *rest[: max(room, 2) - len(ends)]]


def more_claims(question: Question, some: list[Fact]) -> str:
    """Return 'and 3 more claims' of those that are not shown one by one."""
    more = len(question.counting) - len(some)
    return f"and {display.counted(more, 'more claim')}" if more else ""


def year_label(bar: Point) -> str:
    """Return '2021', 'about 2021', 'Apr 2021 – Mar 2022', 'Jan–Aug 2025'."""
    if bar.part is not None:
        return bar.part.show()
    return bar.period.plainest.show()


def years_title(series: Series) -> str:
    """Return 'Exports from A to B by year', with the reporter if the figures are one's alone.

    Years that are not of the calendar are named: 'Trade turnover, fiscal years from April'.
    """
    alone = f", figures of {series.reporter_name} alone" if series.reporter else ""
    basis = f", {series.basis}" if series.basis else ""
    kind = series.year_kind
    by_year = " by year" if kind == CALENDAR else f", {years_label(kind)}"
    return f"{series.subject}{by_year}{alone}{basis}"


def empty_parts(answer: Answer, parts: Brief) -> dict[str, str]:
    """Return the words for what is not recorded, by the name of each part that is empty."""
    day = display.day(answer.as_of_date)
    asked = dict.fromkeys(map(_NARROWED.__getitem__, answer.asked.given(*_NARROWED)))
    within = f" for the {display.listed(asked)} asked for" if asked else ""
    standing = parts.relations.get("standing") or parts.memberships
    texts = (
        ("lines", parts.lines or parts.unanswered, "No figure is recorded"),
        ("standing", standing, "No relation in force is recorded"),
        ("planned", parts.planned, f"Nothing is recorded as planned after {day}"),
        ("latest", parts.latest, "No event is recorded as held"),
    )
    return {name: f"{text}{within}." for name, there, text in texts if not there}


def unanswered(parts: Brief, numbering: Numbering) -> list[str]:
    """Return the words on topics that no number answers for, with their sources."""
    return [
        TextCell.of(
            f"{lack.text.removesuffix('.')} {numbering.numbers(lack.facts)}".rstrip()
            + f".{lack.remarks}",
            lack.facts,
        )
        for lack in parts.unanswered
    ]


class More(Record, frozen=True):
    """A part of the page, what it leaves out in words, and the command that shows it."""

    part: str
    text: str
    command: FurtherCommand


def left_out(answer: Answer, parts: Brief) -> list[More]:
    """Return everything that the page leaves out, in its order."""
    results = list[More]()
    for count, name, noun, rest, how in _counts(answer, parts):
        is_counted = name != "conflicts" or not parts.has_more_conflicts
        more = display.counted(count, noun) if is_counted else plural(noun)
        if count:
            results.append(More(name, f"And {more}{rest}", how))
    if parts.ended and not parts.past:
        text = f"{display.counted(parts.ended, 'relation')} over or of unknown duration"
        results.append(More("in_force", text, command(answer, "relations")))
    if answer.shared.count > NAMED_BODIES:
        line = command_for_shared(answer, answer.shared)
        results.append(More("memberships", answer.shared.counted, line))
    return results


def left_out_remarks(answer: Answer, parts: Brief) -> list[Remark]:
    """Return everything that the page leaves out as remarks, in its order."""
    return [Remark(it.text, command=it.command, kind=LEFT_OUT) for it in left_out(answer, parts)]


def _counts(answer: Answer, parts: Brief) -> Iterator[tuple[int, str, str, str, FurtherCommand]]:
    """Yield the number that each part leaves out, the part, of what in two texts, the command."""
    left, whole = parts.left_out, command(answer, "brief", limit=0)
    yield left["lines"], "lines", "more headline figure", "", whole
    for topic, count in parts.more_partners.items():
        yield count, "partners", "more partner", f" in {topic}", command(answer, topic)
    for topic, count in parts.more_apart.items():
        yield count, "apart", "more country group", f" in {topic}", command(answer, topic)
    for topic, measures in parts.more_measures.items():
        how = _measures_command(answer, topic, measures)
        yield len(measures), "measures", "more measure", f" in {topic}", how
    for topic, count in _more_figures(parts).items():
        yield count, "figures", "more figure", f" in {topic}", _figures_command(answer, topic)
    yield left["ahead"], "ahead", "more forecast or target", "", whole
    yield left["conflicts"], "conflicts", "more question", " on which claims differ", whole
    both_sides = command(answer, parts.lines[0].topic if parts.lines else "TOPIC", mirror=True)
    yield left["mirror"], "mirror", "more flow", " that both sides report", both_sides
    relations, timeline = command(answer, "relations"), command(answer, "timeline")
    yield left["in_force"], "in_force", "more relation", "", relations
    memberships = command(answer, "relations", kind=MEMBERSHIP)
    yield left["memberships"], "memberships", "more membership", "", memberships
    yield left["past"], "past", "more relation", "", relations
    yield left["planned"], "planned", "more upcoming event", "", timeline
    yield left["called_off"], "called_off", "more event", " called off", timeline
    yield left["latest"], "latest", "more event", "", timeline


def _more_figures(parts: Brief) -> dict[str, int]:
    """Return the number of figures left out, by topic, where no other count tells of all of them.

    One does where each partner, or each measure, that is left out has a single one.
    """
    partners, apart, measures = parts.more_partners, parts.more_apart, parts.more_measures
    return {
        topic: count
        for topic, count in parts.more_figures.items()
        if count > max(partners.get(topic, 0) + apart.get(topic, 0), len(measures.get(topic, ())))
    }


def figures_left_out(answer: Answer, parts: Brief) -> list[Remark]:
    """Return the remark that counts the figures a short page leaves out; none without any."""
    counts = _more_figures(parts)
    if not counts:
        return []
    more = display.counted(sum(counts.values()), "more figure")
    topic = next(iter(counts)) if len(counts) == 1 else "TOPIC"
    text = f"And {more} in {display.listed(counts)}"
    return [Remark(text, command=_figures_command(answer, topic))]


def _figures_command(answer: Answer, topic: str) -> FurtherCommand:
    """Return the command for all figures of a topic; a ranking alone has those of one year."""
    return command(answer, topic, **({} if len(answer.asked.parties) > 1 else {"limit": 0}))


def _measures_command(answer: Answer, topic: str, measures: list[str]) -> FurtherCommand:
    """Return the command for measures; of many that for all there is on the topic."""
    if len(measures) > _NAMED:
        return command(answer, topic, limit=0)
    return command(answer, topic, measure=measures)


def undated_memberships(answer: Answer, numbering: Numbering, limit: int | None) -> list[str]:
    """Return the memberships of one party without a beginning in a sentence, with their sources.

    At most `limit` of each are named.
    """
    return [
        TextCell.of(
            f"{membership.named(limit)} {numbering.numbers(membership.facts)}.",
            membership.facts,
        )
        for membership in answer.memberships
    ]
