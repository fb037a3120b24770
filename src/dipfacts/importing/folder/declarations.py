"""Declarations that the files of a folder share: an import leaves the others what they use."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from dipfacts.errors import QuestionError
from dipfacts.importing import toml
from dipfacts.importing.folder.candidate import Candidate
from dipfacts.importing.folder.reading import (
    citations,
    declarations_of,
    declared_beside,
    declared_in,
    origin_there,
    others_beside,
    texts_beside,
    told_toml,
    toml_path,
)
from dipfacts.importing.known_declarations import bundled_declarations, nature_known
from dipfacts.importing.natures import may_be_stock
from dipfacts.importing.plan import Plan
from dipfacts.model.figures.measures import TRADE_MEASURES
from dipfacts.model.file_format.tables import Kind, Measure, Source, Topic
from dipfacts.read.rows.table_templates import one_column
from dipfacts.read.table.ids import as_id
from dipfacts.record import Record
from dipfacts.text import nearest, plain, short

_SLIP = 2  # letters that a misspelt name has more, or less
_BLOCK = re.compile(r'(\w+)\]\]\nid = "([^"]+)"')


class Kept(Record, frozen=True):
    """A declaration that stays for the sake of other files: its id, and the text as it stands."""

    id: str
    text: str


def used_by_others(candidate: Candidate) -> list[Kept]:
    """Return the declarations of the TOML to be replaced that others use and the plan has not."""
    plan, folder, before = candidate.plan, candidate.folder, candidate.text_before
    there = {(name, it["id"]) for name, tables in plan.declares.items() for it in tables}
    there |= declared_beside(folder, plan.id)
    beside = [text for _, text in texts_beside(folder, plan.id)] if toml.is_ours(before) else []
    kept: list[Kept] = []
    for block in reversed(before.split("\n\n[[")[1:]):  # a measure comes after its topic
        match = _BLOCK.match(block)
        if not match or match[1] in ("table", "source") or match.groups() in there:
            continue
        if any(f'"{match[2]}"' in text for text in (*beside, *(it.text for it in kept))):
            kept.append(Kept(match[2], f"\n[[{block.rstrip()}"))
    return kept[::-1]


def notes_on(kept: Sequence[Kept], candidate: Candidate) -> Iterator[str]:
    """Yield a note on the declarations that stay for the sake of other files."""
    if kept:
        names = ", ".join(plain(it.id) for it in kept)
        yield f"{candidate.told_toml} still declares {names}, which another file of the folder uses"


def with_known_source(candidate: Candidate) -> Plan:
    """Return a plan that cites the source that another import of the same file declares.

    It is one work, if it has the same publisher, title and day. A source of its own that other
    files cite stays.
    """
    plan = candidate.plan
    said = {key: str(it) for key, it in plan.source.items()}
    for source in _sources_of_file(candidate):
        if all(str(getattr(source, key)) == it for key, it in said.items()):
            is_cited = any(citations(plan.id, plan.id, candidate.folder))
            return plan if is_cited else replace(plan, cites=source.id)
    return plan


def _sources_of_file(candidate: Candidate) -> Iterator[Source]:
    """Yield the sources that other imports of the same file declare."""
    own = candidate.origin
    for name in others_beside(candidate.folder, candidate.plan.id):
        path = toml_path(candidate.folder, name)
        with suppress(OSError):
            rows = declarations_of(path) if origin_there(path) == own else []
            yield from (it.table for it in rows if isinstance(it.table, Source))


def source_notes(candidate: Candidate) -> Iterator[str]:
    """Yield a note on each place where another file cites the source of an edition of another day.

    Or of another publisher. What stands there has the new day from now on.
    """
    plan, folder, text = candidate.plan, candidate.folder, candidate.text_before
    rows = (it.table for it in declared_in(text.encode())) if text else ()
    before = next((it for it in rows if isinstance(it, Source) and it.id == plan.id), None)
    for key in ("publisher", "published") if before else ():
        was, now = str(getattr(before, key) or ""), str(plan.source.get(key, ""))
        if was in ("", now):
            continue
        for name, other, line, cites in citations(plan.id, plan.id, folder):
            place = f'{told_toml(folder, name)}:{line}: {cites} names "{plan.id}"'
            new = f"which is of {plain(now)} from now on, not of {plain(was)}"
            how = "if it cites the former, declare that with an id of its own"
            if toml.was_ours(other):
                how = "import that again, too"
            yield f"{place}, {new}: {how}"


def nature_notes(candidate: Candidate) -> Iterator[str]:
    """Yield a note on each new measure that is taken for a flow, and is most often a stock.

    On each of another nature than before, too, if another file uses it.
    """
    plan, folder = candidate.plan, candidate.folder
    beside = declared_beside(folder, plan.id)
    is_given = "nature" in candidate.file.given
    for measure in plan.declares.get("measure", ()) if not is_given else ():
        id_, is_new = measure["id"], ("measure", measure["id"]) not in beside
        if is_new and measure["nature"] == "flow" and not nature_known(id_) and may_be_stock(id_):
            taken = f"{id_} is new, and taken for a flow, a number over a period"
            yield f"{taken}: if it is a stock, a number at a date, add --map nature=stock"
    before = {it.id: it.nature for it in _measures(candidate.text_before)}
    for measure in plan.declares.get("measure", ()):
        id_, now = measure["id"], measure["nature"]
        if (was := before.get(id_, now)) != now:
            for name, text in texts_beside(folder, plan.id):
                if f'"{id_}"' in text:
                    also = f"also for {told_toml(folder, name)}, which uses it"
                    yield f"{id_} was a {was}, and is a {now} now, {also}"


def new_name_notes(candidate: Candidate) -> Iterator[str]:
    """Yield a note on a measure, topic or kind that is new, and may be a known one misspelt.

    Of those that a column names, on each that is spelled as another but for capitals and blanks.
    """
    file, given = candidate.file, candidate.file.given
    texts = (text for _, text in texts_beside(candidate.folder, candidate.plan.id))
    beside = [it for text in texts for it in declared_in(text.encode())]
    tables = [*bundled_declarations(), *(it.table for it in beside)]
    for key, type_ in (("measure", Measure), ("topic", Topic), ("kind", Kind)):
        name = given.get(key, "")
        of = given.get("claim", "figure")
        alike = (it for it in tables if isinstance(it, type_))
        known = {it.id for it in alike if not isinstance(it, Kind) or it.of == of}
        known |= {*map(str, TRADE_MEASURES)} if key == "measure" else set()
        if name and "{" not in name and name not in known and (meant := _near_name(name, known)):
            meant = f"if {meant} is meant, write --map {key}={meant}"
            yield f'the {key} "{plain(name)}" is new: {meant}'
        if (column := one_column(name)) in file.named_heads:
            cells = dict.fromkeys(row[column] for _, row in file.rows())
            for cell, meant in _alike_among(cells, known):
                of = f'{plain(column)} has the {key} "{plain(short(cell))}"'
                yield f"{of}, which is another than {plain(short(meant))}: write both alike"


def _alike_among(names: Iterable[str], known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each name that is neither known nor the first of its spelling, with that which is.

    >>> [*_alike_among(["Treaty", "visit", "Pact", "pact"], ["treaty", "visit"])]
    [('Treaty', 'treaty'), ('pact', 'Pact')]
    """
    first = {as_id(it): it for it in known}
    for name in names:
        meant = first.setdefault(as_id(name), name)
        if name != meant and as_id(name):
            yield name, meant


def _near_name(name: str, known: Collection[str]) -> str:
    """Return the known name of which a name is a slip; nothing for none."""
    near = (it for it in nearest(name, sorted(known)) if it[0] == name[0])
    return next((it for it in near if abs(len(it) - len(name)) <= _SLIP), "")


def check_measures(candidate: Candidate) -> None:
    """Raise QuestionError for a topic or a nature that another file of the folder contradicts."""
    plan, folder, given = candidate.plan, candidate.folder, candidate.file.given
    ids = {it["id"] for it in plan.declares.get("measure", ())}
    asked = [key for key in ("nature", "topic") if key in given]
    for name, text in texts_beside(folder, plan.id) if asked and ids else ():
        for measure in _measures(text):
            for key in asked:
                own = getattr(measure, key)
                if measure.id in ids and own != given[key]:
                    is_one = f"is a {own}" if key == "nature" else f"belongs to the topic {own}"
                    there = f"{measure.id} {is_one} in {told_toml(folder, name)}"
                    message = f"--map {key}={plain(given[key])}: {there}"
                    raise QuestionError(message, "leave it out, or give the measure another name")


def as_beside(candidate: Candidate) -> Plan:
    """Return a plan whose measures are as another file of the folder declares them.

    They are not said to be of one party if its figures may be between parties. Where nothing else
    says the nature of a measure, it has the one that is declared there.
    """
    plan = candidate.plan
    own = plan.declares.get("measure", [])
    if not own:
        return plan
    texts = (text for _, text in texts_beside(candidate.folder, plan.id))
    beside = [it for text in texts for it in _measures(text)]
    between = {it.id for it in beside if it.partners != 0}
    natures = {} if "nature" in candidate.file.given else {it.id: it.nature for it in beside}
    kept = [
        {k: v for k, v in it.items() if k != "partners" or it["id"] not in between}
        | ({} if nature_known(it["id"]) else {"nature": natures.get(it["id"], it["nature"])})
        for it in own
    ]
    return replace(plan, declares={**plan.declares, "measure": kept})


@lru_cache(maxsize=10_000)  # of very many files that are imported together each asks for all
def _measures(text: str) -> tuple[Measure, ...]:
    """Return the measures that a text of TOML declares."""
    if "[[measure]]" not in text:
        return ()
    return tuple(it.table for it in declared_in(text.encode()) if isinstance(it.table, Measure))
