"""Questions to git, read-only: the only module that runs it.

Git is asked for commits, trees and blobs alone, never about the working tree. So no filter, text
conversion, hook or file monitor that a repository configures is run, and nothing is fetched.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from dipfacts.diff import lfs
from dipfacts.diff.trees import Trees
from dipfacts.errors import QuestionError
from dipfacts.model.groups import grouped
from dipfacts.read.files import NO_HANDLE
from dipfacts.record import Record
from dipfacts.text import did_you_mean, plain, short

LINK, SUBMODULE = "120000", "160000"
STAGED, NONE = ":staged", ":none"
"""Names for the index, and for the state before the first commit, where a commit is named."""
_SAFE = (
    *("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "log.showSignature=false", "--no-pager"),
)
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # of older gits, which do not know the one above
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",  # a blob is what its id says
    "LC_ALL": "C",
}
_PATHSPECS = {f"GIT_{how}_PATHSPECS" for how in ("LITERAL", "GLOB", "NOGLOB", "ICASE")}
"""Variables that say how git reads paths, which the lines here say themselves."""
_TRUST = re.compile(r"git config --global --add safe\.directory (?P<path>.+)")
_KINDS = tuple(f":(top){kind}" for kind in ("**/*.toml", "**/*.csv", "**/*.tsv", "**/*.gz"))
_FORMAT = "--format=%H%x00%P%x00%aI%x00%an%x00%s"
_TOGETHER = 500  # commits whose trees are read at once
_NO_GIT = "install git, or name two paths: dipfacts diff OLD NEW"


class TreeEntry(Record, frozen=True):
    """A file in the tree of a commit, and the repository that has it: a submodule is another."""

    mode: str
    id: str
    repository: Repository


class Commit(Record, frozen=True):
    """A commit, with the ids of its parents; its texts are as people wrote them."""

    id: str
    parents: list[str]
    date: str
    author: str
    subject: str


class Repository:
    """A git repository, as found from a folder; `top` is its working tree, "" where it has none."""

    def __init__(self, folder: str) -> None:
        # Where the environment names the repository, maybe from here, git must be run from here.
        self._folder = os.getcwd() if "GIT_DIR" in os.environ else folder
        options = "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix"
        inside, shallow, prefix = f"{self._ask('rev-parse', *options)}\n".split("\n", 2)
        real = os.path.realpath(self._folder)
        below = os.sep.join(["", *prefix.rstrip("\n").split("/")[:-1]])
        self.top = (real.removesuffix(below) or os.sep) if inside == "true" else ""
        self.is_shallow = shallow == "true"
        self._own = self.top or real
        self._trees = Trees(self._objects)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Repository) and self._own == other._own

    def __hash__(self) -> int:
        return hash(self._own)

    def _ask(self, *words: str) -> str:
        return os.fsdecode(_run(self._folder, *words))

    # ----------------------------------------------------------------------- revisions

    def commit(self, revision: str) -> str | None:
        """Return the id of the commit that a revision names; None if it names none."""
        if revision.startswith("-") or "\0" in revision:
            return None
        is_search = revision.startswith(":/")  # which takes all that follows for its text
        wanted = revision if is_search else f"{revision}^{{commit}}"
        result = _run(self._folder, "rev-parse", "--verify", "--quiet", wanted, may_fail=True)
        text = result.decode().strip()
        return None if text.startswith("^") else text or None  # ^REV excludes a commit

    def common(self, one: str, other: str) -> str | None:
        """Return the newest commit that two commits have in common."""
        result = _run(self._folder, "merge-base", one, other, may_fail=True)
        return result.decode().partition("\n")[0] or None

    def was_called(self, path: str, commit: str, known: str = "HEAD") -> str | None:
        """Return the path in a commit of a file or folder that another has, by files renamed."""
        words = "-r", "-z", "-M", "--diff-filter=R", "--name-status", commit, known
        results = os.fsdecode(_run(self._folder, "diff-tree", *words, may_fail=True)).split("\0")
        for was, now in zip(results[1::3], results[2::3], strict=True):
            rest = now.removeprefix(path)
            if (now == path or now.startswith(f"{path}/")) and was.endswith(rest):
                return was[: len(was) - len(rest)]
        return None

    def unknown(self, revision: str) -> QuestionError:
        """Return the error for a word that is neither a revision nor a path."""
        message = f'"{short(revision, 60)}" is neither a revision nor a path'
        if revision == "HEAD":
            hint = "commit the base first, or name two paths"
            return QuestionError("HEAD names no commit: nothing is committed here yet", hint)
        if self.is_shallow:
            message += "; this clone is shallow"
            return QuestionError(message, "git fetch --unshallow brings the older commits")
        names = self._ask("for-each-ref", "--format=%(refname:short)").split("\n")
        return QuestionError(message, did_you_mean(revision, names, "git log lists revisions"))

    # ------------------------------------------------------------------ trees and blobs

    def entries(self, commit: str, below: str = "") -> dict[str, TreeEntry]:
        """Return every file of a commit by its path, those of submodules that are here too.

        Raises QuestionError where what is staged is not merged, and for a path that no checkout
        would make: whatever is laid out is laid out below a folder.
        """
        results: dict[str, TreeEntry] = {}
        listed = [*self._listed(commit)]
        _refuse_hostile([path for *_, path in listed])
        for mode, id, path in listed:
            results[below + path] = TreeEntry(mode, id, self)
            if mode == SUBMODULE and self.top:
                inner = repository_of(os.path.join(self.top, path))
                if inner and inner != self and inner.commit(id):
                    results |= inner.entries(id, f"{below}{path}/")
        return results

    def _listed(self, commit: str) -> Iterator[tuple[str, str, str]]:
        """Yield the mode, the id and the path of each file of a commit."""
        if (known := self._trees.files(commit)) is not None:
            yield from known
            return
        listing = ["ls-tree", "-r", "-z", "--full-tree", commit]
        if commit == STAGED:
            listing = ["ls-files", "-s", "-z", "--full-name", "--", ":/"]
        announced: set[str] | None = None
        for line in self._ask(*listing).split("\0")[:-1] if commit != NONE else ():
            about, _, path = line.partition("\t")
            mode, second, third = about.split(" ")
            if commit != STAGED:
                yield mode, third, path
                continue
            if third != "0":
                raise QuestionError(f"{plain(path)} is not merged", "git status says more")
            if announced is None and self.holds(second, b""):
                announced = self._announced()
            if path not in (announced or ()):
                yield mode, second, path

    def _announced(self) -> set[str]:
        """Return the files that `git add -N` announces: nothing of them is staged yet."""
        words = "-c", "diff.relative=false", "diff", "--cached", "--name-only", "-z", "--no-renames"
        visible, invisible = (
            {*self._ask(*words, f"--ita-{how}-in-index").split("\0")}
            for how in ("visible", "invisible")
        )
        return visible - invisible

    @staticmethod
    def contents(entries: Iterable[TreeEntry]) -> dict[str, bytes]:
        """Return the content of files by their ids; those of a submodule are in its repository."""
        results: dict[str, bytes] = {}
        for repository, of in grouped((entry.repository, entry.id) for entry in entries).items():
            results |= repository.blobs(of)
        return results

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Return the content of blobs. Raises QuestionError for one that is not here."""
        found = self._objects([*dict.fromkeys(ids)])
        return {id: self.data_of(data) for id, (_, data) in found.items()}

    def data_of(self, pointer: bytes) -> bytes:
        """Return the bytes a pointer of Git LFS stands for, if the clone has them; else these."""
        return lfs.data_of(pointer, self._lfs) if lfs.named_by(pointer) else pointer

    def _objects(self, wanted: Sequence[str]) -> dict[str, tuple[str, bytes]]:
        """Return the id and the content of objects by the words that name them."""
        text = "".join(f"{word}\n" for word in wanted).encode()
        data = _run(self._folder, "cat-file", "--batch", input=text) if wanted else b""
        results, at = dict[str, tuple[str, bytes]](), 0
        for word in wanted:
            head, _, _ = data[at : at + 200].partition(b"\n")
            words = head.split()
            if len(words) != 3:
                message = f"the content of {word[:12]} is not in this clone"
                hint = "git fetch it first: dipfacts asks no network; git fsck says more"
                raise QuestionError(message, hint)
            at += len(head) + 1
            size = int(words[2])
            results[word] = words[0].decode(), data[at : at + size]
            at += size + 1
        return results

    @cached_property
    def _lfs(self) -> str:
        """The folder in which Git LFS keeps data."""
        git = self._ask("rev-parse", "--git-common-dir").removesuffix("\n")
        words = "config", "--path", "--get", "lfs.storage"
        own = os.fsdecode(_run(self._folder, *words, may_fail=True)).removesuffix("\n")
        return os.path.join(self._folder, git, own or "lfs")

    def holds(self, id: str, data: bytes) -> bool:
        """Return whether a blob has exactly that content, which is read from nowhere."""
        kind = hashlib.sha1 if len(id) == 40 else hashlib.sha256
        results = kind(b"blob %d\0" % len(data), usedforsecurity=False)
        results.update(data)  # which copies nothing
        return results.hexdigest() == id

    def history(self, head: str) -> Iterator[Commit]:
        """Yield a commit and those before it that changed TOML or CSV files, the newest first.

        Or what its submodules are at. Parents are the nearest commits before that did; merges are
        there, too.
        """
        modes = ((path, mode) for mode, _, path in self._listed(head))
        kinds = [*_KINDS, *(f":(top,literal){path}" for path, mode in modes if mode == SUBMODULE)]
        log = "--glob-pathspecs", "log", "-z", "--full-history", "--parents", "--topo-order"
        words = self._ask(*log, _FORMAT, head, "--", *kinds).split("\0")
        starts = range(0, len(words) - 4, 5)
        for nth, at in enumerate(starts):
            if nth % _TOGETHER == 0:
                self._trees.read([words[it].strip() for it in starts[nth : nth + _TOGETHER]])
            id, parents, date, author, subject = words[at : at + 5]
            yield Commit(id.strip(), parents.split(), date[:10], author, subject)


def repository_of(path: str) -> Repository | None:
    """Return the repository that a path stands in, or stood in; None if there is none.

    Raises QuestionError where git is not installed, or refuses.
    """
    path = os.path.abspath(path)
    is_folder = os.path.isdir(path) and not os.path.islink(path)
    folder = path if is_folder else os.path.dirname(path)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    try:
        return Repository(folder)
    except NoRepositoryError:
        return None


class NoGitError(QuestionError):
    """A look into git, which is not installed."""


class NoRepositoryError(QuestionError):
    """A folder that is in no git repository."""


def _refuse_hostile(paths: list[str]) -> None:
    """Raise QuestionError for '../x', '/x', or a file that is also a folder of others."""
    folders = set[str]()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for path in paths:
        if path in folders or not {"", os.curdir, os.pardir}.isdisjoint(path.split("/")):
            message = f"git has a path here that no checkout would make: {plain(path)}"
            raise QuestionError(message, "git fsck says more")


def _run(folder: str, *words: str, input: bytes | None = None, may_fail: bool = False) -> bytes:
    """Return the output of git. Raises QuestionError where it fails."""
    given = {key: value for key, value in os.environ.items() if key not in _PATHSPECS}
    own = dict(_ENVIRONMENT)
    if index := os.environ.get("GIT_INDEX_FILE"):  # of a hook, from the top
        own["GIT_INDEX_FILE"] = os.path.abspath(index)
    try:
        done = subprocess.run(
            ["git", *_SAFE, *words],
            cwd=folder,
            input=b"" if input is None else input,
            capture_output=True,
            env=given | own,
        )
    except (FileNotFoundError, NotADirectoryError, PermissionError):  # none along the PATH
        raise NoGitError("git is not installed, and it knows the revisions", _NO_GIT) from None
    except OSError as error:
        reason = (error.strerror or "why is not known").lower()
        is_of_handles = error.errno in (errno.EMFILE, errno.ENFILE)
        hint = NO_HANDLE if is_of_handles else "close other programs, and try again"
        raise QuestionError(f"git cannot be started: {reason}", hint) from None
    if done.returncode == 0:
        return done.stdout
    if may_fail and done.returncode in (1, 128):
        return b""
    text = done.stderr.decode("utf-8", "replace").strip()
    reason = plain(text.partition("\n")[0].removeprefix("fatal: ").removeprefix("error: "))
    if "not a git repository" in reason:
        raise NoRepositoryError(reason, _NO_GIT)
    raise _refusal(reason, text, words)


def _refusal(reason: str, text: str, words: Sequence[str]) -> QuestionError:
    """Return the error for what git refuses, with the remedy that git names, if it does."""
    if trusted := _TRUST.search(text):
        message = f"git reads no repository of another user: {plain(trusted['path'])}"
        return QuestionError(message, f"if you trust it, type {plain(trusted[0])}")
    if "lazy fetching disabled" in text or "promisor remote" in text:
        message = "this clone was made with a filter, and lacks some of what the commits hold"
        return QuestionError(message, "git fetch --refetch --no-filter brings all of it")
    options = [nth for nth, word in enumerate(words) if word == "-c"]
    passed = {*options, *(nth + 1 for nth in options)}
    named = (it for nth, it in enumerate(words) if nth not in passed and it[0] != "-")
    return QuestionError(f"git cannot tell: {reason}", f"git {next(named)} says more")
