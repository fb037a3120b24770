"""Rankings laid out: partners or dyads in order, aggregates and totals apart, and their shares."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from dipfacts.answers.answer import Answer, in_sentence, names, once
from dipfacts.answers.claims.flow_direction import with_way
from dipfacts.answers.claims.subject_words import lower_label, scope, scoped
from dipfacts.answers.mirror_data.sides import other_side, other_side_reports, pair_of
from dipfacts.answers.rankings.ranking import Ranked, Ranking
from dipfacts.answers.remark import ALL, Remark
from dipfacts.answers.speakers import speaker
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.model.figures.measures import SIZED
from dipfacts.model.file_format.tables import Figure
from dipfacts.render.page.document import (
    Numbering,
    Row,
    Section,
    Tone,
    note_mark,
    tone_of,
    value,
    voices,
)
from dipfacts.render.page.draft import HALF, SIXTH, THIRD, WHOLE, Draft
from dipfacts.render.page.marked_cells import NameCell
from dipfacts.text import by_words, plain

NAMED = 12  # who is in no table
SHOWN_OF_OTHERS = 5  # shares of others, unless --limit says otherwise


def sections(answer: Answer, rankings: list[Ranking], draft: Draft) -> list[Section]:
    """Return the partners of each ranking in order, its aggregates apart; then the totals."""
    tables = list[Section]()
    ways = Counter(ranking.measure for ranking in rankings for _ in ranking.by_direction())
    for ranking in rankings:
        has_ways = ways[ranking.measure] > 1
        tables += _sections(answer, ranking, draft, len(tables), has_ways=has_ways)
    return [*tables, *_totals(answer, rankings, draft)]


def _sections(
    answer: Answer, ranking: Ranking, draft: Draft, before: int, *, has_ways: bool
) -> list[Section]:
    """Return the tables of a ranking; the first of a short page has the most room."""
    label = plain(answer.base.measures[ranking.measure].label)
    asked = display.listed(in_sentence(answer.base, answer.asked.parties))
    single = "Partner" if asked else "Party"
    who = single if any(len(line.others) == 1 for line in ranking.partners) else "Parties"
    tables = list[Section]()
    for lines in ranking.by_direction():
        title = f"{label}, {lines[0].way or 'with'} {asked}" if has_ways and asked else label
        is_cut = lines[0].of_other and answer.asked.limit is None
        first = lines[:SHOWN_OF_OTHERS] if is_cut else lines
        part = SIXTH if is_cut else HALF if before or tables else WHOLE
        first = draft.fitting(first, "line", part)
        if first:
            all_rows = len(lines) if is_cut and len(first) < len(lines) else 0
            table = _ranked(answer, draft, title, who, first)
            tables.append(table.replaced(all_rows=all_rows))
        elif is_cut and len(lines) > SHOWN_OF_OTHERS:
            draft.remarks.append(Remark(f"{title}, {len(lines):,} in all", command=ALL))
    lines = draft.fitting(ranking.aggregates, "line", THIRD) if ranking.aggregates else []
    return tables + (
        [_ranked(answer, draft, _not_ranked_title(lines), who, lines)] if lines else []
    )


def _not_ranked_title(lines: list[Ranked]) -> str:
    """Return 'Aggregates and groups of parties, not ranked', the title of what is no partner."""
    groups = sum(len(line.question.figure.everyone) > 2 for line in lines)
    kinds = ["aggregates"] if groups < len(lines) else []
    kinds += ["groups of parties"] if groups else []
    return f"{display.listed(kinds).capitalize()}, not ranked"


def _totals(answer: Answer, rankings: list[Ranking], draft: Draft) -> list[Section]:
    """Return the totals of one party, or of each; what has no partners is no total of them."""
    totals = {line.question: line for each in rankings for line in each.totals}
    lines = draft.fitting([*totals.values()], "line", THIRD)
    measures = answer.base.measures
    if any(measures[line.question.figure.measure].partners != 0 for line in lines):
        return [_ranked(answer, draft, "In total", "Total", lines)]
    asked = names(answer.base, answer.asked.parties)
    return [_ranked(answer, draft, display.listed(asked), "What", lines)] if lines else []


def _ranked(
    answer: Answer, numbering: Numbering, title: str, who: str, lines: list[Ranked]
) -> Section:
    """Return lines of a ranking; places and shares have a column where there are any."""
    cells = [
        {
            "#": str(line.place or ""),
            who: NameCell.of(_partner_or_total(answer, line), line.question.figure.everyone),
            "Period": display.span(line.question.period, line.question.nature),
            "Value": value(line.question),
            "Share": _share(line),
            "Who says so": voices(answer, line.question, numbering),
            "Other side": _other_side(answer, line, numbering),
            "Source": numbering.numbers(_claims(answer, line)),
        }
        for line in lines
    ]
    columns = [name for name in cells[0] if name == who or any(row[name] for row in cells)]
    rows = [
        Row(tuple(row[name] for name in columns), _tone(answer, line))
        for row, line in zip(cells, lines, strict=True)
    ]
    head: Literal["", "place"] = "place" if any(line.place for line in lines) else ""
    return Section(title, tuple(columns), rows, head=head, right=("#", "Share"))


def _other_side(answer: Answer, line: Ranked, numbering: Numbering) -> str:
    """Return 'Poland reports $190 million, cif', of whose own number the place does not tell."""
    pair = pair_of(answer, line.question)
    if pair is None:
        return ""
    text = other_side_reports(answer.base, pair, line.question)
    text += note_mark(pair.claims_of(other_side(pair, line.question)), terse=numbering.terse)
    return f"{text}; not compared, as {pair.differ}" if pair.differ else text


def _claims(answer: Answer, line: Ranked) -> list[Fact]:
    """Return the claims of a row, and that of the other side."""
    pair = pair_of(answer, line.question)
    return once([*line.question.counting, *(pair.facts if pair else ())])


def _tone(answer: Answer, line: Ranked) -> Tone:
    pair = pair_of(answer, line.question)
    return "differ" if pair and pair.asymmetry else tone_of(line.question)


def _share(line: Ranked) -> str:
    """Return '19.1%', or '19.1% to 20%' where different voices give different shares."""
    ends = sorted({share.value for share in line.shares})
    texts = [display.amount(end, "percent") for end in dict.fromkeys((*ends[:1], *ends[-1:]))]
    return " to ".join(texts)


def unseen_shares(answer: Answer, ranking: Ranking) -> list[str]:
    """Return notes on the wholes of shares, where the tables show others or a spread.

    'Share in $100 billion (Norway): to Denmark ($10 billion); to Sweden.'
    """
    totals = [total.question for total in ranking.totals]
    seen = {it.id for q in totals for it in q.facts if figure_of(it).value == q.value}
    results: dict[str, list[str]] = {}
    for line in (*ranking.partners, *ranking.aggregates):
        for share in line.shares:
            part, whole = map(figure_of, share.facts)
            is_seen = line.question.value == part.value
            if is_seen and whole.id in seen:
                continue
            name = partner(answer, line.question.figure)
            name += "" if is_seen else f" ({display.figure_amount(part)})"
            total = f"{display.figure_amount(whole)} ({speaker(answer.base, whole)})"
            results.setdefault(total, []).append(name)
    return [f"Share in {total}: {'; '.join(partners)}." for total, partners in results.items()]


def _partner_or_total(answer: Answer, line: Ranked) -> str:
    """Return the partner, or whose total it is, with its measure if the ranking has another."""
    figure = line.question.figure
    if not line.is_total:
        return partner(answer, figure) + scope(figure)
    from dipfacts.answers.rankings.ranking import total_name  # lazy: most answers rank nobody

    name = total_name(answer.base, line)
    measure = answer.base.measures[figure.measure]
    if measure.partners == 0:
        name = plain(measure.label) if answer.asked.parties else name
    elif answer.rankings.first is not None and figure.measure != answer.rankings.first.measure:
        name = f"{name}, {lower_label(measure)}"
    return scoped(name, figure)


def partner(answer: Answer, figure: Figure) -> str:
    """Return the other side, or all where no party was asked about; directions are kept."""
    asked = answer.asked.parties
    ids = [party for party in figure.everyone if party not in asked]
    if len(ids) > 1 and not figure.from_:  # of a group, nobody is the partner of the others
        ids = [*figure.everyone]
    way = "" if not (figure.from_ and asked) else "to" if figure.from_ in asked else "from"
    others = with_way(answer.base, way, ids if figure.from_ else sorted(ids))
    if way:
        return f"{way} {display.listed(others)}"
    return " → ".join(others) if figure.from_ else display.listed(others)


def in_no_table(answer: Answer, rankings: list[Ranking], listed: list[Question]) -> list[str]:
    """Return the note on parties with figures of other measures alone, and how to rank them."""
    if len(answer.asked.parties) != 1 or answer.figures.broad or answer.asked.limit is not None:
        return []
    measures = {each.measure for each in rankings}
    ranked = [q for q in answer.figures.questions if q.figure.measure in measures]
    ranked_parties = {party for q in (*listed, *ranked) for party in q.figure.everyone}
    others = [q for q in answer.figures.questions if _has_untold(q, ranked_parties)]
    untold = {party for q in others for party in q.figure.everyone} - ranked_parties
    who = sorted(names(answer.base, sorted(untold)), key=by_words)
    options = " ".join(dict.fromkeys(f"--measure {q.figure.measure}" for q in others))
    text = f"In none of these tables: {display.some(who, NAMED)}; {options}"
    return [text] if who else []


def _has_untold(question: Question, ranked: set[str]) -> bool:
    """Return whether a figure that can be ranked is of a party that nothing before tells of."""
    is_ranked = question.nature in SIZED and not question.is_ahead
    return is_ranked and not ranked.issuperset(question.figure.everyone)
