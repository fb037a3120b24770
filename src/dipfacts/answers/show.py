"""One claim in full, with the claims about the same question."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, head_of
from dipfacts.answers.headline import head, sentence
from dipfacts.answers.mirror import both_sides, families, flow_of
from dipfacts.model import display
from dipfacts.model.agreement import figure_of, key_of, questions
from dipfacts.model.period import Period
from dipfacts.model.tables import Figure
from dipfacts.query.base import Base, Fact, Query
from dipfacts.text import plain


def show(base: Base, query: Query, claim: str) -> Answer:
    """Return the claim of that id first, then the claims that agree or disagree with it.

    Raises QuestionError for an unknown id.
    """
    fact = base.claim(claim)
    answer = Answer(base, {"command": "show", "id": fact.id, "parties": []})
    others = [other for other in _related(base, fact, query) if other.id != fact.id]
    answer.facts = [fact, *others]
    if isinstance(fact.claim, Figure):
        other_side = _mirrored(base, fact.claim, query)
        origins = base.origins([*answer.facts, *other_side])
        answer.questions = questions(answer.facts, base.measures, origins)
        every = [*answer.questions, *questions(other_side, base.measures, origins)]
        answer.sides = both_sides(answer, every)
        beside = {other.id for pair in answer.sides for other in pair.facts}
        answer.facts += [other for other in other_side if other.id in beside]
        question = answer.questions[0]
        answer.head = head(answer, question, False, sentence(answer, question, False, None))
    else:
        same = display.counted(len(others), "claim")
        more = f"; {same} about the same besides" if others else ""
        answer.head = head_of(f"{plain(fact.claim.title)}{more}.", [fact])
    return answer


def _mirrored(base: Base, figure: Figure, query: Query) -> list[Fact]:
    """Return the claims about the same flow under the other measure of its family."""
    family = families(base.measures)
    wanted = Query(
        types=("figure",),
        parties=figure.everyone,
        known_by=query.known_by,
        within=Period.parse(figure.period),
    )
    others = [m for m in family if m != figure.measure and family[m] == family.get(figure.measure)]
    facts = (fact for measure in others for fact in base.find(wanted._replace(measure=measure)))
    flow = flow_of(figure, family)
    return [fact for fact in facts if flow_of(figure_of(fact), family) == flow]


def _related(base: Base, fact: Fact, query: Query) -> list[Fact]:
    """Return claims about the same question: of figures by key, else by parties, kind and dates."""
    wanted = Query(
        types=(fact.type,),
        parties=fact.claim.everyone,
        deprecated=True,
        known_by=query.known_by,
        measure=getattr(fact.claim, "measure", None),
        kind=getattr(fact.claim, "kind", None),
        within=fact.period,
    )
    found = base.find(wanted)
    if isinstance(fact.claim, Figure):
        return [other for other in found if key_of(figure_of(other)) == key_of(fact.claim)]
    return found
