"""The two states of a base that are compared, and what words mean them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date

from dipfacts.diff.git import NONE, STAGED, Repository, repository_of
from dipfacts.errors import QuestionError
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.read import files
from dipfacts.read.base_here import base_in_folder, in_words
from dipfacts.record import Record
from dipfacts.text import plain, short, typed_path, typed_word

NOW = "the working tree"
HEAD = "HEAD"
NAME_IT = "name the base with -f"
_SHORT_ID = 10  # digits of a commit
_TWO_PATHS = "name two paths: dipfacts diff OLD NEW"


class State(Record, frozen=True):
    """A state of a base: as files are now, or as they are in a commit."""

    label: str  # what it is called
    paths: tuple[str, ...]
    commit: str | None = None
    repository: Repository | None = None
    known_by: Period | None = None  # the day by which its claims were public
    is_named: bool = False  # whether the path was given with the revision, as REV:PATH
    of_both: bool = False  # whether it is the commit that A...B begins at

    @property
    def revision(self) -> str:
        """The name of its commit in a command: as it was typed, of A...B its id."""
        if self.of_both and self.commit:
            return self.commit[:_SHORT_ID]
        if self.is_named:
            return self.label.partition(":")[0]
        return typed_word(self.label) if " " in self.label else self.label  # HEAD@{1 day ago}


class ComparedState(Record, frozen=True):
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
    is_here = not facts and any(map(_has_path, words)) and repository_of(os.curdir)
    here = (os.curdir,) if is_here else paths  # where no base is named, REV:PATH names it
    results = [_state(word, here if _has_path(word) else paths) for word in words]
    results = results or [_head(paths)]
    if [state.paths for state in results].count((files.STDIN,)) > 1:
        raise QuestionError("standard input can be read only once", _TWO_PATHS)
    return results[0], results[1] if results[1:] else _now(results[0], paths, bool(facts))


def _now(old: State, paths: tuple[str, ...], is_asked: bool) -> State:
    """Return the base in use as it is now, which one state is compared with.

    Where none is, REV:PATH is compared with that path. Raises QuestionError where that is gone.
    """
    if paths != (files.BUNDLED,) or not (old.is_named or old.commit is None):
        return State(NOW, paths)
    if is_asked:  # what is compared with it is of another base
        return State(path_in_words(files.BUNDLED), paths)
    path = os.path.relpath(old.paths[0])
    if not os.path.lexists(path):
        message = f"{plain(path)} does not exist now, and no other base is in use"
        raise QuestionError(message, f"{NAME_IT} to compare it with")
    return State(NOW, (path,))


def _has_path(word: str) -> bool:
    """Return whether a word is REV:PATH, and not a search such as :/text."""
    return ":" in word and not word.startswith(":/")


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
        old = _state(words[0], paths) if words else _head(paths)
    return old, State("what is staged", paths, STAGED, repository)


def _head(paths: tuple[str, ...]) -> State:
    """Return the last commit; where nobody names it, no file of that name is meant."""
    repository = repository_in_use(paths)
    if commit := repository.commit(HEAD):
        return State(HEAD, paths, commit, repository)
    raise repository.unknown(HEAD)


def _state(word: str, paths: tuple[str, ...]) -> State:
    """Return the state that a word means. Raises QuestionError where it may mean two, or none."""
    is_path = word in (files.STDIN, files.BUNDLED) or os.path.lexists(word)
    if is_path and (os.sep in word or word == files.STDIN):
        return State(path_in_words(word), (word,))
    try:
        repository = repository_in_use(paths)
    except QuestionError:
        if is_path:
            return State(path_in_words(word), (word,))
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
        raise _absent(word) if _is_no_revision(word) else _unknown(word, paths, repository)
    return State(path_in_words(word), (word,))


def _unknown(word: str, paths: tuple[str, ...], repository: Repository) -> QuestionError:
    """Return the error for a word that is neither a revision nor a path, which says of which base.

    Where no base is named, that of the current folder may be meant.
    """
    error = repository.unknown(word)
    if paths != (files.BUNDLED,):
        return error
    message = f'"{short(word, 60)}" is neither a path nor a revision of the bundled base'
    near = base_in_folder("", is_certain=False)
    return QuestionError(message, f"to compare {_with_option(near)}" if near else error.hint)


def _with_option(base: str) -> str:
    """Return a base of the current folder in words, with the option that names it."""
    return f"{in_words(base)}, add -f {plain(typed_path(base))}"


def base_to_compare(facts: list[str], old: State, new: State) -> str:
    """Return the option for the base in the current folder, if nobody named the one compared."""
    if facts or {old.paths, new.paths} != {(files.BUNDLED,)}:
        return ""
    near = base_in_folder("", is_certain=False)
    return f"That is the bundled fact base. To compare {_with_option(near)}" if near else ""


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
    if (not first.strip(".") and not last) or last.startswith(os.sep):  # HEAD:../facts.toml
        return None
    old, new = (_state(end, paths) if end else _head(paths) for end in (first, last))
    if dots == "..." and old.commit and new.commit and old.repository:
        common = old.repository.common(old.commit, new.commit)
        if common is None:
            message = f"{old.label} and {new.label} have no commit in common here"
            raise QuestionError(message, "git fetch --unshallow brings the older commits")
        label = f"{common[:_SHORT_ID]} (where {new.label} left {old.label})"
        old = State(label, paths, common, old.repository, of_both=True)
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
            if real == path and not os.path.lexists(path):
                raise files.absent(path)
            near = base_in_folder("", is_certain=False) if path == files.BUNDLED else ""
            if near and remedy == _TWO_PATHS:
                remedy = f"to compare {_with_option(near)}"
            raise QuestionError(f"{path_in_words(path)} is in no git repository", remedy)
        if result is not None and own != result:
            message = f"{plain(path)} is in another git repository than {plain(paths[0])}"
            raise QuestionError(message, remedy)
        result = own
    assert result is not None  # a base has a path
    return result


def path_in_words(path: str) -> str:
    """Return the name of a base's path in a sentence."""
    names = {files.STDIN: "standard input", files.BUNDLED: "the bundled base"}
    return names.get(path, plain(path))


def day_after(period: Period) -> Period:
    """Return the first day that is not in a period with an end."""
    assert period.end_day is not None
    return Period.parse(date.fromordinal(period.end_day).isoformat())
