"""The two states of a base that are compared: what words mean, and how each is opened."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date

from dipfacts.diff.commit_files import lay_out, not_kept, within, write_empty
from dipfacts.diff.git import NONE, STAGED, Repository, repository_of
from dipfacts.errors import FactBaseError, Problem, QuestionError
from dipfacts.index.cache import Listener
from dipfacts.model.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base, open_base
from dipfacts.query.comparison import csv_tables, open_like
from dipfacts.read import files
from dipfacts.record import Record
from dipfacts.text import plain

NOW = "the working tree"
HEAD = "HEAD"
_NAME_IT = "name the base with -f"
_TWO_PATHS = "name two paths: dipfacts diff OLD NEW"


class State(Record, frozen=True):
    """A state of a base: as files are now, or as they are in a commit.

    `label` is what it is called; `known_by` leaves out what was not public by then. Where
    `is_named`, the path was given with the revision: REV:PATH.
    """

    label: str
    paths: tuple[str, ...]
    commit: str | None = None
    repository: Repository | None = None
    known_by: Period | None = None
    is_named: bool = False


class Side(Record, frozen=True):
    """A state that is open, with what a reader must know of it, and the paths that it lacks."""

    state: State
    base: Base
    remarks: list[str]
    missing: list[str]

    @property
    def query(self) -> Query:
        """The query for all claims of the state."""
        return Query(known_by=self.state.known_by)

    @property
    def deprecated(self) -> Query:
        """The same with deprecated claims."""
        return self.query.replaced(deprecated=True)


# ------------------------------------------------------------------------ what words mean


def states(
    words: Sequence[str], facts: list[str], days: Sequence[Period], staged: bool = False
) -> tuple[State, State]:
    """Return the states that words mean: revisions or paths; else HEAD and the files now.

    A revision is of the base that is named, else of the one path; where no base is named, one path
    alone is the base. With two days, the base as known
    by each; `staged`, what is staged for the next commit instead of the files now. Raises
    QuestionError.
    """
    paths = tuple(files.base_paths(facts))
    if staged:
        return _staged(words, paths, days)
    if days:
        return _known_by(words, paths, days)
    if len(words) > 2:
        message = f"{len(words)} states are too many to compare"
        raise QuestionError(message, "name one or two: dipfacts diff OLD NEW")
    if not facts:
        words, paths = _base_among(words, paths)
    named = _range(words[0], paths) if len(words) == 1 else None
    if named:
        return named
    is_here = not facts and any(":" in word for word in words) and repository_of(os.curdir)
    here = (os.curdir,) if is_here else paths  # where no base is named, REV:PATH names it
    results = [_state(word, here if ":" in word else paths) for word in words or [HEAD]]
    if [state.paths for state in results].count((files.STDIN,)) > 1:
        raise QuestionError("standard input can be read only once", _TWO_PATHS)
    return results[0], (results[1:] or [State(NOW, paths)])[0]


def _base_among(
    words: Sequence[str], paths: tuple[str, ...]
) -> tuple[Sequence[str], tuple[str, ...]]:
    """Return the words that mean states, and the base: one path among the words."""
    there = [word for word in words if os.path.lexists(word)]
    if len(there) == 1 < len(words):
        return words, tuple(there)  # REV PATH: both are of that path
    if len(there) == 1 and paths == (files.BUNDLED,):
        return (), tuple(there)  # PATH: as git diff PATH
    return words, paths


def _known_by(
    words: Sequence[str], paths: tuple[str, ...], days: Sequence[Period]
) -> tuple[State, State]:
    """Return a base as it was known by each of two days."""
    if words:
        hint = "leave the revisions or paths out; -f names the base"
        raise QuestionError("--known-by compares a base with itself", hint)
    if len(days) != 2:
        hint = "give it twice: --known-by 2021-12-31 --known-by 2022-12-31"
        raise QuestionError("--known-by compares two days", hint)
    old, new = (State(f"what was known by {day.show()}", paths, known_by=day) for day in days)
    return old, new


def _staged(
    words: Sequence[str], paths: tuple[str, ...], days: Sequence[Period]
) -> tuple[State, State]:
    """Return HEAD, or the one state that is named, and what is staged; before HEAD is nothing."""
    if days or len(words) > 1:
        raise QuestionError("--staged compares one revision with what is staged", "name no other")
    repository = repository_in_use(paths)
    if not repository.top:
        raise QuestionError("in a bare repository nothing is staged", "name two revisions")
    old = State("no commit", paths, NONE, repository)
    if words or repository.commit(HEAD):
        old = _state((*words, HEAD)[0], paths)
    return old, State("what is staged", paths, STAGED, repository)


def _state(word: str, paths: tuple[str, ...]) -> State:
    """Return the state that a word means. Raises QuestionError where it may mean two, or none."""
    is_path = word in (files.STDIN, files.BUNDLED) or os.path.lexists(word)
    if is_path and (os.sep in word or word == files.STDIN):
        return State(_called(word), (word,))
    try:
        repository = repository_in_use(paths)
    except QuestionError:
        if is_path:
            return State(_called(word), (word,))
        if _is_no_revision(word):
            raise _absent(word) from None
        raise
    commit = repository.commit(word)
    if commit and is_path and repository.top:  # a bare repository has a file called HEAD
        message = f'"{plain(word)}" is both a revision and a path'
        raise QuestionError(message, f"./{plain(word)} is the path, {plain(word)}^0 the revision")
    if commit:
        return State(plain(word), paths, commit, repository)
    name, _, path = word.partition(":")
    if path and not is_path and (commit := repository.commit(name)):
        top = os.curdir if path.startswith(".") else repository.top
        paths = (os.path.join(top, path),)
        return State(plain(word), paths, commit, repository, is_named=True)
    if not is_path:
        raise _absent(word) if _is_no_revision(word) else repository.unknown(word)
    return State(_called(word), (word,))


def _is_no_revision(word: str) -> bool:
    return word.startswith((".", os.sep)) or word.endswith(".toml")


def _absent(path: str) -> QuestionError:
    message = f"{plain(path)} does not exist"
    return QuestionError(message, "name a revision, or a path that is there")


def _range(word: str, paths: tuple[str, ...]) -> tuple[State, State] | None:
    """Return the states of A..B, or of A...B: from what both have in common to B."""
    dots = "..." if "..." in word else ".."
    if dots not in word or os.path.lexists(word) or os.sep in word.partition(dots)[0][:1]:
        return None
    first, _, last = word.partition(dots)
    if not first.strip(".") and not last:
        return None
    old, new = (_state(end or HEAD, paths) for end in (first, last))
    if dots == "..." and old.commit and new.commit and old.repository:
        common = old.repository.common(old.commit, new.commit)
        if common is None:
            message = f"{old.label} and {new.label} have no commit in common here"
            raise QuestionError(message, "git fetch --unshallow brings the older commits")
        old = State(
            f"{common[:10]} (where {new.label} left {old.label})", paths, common, old.repository
        )
    return old, new


def repository_in_use(paths: Sequence[str], remedy: str = _TWO_PATHS) -> Repository:
    """Return the one repository of a base. Raises QuestionError where there is none, or are two.

    The error names the `remedy`.
    """
    result: Repository | None = None
    for path in paths:
        if path == files.STDIN:
            raise QuestionError("standard input has no history", remedy)
        real = files.bundled_path() if path == files.BUNDLED else path
        own = repository_of(real) or repository_of(os.path.realpath(real))
        if own is None:
            name = "the bundled base" if path == files.BUNDLED else plain(path)
            raise QuestionError(f"{name} is in no git repository", remedy)
        if result is not None and own != result:
            message = f"{plain(path)} is in another git repository than {plain(paths[0])}"
            raise QuestionError(message, remedy)
        result = own
    assert result is not None  # a base has a path
    return result


def _called(path: str) -> str:
    names = {files.STDIN: "standard input", files.BUNDLED: "the bundled base"}
    return names.get(path, plain(path))


# ------------------------------------------------------------------------------- opening


@contextlib.contextmanager
def opened(old: State, new: State, listener: Listener | None) -> Iterator[tuple[Side, Side]]:
    """Yield both states, open. Raises FactBaseError with the problems of both."""
    with contextlib.ExitStack() as stack:
        sides, problems = dict[State, Side](), list[Problem]()
        for state in (new, old):  # what is there now is of use to open what was
            try:
                side = _open(state, stack, listener, sides.get(new))
                sides.setdefault(state, side)
            except FactBaseError as error:
                problems = [*error.problems, *problems]
        if problems:
            raise FactBaseError(problems)
        if absent := {*sides[old].missing} & {*sides[new].missing}:
            raise _in_neither(min(absent), old, new)
        yield sides[old], sides[new]


def _open(
    state: State, stack: contextlib.ExitStack, listener: Listener | None, other: Side | None
) -> Side:
    """Open a state, after the `other` side if that is open."""
    commit, repository = state.commit, state.repository
    if commit is None or repository is None:
        return _now(state, stack, listener)
    folder = os.path.realpath(stack.enter_context(tempfile.TemporaryDirectory(prefix="dipfacts-")))
    top = os.path.join(folder, "base")
    os.mkdir(top)
    may_declare = True
    if other and other.state == State(NOW, state.paths):
        may_declare = bool(csv_tables(other.base))
    laid = lay_out(repository, commit, [*state.paths], top, may_declare)
    if files.BUNDLED in laid.missing:
        raise not_kept(state.label)
    if laid.missing and state.is_named:
        name, _, path = state.label.partition(":")
        hint = f"git ls-tree -r --name-only {name} lists its files"
        raise QuestionError(f"{name} has no {path}", hint)
    renamed = list[str]()
    if laid.missing and commit not in (NONE, STAGED):
        state, renamed = _before_renaming(state, laid.missing)
    if renamed:
        top = os.path.join(folder, "renamed")
        os.mkdir(top)
        laid = lay_out(repository, commit, [*state.paths], top)
    try:
        base = open_like(laid.paths, [*state.paths], laid.files, folder, listener)
    except FactBaseError as error:
        problems = [_called_so(problem, top, state.label) for problem in error.problems]
        raise FactBaseError(problems) from None
    stack.callback(base.close)
    remarks = [*renamed, *(_lacks(state, path) for path in laid.missing)]
    remarks += [
        f"{plain(path)} is not kept in git: it is taken as it is now" for path in laid.untracked
    ]
    return Side(state, base, remarks, laid.missing)


def _now(state: State, stack: contextlib.ExitStack, listener: Listener | None) -> Side:
    """Open the files as they are now; those of a base in git that were deleted are empty."""
    kept = (files.STDIN, files.BUNDLED)
    gone = [p for p in state.paths if not (p in kept or os.path.lexists(p))]
    if not gone or state.label != NOW:
        return Side(state, stack.enter_context(open_base(*state.paths, listener=listener)), [], [])
    if not repository_in_use(state.paths).top:
        raise QuestionError("a bare repository has no working tree", "name two revisions")
    there = [path for path in state.paths if path not in gone]
    if there:
        base = stack.enter_context(open_base(*there, listener=listener))
    else:  # which leaves no index behind
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="dipfacts-"))
        empty = [write_empty(folder)]
        base = stack.enter_context(open_like(empty, empty, {}, folder))
    return Side(state, base, [f"{plain(path)} is not in {NOW}" for path in gone], gone)


def _lacks(state: State, path: str) -> str:
    """Return that a state does not have a path of the base, and what that means."""
    if state.commit == NONE:
        return f"Nothing is committed here yet: all of {_called(path)} is new"
    if state.commit == STAGED:
        return f"{_called(path)} is not staged, so the next commit will not have it"
    there = state.label
    return f"{_called(path)} is not in {there}: if it had another name there, write {there}:NAME"


def _before_renaming(state: State, missing: list[str]) -> tuple[State, list[str]]:
    """Return a state with the paths that it had for those that it misses, and remarks on them."""
    repository = state.repository
    assert repository is not None
    commit = state.commit or HEAD
    was = {path: repository.was_called(within(repository, path), commit) for path in missing}
    called = {path: name for path, name in was.items() if name}
    paths = (os.path.join(repository.top, called[p]) if p in called else p for p in state.paths)
    remarks = [
        f"{plain(path)} was called {plain(name)} in {state.label}" for path, name in called.items()
    ]
    return state.replaced(paths=tuple(paths)), remarks


def _in_neither(path: str, old: State, new: State) -> QuestionError:
    """Return the error for a path that neither state has."""
    name = _called(path)
    before = "nothing is committed yet" if old.commit == NONE else f"not in {old.label}"
    if new.commit != STAGED:
        hint = "name with -f one that is"
        if new.commit:  # a name of a base that was renamed since
            hint = f"if it had another name then: dipfacts diff {old.label}:PATH {new.label}:PATH"
        return QuestionError(f"{name} is neither in {old.label} nor in {new.label}", hint)
    hint = "git add stages it" if os.path.lexists(path) else _NAME_IT
    return QuestionError(f"{name} is not staged, and {before}", hint)


def _called_so(problem: Problem, folder: str, label: str) -> Problem:
    """Return a problem with its file called as in the commit, 'HEAD:facts.toml'."""
    texts = {key: getattr(problem, key) for key in ("file", "message", "hint")}
    start = f"{folder}{os.sep}"
    return problem.replaced(**{key: it.replace(start, f"{label}:") for key, it in texts.items()})


def day_after(period: Period) -> Period:
    """Return the first day that is not in a period with an end."""
    assert period.end_day is not None
    return Period.parse(date.fromordinal(period.end_day).isoformat())
