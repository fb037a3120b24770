"""One claim in full, with the claims about the same question."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import chain

from dipfacts.answers.answer import OUTSIDE, Answer, as_known, confirmed_by, head_of, once
from dipfacts.answers.claims.flow_keys import flow_in_any_scope
from dipfacts.answers.mirror_data.mirror import both_sides
from dipfacts.answers.occurrences import possible_duplicates
from dipfacts.answers.occurrences.counterparties import stated_title
from dipfacts.answers.occurrences.date_words import unheard_of
from dipfacts.answers.occurrences.occurrences import differences, in_few_words
from dipfacts.answers.occurrences.relation_class import standings
from dipfacts.answers.remark import Remark
from dipfacts.answers.speakers import no_longer_valid
from dipfacts.answers.statements.absent import absences, absent_head, others_say, says_beside_others
from dipfacts.answers.statements.headline import head, sentence
from dipfacts.answers.statements.same_series import is_counted_at_date, other_dates
from dipfacts.answers.world_totals.total_remarks import same_total_remarks
from dipfacts.model import display
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.agreement import Question, figure_of, key_of, questions
from dipfacts.model.file_format.status import NOT_HELD
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import Options
from dipfacts.query.base import Base
from dipfacts.query.lifetimes import lifetimes_of_several


def show(base: Base, query: Query, claim: str) -> Answer:
    """Return the claim of that id first, then the claims that agree or disagree with it.

    With --known-by only what was public by then. Raises QuestionError for an unknown id.
    """
    fact = base.claim(claim)
    answer = Answer(base, "show", query, Options(id=fact.id))
    if query.known_by is not None and not _is_public(fact, query.known_by):
        answer.status = OUTSIDE
        answer.head = head_of(_not_public(fact, query.known_by))
        return answer
    answer.known = as_known(query)
    related = _related(fact, query)
    others = [other for other in _about_the_same(base, fact, related) if other.id != fact.id]
    if undated := related.undated_sources:
        answer.undated = len([f for f in _about_the_same(base, fact, undated) if f.id != fact.id])
    answer.facts = [fact, *others]
    if isinstance(fact.claim, Figure):
        _add_questions(answer, fact, related)
        answer.figures.absent = absences(base, [fact, *others])
        if fact.claim.absent:
            answer.head = absent_head(says_beside_others(answer, fact), [fact])
        else:
            question = answer.figures.questions[0]
            sentences = [sentence(answer, question, partial=False, asked=None)]
            if fact not in question.counting and (why := no_longer_valid([fact])):
                sentences.append(f"The claim {fact.id} is {why}.")
            text = " ".join([*sentences, *others_say(answer, fact)])
            answer.head = head(answer, [question], partial=False, text=text)
            answer.remarks += map(Remark, _other_dates(answer.base, question, related))
            answer.remarks += same_total_remarks(answer.base, question, query)
            answer.facts = once(chain(answer.facts, *(remark.facts for remark in answer.remarks)))
    else:
        answer.as_of = query.as_of
        occurrence = _one_for(answer, query.as_of)
        if own := occurrence.own_parties(fact):
            occurrence = _one_for(answer, query.as_of, own)
        answer.standings = standings(base, answer.facts, answer.as_of, occurrence.asked)
        answer.occurrences = [occurrence]
        text = stated_title(answer, fact)
        if standing := answer.standings.get(fact.id):
            text += f", {standing.text}"
        text += _together(answer, occurrence)
        texts = filter(None, (text, no_longer_valid([fact])))
        answer.head = head_of(f"{'; '.join(texts)}.", [fact])
        answer.remarks += map(Remark, possible_duplicates.remarks_beside(base, related, occurrence))
    return answer


def _one_for(answer: Answer, day: int, asked: Collection[str] = ()) -> Occurrence:
    """Return the relation or event of the claims, for some of its parties or any, by a day."""
    base, facts = answer.base, answer.facts
    lifetimes = lifetimes_of_several(base.parties_by_id, facts, day, asked)
    (occurrence,) = occurrences(facts, base.origins(facts), asked, lifetimes)
    return occurrence


def _add_questions(answer: Answer, fact: Fact, query: Query) -> None:
    """Add the question of a figure, and the pairs of both sides with a claim about it."""
    base, own = answer.base, {fact.id for fact in answer.facts}
    others = [other for other in _claims_on_same_flow(base, fact, query) if other.id not in own]
    origins = base.origins([*answer.facts, *others])
    answer.figures.questions = questions(answer.facts, base.measures, origins)
    every = [*answer.figures.questions, *questions(others, base.measures, origins)]
    both = both_sides(base, every, answer.asked.parties)
    answer.figures.sides = [pair for pair in both if own & {fact.id for fact in pair.facts}]
    beside = {other.id for pair in answer.figures.sides for other in pair.facts}
    answer.facts += [other for other in others if other.id in beside]


def _claims_on_same_flow(base: Base, fact: Fact, query: Query) -> list[Fact]:
    """Return the claims about the same flow or stock, in any scope, in each measure of it."""
    figure, measures = figure_of(fact), base.measures
    nature = measures[figure.measure].nature

    def flow(figure: Figure) -> object:
        return flow_in_any_scope(figure, nature, measures)

    both_ways = measures.both_ways(figure.measure)
    results = base.find(query.replaced(measure=both_ways, deprecated=False))
    return [other for other in results if flow(figure_of(other)) == flow(figure)]


def _other_dates(base: Base, question: Question, query: Query) -> list[str]:
    """Return a remark on what a stock or count is put at for other dates."""
    if not is_counted_at_date(question):
        return []
    measures = base.measures
    every = questions(base.find(query.replaced(within=None, deprecated=False)), measures)
    return other_dates(base, question, every)


def _is_public(fact: Fact, known_by: Period) -> bool:
    """Return whether a claim was public by a day; of an undated source nobody knows."""
    return fact.known_day is not None and fact.known_day < (known_by.end_day or FAR)


def _not_public(fact: Fact, known_by: Period) -> str:
    """Return that a claim was not public by a day, and when it was, if that is known."""
    day = known_by.show()
    if fact.known_day is None:
        return f"Whether {fact.id} was public by {day} is not known: its source is undated."
    known = display.day(date.fromordinal(fact.known_day))
    return f"{fact.id} was not public by {day}; it is known by {known}."


def about_same(base: Base, fact: Fact, query: Query) -> list[Fact]:
    """Return the claims of one question, or about one relation or event, known by the same day."""
    return _about_the_same(base, fact, _related(fact, query))


def _related(fact: Fact, query: Query) -> Query:
    """Return the query for what may be about the same: by parties, dates, and measure or kind."""
    claim = fact.claim
    return Query(
        types=(fact.type,),
        parties=claim.everyone,
        deprecated=True,
        known_by=query.known_by,
        measure=getattr(claim, "measure", None),
        within=fact.period,
    )


def _about_the_same(base: Base, fact: Fact, query: Query) -> list[Fact]:
    """Return the claims of one question, or about one relation or event, that fit."""
    if not isinstance(fact.claim, Figure):
        return base.completed(query, [fact])
    nature = base.measures[fact.claim.measure].nature
    key = key_of(fact.claim, nature)
    return [other for other in base.find(query) if key_of(figure_of(other), nature) == key]


def _together(answer: Answer, occurrence: Occurrence) -> str:
    """Return the end of a sentence: what the claims about one relation or event say together."""
    text = (
        f", {occurrence.main.words}"
        if occurrence.is_event and occurrence.main.status in NOT_HELD
        else ""
    )
    if unheard := unheard_of(occurrence, answer.as_of):
        text = f": {unheard}"
    if len(occurrence.facts) > 1:
        text += f"; {display.counted(len(occurrence.facts) - 1, 'more claim')} about the same"
    if occurrence.differ:
        return "; ".join([text, *in_few_words(differences(answer.base, occurrence))])
    if occurrence.agreement == "confirmed":
        text += f"; {confirmed_by(occurrence.voice_count)}"
    return text
