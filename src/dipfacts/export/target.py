"""The place where an export is put, and the earlier exports that it may replace there."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator

from dipfacts.errors import QuestionError
from dipfacts.export import datapackage, views
from dipfacts.export.engines import ENGINES
from dipfacts.export.sqlite import holds_tables_alone
from dipfacts.export.tables import TABLES
from dipfacts.index.cache import beginning
from dipfacts.index.upkeep import inputs_of
from dipfacts.model import display
from dipfacts.read.foreign.own_output import is_exported_database
from dipfacts.read.sqlite_header import HEADER
from dipfacts.record import Record
from dipfacts.text import plain
from dipfacts.write import targets
from dipfacts.write.whole import whole
from dipfacts.write.work import SAFELY, below

_COLUMNS = {f"{t.name}.csv": [c.name for c in t.columns] for t in TABLES}
_VIEWS = {*(table.name for table in TABLES), *views.VIEWS}
_STATEMENT = re.compile(  # what a file of views holds besides its first line
    r"CREATE (?:OR REPLACE )?(?:TEMPORARY )?(?:VIEW|TABLE) (\w+) (?:AS SELECT |\()"
    r"|CREATE SCHEMA IF NOT EXISTS \w+$|USE \w+$|CALL system\.sync_partition_metadata\("
)
_HEADS = {engine.file: engine.head[0].encode() for engine in ENGINES}
_FILES = {*_HEADS, *_COLUMNS, datapackage.FILE, *(f"{t.name}.parquet" for t in TABLES)}
_PART = re.compile(  # or its folder, if that is empty, as a killed run may leave it
    rf"({'|'.join(t.name for t in TABLES)})(/|([/\\](topic|decade|year)=[^/\\]+)*"
    r"(/|[/\\]part-[0-9]+\.parquet))"
)

_NEVER = "name another place; it is never replaced"
_KEEP = "move {} away to keep the changes, or name another place"
_FORCE = "add --force to replace it"


class Ours(Record, frozen=True):
    """A kind of folder that an export writes: its name, what replaces it, and how to recognise it.

    It is recognised by the names of its files, of which every one has the `first`, and by what each
    holds (`is_own`, of a folder and a name).
    """

    what: str
    replaced_by: str
    first: str
    owns: Callable[[str], bool]
    is_own: Callable[[str, str], bool]

    def is_folder(self, path: str) -> bool:
        """Return whether a folder holds such an export, every file of it as it was written."""
        return os.path.isfile(os.path.join(path, self.first)) and all(
            kind != "other" and self.owns(name) and (kind == "empty" or self.is_own(path, name))
            for name, kind in below(path)
        )

    def changed(self, path: str) -> list[str]:
        """Return the files of a folder that were changed since an export wrote all that is there.

        Empty where some have other names, or no file is as it was written.
        """
        every = list(below(path))
        if any(kind == "other" or not self.owns(name) for name, kind in every):
            return []
        own = [name for name, kind in every if kind == "file"]
        results = [name for name in own if not self.is_own(path, name)]
        return results if len(results) < len(own) else []


@contextlib.contextmanager
def made_file(target: str, force: bool, facts: list[str] | None) -> Iterator[str]:
    """Yield a path to write tables to as one file, which takes the target's place if all goes well.

    Raises QuestionError for what must not be written to or replaced, OSError for what cannot be
    written.
    """

    def refuse_foreign(at: str) -> None:
        _check_file(target, at, force)

    with whole(_path(target, facts), refuse_foreign, label=target) as new:
        yield new


@contextlib.contextmanager
def made_folder(
    target: str, force: bool, facts: list[str] | None, ours: Ours, others: tuple[Ours, ...]
) -> Iterator[str]:
    """Yield an empty folder to write to, which takes the target's place if all goes well.

    It may replace what is `ours`; what is of the `others` is refused by its name. Raises what
    `made_file` does.
    """

    def refuse_foreign(at: str) -> None:
        _check_folder(target, at, force, ours, others)

    path = _path(target, facts, is_folder=True)
    with whole(path, refuse_foreign, label=target, owns=ours.owns) as new:
        os.mkdir(new)
        yield new


def _path(target: str, facts: list[str] | None, is_folder: bool = False) -> str:
    """Return the path of a target. Raises QuestionError for one that is no place for an export."""
    if targets.descriptor(target) is not None:
        hint = "name a file for sqlite, else a folder"
        raise QuestionError(f"an export cannot go to {plain(target)}", hint)
    return targets.resolve(target, inputs_of(facts), is_folder)


def _check_file(target: str, at: str, force: bool) -> None:
    """Raise QuestionError unless the file at a path may be replaced by an export.

    Even with `force` only one that an export has written is. `target` is what the user calls it.
    """
    label = plain(target)
    if os.path.isdir(at):
        hint = f"name the file too: {plain(os.path.join(target, 'facts.db'))}"
        raise QuestionError(f"{label} is a folder", hint)
    _refuse_link(label, at)
    for more in ("-wal", "-shm", "-journal"):  # another program has it open, or crashed with it
        beside = os.path.realpath(target) + more
        if os.path.lexists(beside):
            hint = "close what uses it, and try again"
            raise QuestionError(f"{label} is in use: {plain(beside)} is there", hint)
    if _is_changed(at):
        message = f"{label} was changed since the export: it holds what no export wrote"
        raise QuestionError(message, _KEEP.format("it"))
    if not _is_our_file(at):
        raise QuestionError(f"{label} was not written by an export", _NEVER)
    if not force:
        raise QuestionError(f"{label} exists already", _FORCE)


def _check_folder(target: str, at: str, force: bool, ours: Ours, others: tuple[Ours, ...]) -> None:
    """Raise QuestionError unless the folder at a path may be replaced by an export.

    Even with `force` only one is that such an export has written, and nobody changed since.
    """
    label = plain(target)
    if not os.path.isdir(at):
        raise QuestionError(f"{label} is a file", "name a folder for the tables")
    _refuse_link(label, at)
    if not os.listdir(at):
        return
    if not ours.is_folder(at):
        if other := next((it for it in others if it.is_folder(at)), None):
            hint = f"{other.replaced_by} replaces it; or name another place"
            raise QuestionError(f"{label} is {other.what}", hint)
        if changed := ours.changed(at):
            raise _changed(target, changed)
        raise QuestionError(f"{label} holds files that no export wrote", _NEVER)
    if not force:
        raise QuestionError(f"{label} exists already", _FORCE)
    if changed := datapackage.changed(at):
        raise _changed(target, changed)


def _changed(target: str, names: list[str]) -> QuestionError:
    """Return the error for files of an export that somebody has changed."""
    paths = display.listed(plain(os.path.join(target, name)) for name in names)
    was, it = ("was", "it") if len(names) == 1 else ("were", "them")
    return QuestionError(f"{paths} {was} changed since the export", _KEEP.format(it))


def _refuse_link(label: str, at: str) -> None:
    if os.path.islink(at):
        raise QuestionError(f"{label} has become a link", "look at it, and try again")


def owns(name: str) -> bool:
    """Return whether an export writes a file or folder of that name in its folder."""
    return name in _FILES or bool(_PART.fullmatch(name))


def _is_table(folder: str, name: str) -> bool:
    """Return whether a file with the name of a table holds one."""
    path = os.path.join(folder, name)
    if name in _COLUMNS:
        with open(path, encoding="utf-8", errors="replace", newline="") as stream:
            columns = stream.readline(10_000).strip().split(",")
        return columns[:1] == _COLUMNS[name][:1] and {*columns} <= {*_COLUMNS[name]}
    if name == datapackage.FILE:
        return datapackage.is_ours(path)
    if name in _HEADS:
        with open(path, encoding="utf-8", errors="replace") as stream:
            _, *statements = re.split(r";\n", stream.read())
        is_whole = statements[-1:] == [""] and all(map(_is_statement, statements[:-1]))
        return is_whole and _begins(path, _HEADS[name])
    return _begins(path, b"PAR1")


def _is_statement(statement: str) -> bool:
    """Return whether a statement of a file of views makes one of ours, or a table of ours."""
    match = _STATEMENT.match(statement)
    return match is not None and match[1] in (None, *_VIEWS) and "--" not in statement


def _is_our_file(path: str) -> bool:
    """Return whether SQLite's header holds our number; an empty file is anybody's."""
    if not os.path.isfile(path):
        return False
    return not os.path.getsize(path) or (_has_our_number(path) and holds_tables_alone(path))


def _is_changed(path: str) -> bool:
    """Return whether a file is an exported database that somebody else wrote to."""
    return os.path.isfile(path) and _has_our_number(path) and not holds_tables_alone(path)


def _has_our_number(path: str) -> bool:
    head, _ = beginning(path, HEADER, SAFELY)
    return is_exported_database(head)


def _begins(path: str, wanted: bytes) -> bool:
    head, _ = beginning(path, len(wanted), SAFELY)
    return head == wanted


TABLES_ALONE = Ours(
    "an export of tables", "--to csv or --to parquet with --force", views.FILE, owns, _is_table
)
