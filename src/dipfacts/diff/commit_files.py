"""The files of a base as a commit has them, laid out in a folder, or linked to if unchanged."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping

from dipfacts.diff import lfs
from dipfacts.diff.git import LINK, SUBMODULE, Repository, TreeEntry
from dipfacts.errors import QuestionError
from dipfacts.read import files
from dipfacts.read.rows.table_files import at_a_glance, may_have_tables
from dipfacts.read.table.validation import FORMAT_LINE
from dipfacts.record import Record
from dipfacts.text import plain
from dipfacts.write.temporary import write_temporary


class Laid(Record, frozen=True):
    """A base that is laid out elsewhere."""

    paths: list[str]  # its paths there
    files: dict[str, tuple[str, bool]]
    """The files laid out, by their paths here: where they are, and whether they are the same."""
    missing: list[str]  # paths of the base that the commit does not have
    untracked: list[str]  # CSV files that it does not have


class _Tree:
    """The tree of a commit, as far as it is laid out in a folder."""

    def __init__(self, repository: Repository, commit: str, folder: str, may_declare: bool) -> None:
        self.repository, self.folder, self.may_declare = repository, folder, may_declare
        self.entries = repository.entries(commit)
        self.files: dict[str, tuple[str, bool]] = {}

    def find(self, path: str) -> str:
        """Return a path without the links on its way, whether or not the commit has it.

        Raises QuestionError for a link that leads out of the repository.
        """
        return without_links(
            path, self.entries, self.repository.top, lambda link: self._content([link])[link]
        )

    def below(self, folder: str) -> list[str]:
        """Return the files of TOML below a folder, as `files.source_files` takes them."""
        start = f"{folder}/" if folder else ""
        rest = (path for path in self.entries if path.startswith(start))
        return [
            path
            for path in rest
            if path.endswith(".toml")
            and not any(part.startswith(".") for part in path[len(start) :].split("/"))
        ]

    def refuse_absent(self, folder: str) -> None:
        """Raise QuestionError for a submodule in a folder whose commit is not here."""
        start = f"{folder}/" if folder else ""
        inner = [(p, e) for p, e in self.entries.items() if e.mode == SUBMODULE]
        for path, entry in inner:
            is_there = any(other.startswith(f"{path}/") for other in self.entries)
            if path.startswith(start) and not is_there:
                message = f"commit {entry.id[:12]} of the submodule {plain(path)} is not here"
                raise QuestionError(message, f"git submodule update --init {plain(path)}")

    def lay(self, paths: Iterable[str]) -> None:
        """Lay out files, and what links lead to."""
        wanted = {path: real for path in paths if (real := self.find(path)) in self.entries}
        others = list[str]()
        for real in dict.fromkeys(wanted.values()):
            if os.path.lexists(at := os.path.join(self.folder, real)):
                continue
            os.makedirs(os.path.dirname(at), exist_ok=True)
            here = self._here(real)
            if here is None or not self.repository.holds(self.entries[real].id, here):
                others.append(real)
            elif self.may_declare and may_have_tables(
                here
            ):  # followed by CSV files, which are looked for beside it
                self._write(real, here, is_same=True)
            else:
                self._link(real)
        for real, data in self._content(others).items():
            here = self._here(real) if (oid := lfs.named_by(data)) else None
            if here is not None and lfs.is_of(here, oid):
                self._link(real)
            else:
                self._write(real, data)
        for path, real in wanted.items():
            at = os.path.join(self.folder, path)
            if real != path and not os.path.lexists(at):
                os.makedirs(os.path.dirname(at), exist_ok=True)
                os.symlink(os.path.join(self.folder, real), at)

    def _link(self, path: str) -> None:
        """Link to a file that is the same now."""
        now, at = self.now(path), os.path.join(self.folder, path)
        os.symlink(now, at)
        self.files[now] = at, True

    def _write(self, path: str, data: bytes, is_same: bool = False) -> None:
        """Write what a file of the tree holds."""
        at = os.path.join(self.folder, path)
        write_temporary(at, data)
        if now := self.now(path):
            self.files[now] = at, is_same

    def now(self, path: str) -> str:
        """Return where a file of the tree is in the working tree; "" where there is none."""
        return os.path.join(self.repository.top, path) if self.repository.top else ""

    def _here(self, path: str) -> bytes | None:
        """Return the bytes that a file holds now; None where it is no file."""
        now = self.now(path)
        if not now or os.path.islink(now) or not os.path.isfile(now):
            return None
        try:
            with open(now, "rb") as stream:
                return stream.read()
        except OSError:
            return None

    def _content(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the bytes of files of the tree; those of a submodule are in its repository."""
        results = {path: self.entries[path] for path in paths}
        contents = self.repository.contents(results.values())
        return {path: contents[entry.id] for path, entry in results.items()}


def lay_out(
    repository: Repository, commit: str, paths: list[str], folder: str, may_declare: bool = True
) -> Laid:
    """Lay out in a folder what the paths of a base stand for in a commit.

    A path that the commit does not have is an empty base there. No file that is the same now
    declares a CSV file, unless it `may_declare` some.
    """
    tree = _Tree(repository, commit, folder, may_declare)
    tops, missing = list[str](), list[str]()
    for path in paths:
        own = within(repository, path)
        real = tree.find(own)
        is_file = real in tree.entries
        if not is_file:
            tree.refuse_absent(real)
        tree.lay([own] if is_file else tree.below(real))
        if not is_file and not tree.below(real):
            missing.append(path)
            continue
        at = os.path.join(folder, own)
        if not os.path.lexists(at) and os.path.exists(os.path.join(folder, real)):
            os.symlink(os.path.join(folder, real), at)
        tops.append(at)
    if not tops:
        tops.append(write_empty(folder))
    untracked = _lay_tables(tree, tops)
    return Laid(tops, tree.files, missing, untracked)


def without_links(
    path: str, entries: Mapping[str, TreeEntry], top: str, content: Callable[[str], bytes]
) -> str:
    """Return a path of a commit without the links on its way, whether or not it is there.

    Raises QuestionError for a link that leads out of the repository.
    """
    for _ in range(files.MOST_LINKS):
        parts = path.split("/")
        heads = ("/".join(parts[:n]) for n in range(1, len(parts) + 1))
        link = next((it for it in heads if it in entries and entries[it].mode == LINK), None)
        if link is None:
            return path
        target, rest = os.fsdecode(content(link)), path[len(link) + 1 :]
        path = os.path.normpath(os.path.join(os.path.dirname(link), target, rest))
        path = os.path.relpath(path, top) if os.path.isabs(target) else path
        if path.startswith(os.pardir):
            raise QuestionError(
                f"{plain(link)} is a link that leads out of the repository",
                "name the file that it leads to",
            )
    return path


def texts_of(repository: Repository, commit: str, paths: list[str]) -> set[str]:
    """Return the files of TOML that paths in a repository stand for in a commit."""
    tree, results = _Tree(repository, commit, "", may_declare=True), set[str]()
    for path in paths:
        with contextlib.suppress(QuestionError):  # a link that leads out of the repository
            real = tree.find(path)
            results |= {real} if real in tree.entries else {*tree.below(real)}
    for path in [it for it in results if tree.entries[it].mode == LINK]:
        with contextlib.suppress(QuestionError):
            results.add(tree.find(path))
    return results


def has(repository: Repository, commit: str, path: str) -> bool:
    """Return whether a commit has a file or folder of the working tree, or something in it."""
    own = within(repository, path)
    return any(is_below(entry, own) for entry in repository.entries(commit))


def is_below(path: str, folder: str) -> bool:
    """Return whether a path is that of a folder, or of something in it."""
    return path == folder or not folder or path.startswith(f"{folder}/")


def not_kept(label: str) -> QuestionError:
    """Return the error for a bundled base that did not come with a commit, but was installed."""
    message = f"the bundled base is not in {label}: git does not keep it there"
    return QuestionError(message, "name a base of your own with -f")


def write_empty(folder: str) -> str:
    """Write a base without claims into a folder; return its path."""
    path = os.path.join(folder, "empty.toml")
    write_temporary(path, FORMAT_LINE)
    return path


def _lay_tables(tree: _Tree, tops: list[str]) -> list[str]:
    """Lay out the CSV files of tables; return those that the commit does not have, but we have."""
    untracked = []
    folder, folders = os.path.realpath(tree.folder), files.Folders()
    results = files.source_files(tops)
    laid = (it for it in results if files.real(it.path, folders).startswith(folder))
    for table in at_a_glance(laid):  # what is only linked to has no tables
        path = os.path.relpath(os.path.normpath(table.path), folder)
        if path.startswith(os.pardir) or os.path.lexists(table.path):
            continue
        tree.lay([path])
        now = tree.now(path)
        if not os.path.lexists(table.path) and now and os.path.exists(now):
            os.makedirs(os.path.dirname(table.path), exist_ok=True)
            os.symlink(now, table.path)
            tree.files[now] = table.path, True
            untracked.append(path)
    return untracked


def within(repository: Repository, path: str) -> str:
    """Return the path of a file or folder in its repository, "" of all of it.

    A link is the one of the repository; one outside it is followed.
    """
    path = files.bundled_path() if path == files.BUNDLED else path
    if not repository.top:
        return "" if (it := os.path.normpath(path)) == os.curdir else it
    for candidate in (path, os.path.realpath(path)):
        folder, name = os.path.split(os.path.abspath(candidate))
        real = os.path.join(os.path.realpath(folder), name)
        inner = os.path.relpath(real, repository.top)
        if not inner.startswith(os.pardir):
            return "" if inner == os.curdir else inner
    raise QuestionError(
        f"{plain(path)} is not in the repository {plain(repository.top)}",
        "name two paths: dipfacts diff OLD NEW",
    )


def led_to(repository: Repository, path: str) -> str:
    """Return the path in its repository of the file that a path leads to.

    A link that leads out of the repository has its own.
    """
    path = files.bundled_path() if path == files.BUNDLED else path
    with contextlib.suppress(QuestionError):
        return within(repository, os.path.realpath(path))
    return within(repository, path)
