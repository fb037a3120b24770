"""Very many relations laid out, of which few are held at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dipfacts.answers.answer import Answer
from dipfacts.answers.occurrences.duplicates_of_many import Watch
from dipfacts.answers.occurrences.relation_class import CLASSES, Standing
from dipfacts.answers.remark import Remark
from dipfacts.model.file_format.status import StatusClass
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.render.page.document import Section
from dipfacts.render.page.draft import Draft
from dipfacts.render.page.occurrences.occurrence_cells import class_section, relation_rows
from dipfacts.render.page.occurrences.packed_rows import PackedRows
from dipfacts.text import fold

_Placed = tuple[Occurrence, Standing]


def sections(answer: Answer, draft: Draft, watch: Watch) -> list[Section]:
    """Return a table of each class, in which those of one period stand by their titles."""
    rows, there = PackedRows(answer), set[StatusClass]()
    for (name, _), several in groupby(_unread(answer, watch), _class_and_period):
        own = sorted(several, key=lambda it: fold(relation_or_event(it[0].fact).title))
        part = _part(answer, own)
        for relation in part.occurrences:
            rows.add(name, relation_rows(part, relation, rows.draft))
        there.add(name)
    names = [name for name in CLASSES if name in there]
    tables = rows.tables([[name] for name in names], draft)
    draft.remarks[:0] = map(Remark, watch.remarks())
    return [*map(class_section, names, tables)]


def _part(answer: Answer, own: list[_Placed]) -> Answer:
    """Return the answer as one of these relations alone."""
    standings = {fact.id: standing for relation, standing in own for fact in relation.facts}
    return answer.replaced(occurrences=[relation for relation, _ in own], standings=standings)


def _unread(answer: Answer, watch: Watch) -> Iterator[_Placed]:
    """Yield every relation with its class, in order."""
    for part in answer.unread_batches():
        watch.add(part.occurrences)
        answer.base.titles.read(
            relation_or_event(relation.fact).title for relation in part.occurrences
        )
        yield from ((relation, part.standings[relation.fact.id]) for relation in part.occurrences)


def _class_and_period(placed: _Placed) -> tuple[StatusClass, str | None]:
    relation, standing = placed
    return standing.name, relation.fact.claim.period
