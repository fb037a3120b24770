"""One claim in full with those about the same question, and full-text search."""

from __future__ import annotations

from dipfacts.answers.answer import ANSWERED, Answer, blank_head, described, empty
from dipfacts.answers.headline import head, sentence
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.agreement import key_of, questions
from dipfacts.model.tables import Figure
from dipfacts.query.base import Base, Fact, Query
from dipfacts.text import plain


def show(base: Base, name: str, query: Query) -> Answer:
    """The claim of that id first, then the claims that agree or disagree with it."""
    fact = base.claim(name)
    answer = Answer(base, {"command": "show", "id": fact.id, "parties": []})
    others = [other for other in _related(base, fact, query) if other.id != fact.id]
    answer.facts = [fact, *others]
    if isinstance(fact.claim, Figure):
        natures = {measure.id: measure.nature for measure in base.measures.values()}
        answer.questions = questions(answer.facts, natures)
        question = answer.questions[0]
        answer.head = head(answer, question, False, sentence(answer, question, False, None))
    else:
        same = display.counted(len(others), "claim")
        text = f"{plain(fact.claim.title)}; {same} about the same besides." if others else ""
        answer.head = {**blank_head(), "text": text or f"{plain(fact.claim.title)}."}
        answer.head["facts"] = [fact.id]
    return answer


def _related(base: Base, fact: Fact, query: Query) -> list[Fact]:
    """Claims about the same question: for figures by its key, else same parties, kind and dates."""
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
        return [other for other in found if key_of(other) == key_of(fact)]
    return found


def search(base: Base, query: Query) -> Answer:
    """The claims whose title, note or names hold every word, best first, with the part that hit.

    Raises QuestionError where the text holds no word to look for.
    """
    answer = Answer(base, described(query, "search"))
    if not any(c.isalnum() for c in query.text or ""):
        raise QuestionError("there is no word to search for", 'try dipfacts search "gas pipeline"')
    limit = query.limit
    found, among = base.best(query._replace(limit=limit + 1 if limit else None))
    if not found:
        where = query.undated._replace(text=query.text)
        return empty(answer, where if query.undated == query else query, _quoted(query))
    if limit and len(found) > limit:
        found, answer.left_out = found[:limit], 1
    answer.facts = [fact for fact, _ in found]
    answer.hits = [hit for _, hit in found]
    more = "The best " if answer.left_out else ""
    text = f"{more}{display.counted(len(found), 'claim')} with {_quoted(query)}, best first."
    if among:  # to rank them all would take its time
        text += f" Ranked are the first {among:,} of very many, in the order of the files;"
        text += " --limit 0 ranks all."
    answer.status = ANSWERED
    answer.head = {**blank_head(), "text": text, "facts": [f.id for f in answer.facts]}
    return answer


def _quoted(query: Query) -> str:
    return f'"{plain(query.text or "")}"'
