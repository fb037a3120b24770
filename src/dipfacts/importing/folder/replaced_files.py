"""The names of imports, by which one replaces what came from the same file and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count as numbers_from
from pathlib import Path
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing import toml
from dipfacts.importing.count import Counts, count
from dipfacts.importing.folder.candidate import Candidate, CountedCandidate
from dipfacts.importing.folder.reading import (
    declared_beside,
    declared_in,
    tables_of,
    texts_beside,
    told_toml,
)
from dipfacts.importing.inputs import Input
from dipfacts.importing.own_tables.table.own_keys import NOTE_ON_ROWS, are_of_rows, keys_alike
from dipfacts.importing.plan import Keys, Plan
from dipfacts.model.file_format.csv_table import CsvTable, templates
from dipfacts.model.file_format.tables import Source
from dipfacts.read.rows.tables import TableError
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.table_rules import is_csv
from dipfacts.text import plain

_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")  # as precisely as it is known
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DECISIVE = ("publisher", "published")  # who says it, and since when it is known


def with_name(candidate: Candidate, name: str | None, taken: Collection[str]) -> Plan:
    """Return the plan with the name that is given, else with the one that is its file's own.

    That is the provider's where no other file has it, and then has the file's name after it.
    What this import replaces, or stands beside, is told in a note.
    """
    plan, folder, own = candidate.plan, candidate.folder, candidate.origin
    if name:
        notes, named = [], _renamed(candidate, name)
        if (before := _origin_before(named)) not in ("", own):
            was = f"{named.told_toml} was of {toml.told_origin(before, folder)}"
            notes.append(f"{was}: its claims are replaced")
        if other := _other_source(named):
            raise QuestionError(f"{other}, which is not this one", "give another --id")
        return replace(named.plan, notes=(*plan.notes, *notes))
    first = _origin_before(candidate)
    if plan.id not in taken and (first == own or (not first and _is_free(candidate))):
        return plan
    passed = [candidate]
    for other in _names(plan.id, candidate.file):
        named = _renamed(candidate, other)
        before = _origin_before(named)
        if other not in taken and (before == own or (not before and _is_free(named))):
            break
        passed.append(named)
    if not before and (former := _before_in_archive(passed, taken)):
        return former
    if not first and (other := _other_source(candidate)):
        note = f"{other}, which is not this one: this one is {named.plan.id}"
        return replace(named.plan, notes=(*plan.notes, note))
    if before == own and is_there(os.path.join(folder, first)):
        return named.plan  # it was told when this file was imported first
    if candidate.beside_in_archive(first):
        return named.plan
    note = _note_beside(named, candidate, first)
    return replace(named.plan, notes=(*plan.notes, note))


def _before_in_archive(named: Sequence[Candidate], taken: Collection[str]) -> Plan | None:
    """Return the plan that replaces what was of the same file in another folder of its archive.

    A release may name the folder, and that of before is there no more. Of what stood in none, the
    files are taken in their order.
    """
    for it in named:
        member = it.member(before := _origin_before(it))
        inner, name = os.path.split(member)
        is_gone = name == it.file.name and not it.beside_in_archive(before)
        if it.plan.id in taken or not is_gone or (inner and not _is_known(it.file, member)):
            continue
        was = f"{it.told_toml} was of {toml.told_origin(before, it.folder)}"
        note = f"{was}, which is there no more: its claims are replaced"
        return replace(it.plan, notes=(*it.plan.notes, note))
    return None


def _is_known(file: Input, member: str) -> bool:
    """Return whether an unpacked file is what was called otherwise in its archive.

    No other has its name, or it is in the same folder below one of another name.
    """
    own, before = (Path(it).parts[1:] for it in (os.path.relpath(file.path, file.root), member))
    is_alone = sum(file.name in names for _, _, names in os.walk(file.root)) == 1
    return is_alone or (len(own) > 1 and own == before)


def _note_beside(named: Candidate, other: Candidate, first: str) -> str:
    """Return the note on a TOML that stands beside another, which is of the file `first`, if any.

    The claims of both count, but those that are to replace what was of a file that has moved. Its
    own TOML goes first: what is imported while it is there would cite the source that it declares.
    """
    mine, folder, other_name = named.told_toml, named.folder, other.plan.id
    whose = toml.told_origin(first, folder) if first else "another file"
    what = "the claims of both count; to replace those of the first"
    if first and not is_there(os.path.join(folder, first)):
        whose, what = (
            f"{whose}, which is not there",
            f"if it was moved or renamed to {plain(named.file.name)}",
        )
    elif _years_of(first) != _years_of(named.file.name):
        what = f"{what}, if they are of the same years"
    beside = f"{mine} stands beside {other.told_toml}, which is of {whose}"
    return f"{beside}: {what}, remove {mine} if it is there, then add --id {other_name}"


def _years_of(path: str) -> list[str]:
    """Return the years in the name of a file, as BACI has a file for each.

    >>> _years_of("new/BACI_HS17_Y2021_V202501.csv"), _years_of("2021/trade.csv")
    (['2021'], [])
    """
    return _YEAR.findall(os.path.basename(path))


def _is_free(candidate: Candidate) -> bool:
    """Return whether no other file of a folder declares a table of a plan, or another source."""
    plan = candidate.plan
    beside = declared_beside(candidate.folder, plan.id)
    tables = {("table", str(table["id"])) for table in plan.tables}
    return beside.isdisjoint(tables) and not _other_source(candidate)


def _other_source(candidate: Candidate) -> str:
    """Return 'own.toml declares the source "t"' where another file has another source of that id.

    What is imported would be attributed to it. One of the same publisher and day is this one, if
    what both say else is the same.
    """
    plan, folder = candidate.plan, candidate.folder
    if ("source", plan.id) not in declared_beside(folder, plan.id):
        return ""
    for name, text in texts_beside(folder, plan.id):
        for row in declared_in(text.encode()):
            if isinstance(row.table, Source) and row.table.id == plan.id:
                is_same = all(
                    str(own) == str(it) or (own is None and key not in _DECISIVE)
                    for key, it in plan.source.items()
                    for own in [getattr(row.table, key)]
                )
                return (
                    "" if is_same else f'{told_toml(folder, name)} declares the source "{plan.id}"'
                )
    return ""


def notes_on_older(candidate: Candidate) -> Iterator[str]:
    """Yield a note where what was published later than a plan's data is replaced by them."""
    plan, text = candidate.plan, candidate.text_before
    now = str(plan.source.get("published", ""))
    for row in declared_in(text.encode()) if toml.is_ours(text) and _DAY.fullmatch(now) else ():
        if isinstance(row.table, Source) and row.table.id == plan.id:
            before = str(row.table.published or "")
            known = min(len(before), len(now))  # of one it may be the year alone
            if _DAY.fullmatch(before) and before[:known] > now[:known]:
                older = f"what is replaced was published later ({before}) than this ({now})"
                yield f"{older}: to keep both, add --id {plan.id}-{now}, and import the newer again"


def is_there(path: str) -> bool:
    """Return whether a file exists, or the archive that it was a part of."""
    if os.path.exists(path):
        return True
    while path and not os.path.exists(path):
        path = os.path.dirname(path)
    return os.path.isfile(path)


def with_former_ids(candidate: CountedCandidate) -> tuple[Plan, Counts]:
    """Return a plan, and its counts, that gives claims the ids that they had before.

    Where the key of the table that is replaced tells its rows apart no more, or where it is about
    something else, a note says so.
    """
    plan, counts, file = candidate.plan, candidate.counts, candidate.file
    (table,) = plan.tables
    if not (old := _table_before(table["id"], candidate)):
        return plan, counts
    if note := _about_another(old, table, plan.id):
        return replace(plan, notes=(*plan.notes, note)), counts
    before, now = old.key or "", table.get("key", "")
    if keys_alike(plan, file, before, now) or "key" in file.given:
        return plan, counts
    if before:
        notes = [note for note in plan.notes if note != NOTE_ON_ROWS]
        kept = replace(plan, tables=[{**table, "key": before}], notes=(*notes,))
        with suppress(TableError):  # it names a column that is there no more
            if (again := count(kept, file)).claims == counts.claims:
                return kept, again
    was, is_ = (
        "the numbers of rows" if are_of_rows(plan, file, key) else plain(key)
        for key in (before, now)
    )
    note = f"the ids of claims change: made of {was} before, of {is_} now"
    return replace(plan, notes=(*plan.notes, note)), counts


def _table_before(table: str, candidate: Candidate) -> CsvTable | None:
    """Return a table of the TOML that is to be replaced; None where there is none."""
    return next((it for it in tables_of(candidate.text_before) if it.id == table), None)


def _about_another(before: CsvTable, table: Keys, name: str) -> str:
    """Return a note on a table that is replaced though it takes something else of the file."""
    was, now = _subject_of(before), _subject(table)
    if was == now:
        return ""
    other = next(key for key in was if was[key] != now[key])
    said = ", ".join(f"{key}={was[key]}" for key in was if was[key] not in ("", now[key]))
    part = as_id(now[other].rpartition("=")[2]) or "2"
    return (
        f"what was imported from it before{plain(said) and f', with {plain(said)},'} is replaced: "
        f"to keep both, add --id {name}-{part}, and import the other again"
    )


def _subject_of(table: CsvTable) -> dict[str, str]:
    return _subject({**templates(table), "where": table.where})


def _subject(table: Mapping[str, Any]) -> dict[str, str]:
    """Return the keys of a table that say what it takes of a file, as `--map` has them."""
    where = table.get("where", {}).items()
    conditions = ", ".join(f"{{{column}}}={it}" for column, cells in where for it in cells)
    of_claims = {key: str(table.get(key, "")) for key in ("measure", "kind", "value")}
    return {**of_claims, "where": conditions}


def copy_name(candidate: Candidate) -> str:
    """Return the name of the copy of a file: its own, if no other file has it."""
    name = candidate.file.name
    if not is_csv(name):  # as a table may not read it
        name += ".csv"
    is_free = not os.path.lexists(os.path.join(candidate.folder, name))
    if is_free or name in toml.files_made(candidate.text_before):
        return name
    return f"{candidate.plan.id}-{name}"


def _names(id_: str, file: Input) -> Iterator[str]:
    stem = as_id(file.stem).removeprefix(f"{id_}-")
    if stem and stem != id_:
        yield f"{id_}-{stem}"
    yield from (f"{id_}-{nth}" for nth in numbers_from(2))


def _origin_before(candidate: Candidate) -> str:
    """Return the file whose claims the TOML before holds; nothing where none is told."""
    return toml.origin_of(candidate.text_before)


def _renamed(candidate: Candidate, name: str) -> Candidate:
    """Return the candidate with a name, after which its tables are named."""
    plan = candidate.plan
    tables = []
    for table in plan.tables:
        was = str(table["id"])
        now = f"{name}-{was.removeprefix(plan.id).strip('-')}".strip("-")
        named = {"same_as": now + table["same_as"].removeprefix(was)} if "same_as" in table else {}
        tables.append({**table, "id": now, **named})
    return replace(candidate, plan=replace(plan, id=name, tables=tables))
