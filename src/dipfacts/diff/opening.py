"""The two states of a base that are compared, opened as files or from a commit."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator

from dipfacts.diff.commit_files import lay_out, not_kept, within, write_empty
from dipfacts.diff.git import NONE, STAGED
from dipfacts.diff.lfs import for_commits
from dipfacts.diff.states import (
    HEAD,
    NAME_IT,
    NOW,
    ComparedState,
    State,
    path_in_words,
    repository_in_use,
)
from dipfacts.errors import FactBaseError, Problem, QuestionError
from dipfacts.index.cache import Listener
from dipfacts.query.base import open_base
from dipfacts.query.comparison import open_like
from dipfacts.query.csv_tables import csv_tables
from dipfacts.read import files
from dipfacts.text import plain


@contextlib.contextmanager
def opened(
    old: State, new: State, listener: Listener | None
) -> Iterator[tuple[ComparedState, ComparedState]]:
    """Yield both states, open. Raises FactBaseError with the problems of both."""
    with contextlib.ExitStack() as stack:
        sides, problems = dict[State, ComparedState](), list[Problem]()
        for state in (new, old):  # what is there now is of use to open what was
            try:
                side = _open(state, stack, listener, old if state == new else new, sides.get(new))
                sides.setdefault(state, side)
            except FactBaseError as error:
                problems = [*error.problems, *problems]
        if problems:
            raise FactBaseError(problems)
        if absent := {*sides[old].missing} & {*sides[new].missing}:
            raise _in_neither(min(absent), old, new)
        yield sides[old], sides[new]


def _open(
    state: State,
    stack: contextlib.ExitStack,
    listener: Listener | None,
    other: State,
    newer: ComparedState | None,
) -> ComparedState:
    """Open a state that is compared with another, after the `newer` side if that is open."""
    commit, repository = state.commit, state.repository
    if commit is None or repository is None:
        return _now(state, stack, listener)
    folder = os.path.realpath(stack.enter_context(tempfile.TemporaryDirectory(prefix="dipfacts-")))
    top = os.path.join(folder, "base")
    os.mkdir(top)
    may_declare = True
    if newer and newer.state == State(NOW, state.paths):
        may_declare = bool(csv_tables(newer.base))
    laid = lay_out(repository, commit, [*state.paths], top, may_declare)
    if files.BUNDLED in laid.missing:
        raise not_kept(state.label)
    if laid.missing and state.is_named:
        name, _, path = state.label.partition(":")
        hint = f"git ls-tree -r --name-only --full-tree {name} lists its files"
        raise QuestionError(f"{name} has no {path}", hint)
    renamed = list[str]()
    if laid.missing and commit not in (NONE, STAGED):
        state, renamed = _before_renaming(state, laid.missing, other)
    if renamed:
        top = os.path.join(folder, "renamed")
        os.mkdir(top)
        laid = lay_out(repository, commit, [*state.paths], top)
    try:
        base = open_like(laid.paths, [*state.paths], laid.files, folder, listener)
    except FactBaseError as error:
        revision = "" if commit == STAGED else state.revision  # git calls it ":facts.toml"
        problems = [_called_so(problem, top, revision) for problem in error.problems]
        raise FactBaseError(problems) from None
    stack.callback(base.close)
    remarks = [*renamed, *(_lacks(state, path) for path in laid.missing)]
    remarks += [
        f"{plain(path)} is not kept in git: it is taken as it is now" for path in laid.untracked
    ]
    return ComparedState(state, base, remarks, laid.missing)


def _now(state: State, stack: contextlib.ExitStack, listener: Listener | None) -> ComparedState:
    """Open the files as they are now; those of a base in git that were deleted are empty."""
    kept = (files.STDIN, files.BUNDLED)
    gone = [p for p in state.paths if not (p in kept or os.path.lexists(p))]
    if not gone or state.label != NOW:
        return ComparedState(
            state, stack.enter_context(open_base(*state.paths, listener=listener)), [], []
        )
    if not repository_in_use(state.paths).top:
        raise QuestionError("a bare repository has no working tree", "name two revisions")
    there = [path for path in state.paths if path not in gone]
    if there:
        base = stack.enter_context(open_base(*there, listener=listener))
    else:  # an empty base leaves no index behind
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="dipfacts-"))
        empty = [write_empty(folder)]
        base = stack.enter_context(open_like(empty, empty, {}, folder))
    return ComparedState(state, base, [f"{plain(path)} is not in {NOW}" for path in gone], gone)


def _lacks(state: State, path: str) -> str:
    """Return that a state does not have a path of the base, and what that means."""
    name, there = path_in_words(path), state.label
    if state.commit == NONE:
        return f"Nothing is committed here yet: all of {name} is new"
    if state.commit == STAGED:
        return f"{name} is not staged, so the next commit will not have it"
    return f"{name} is not in {there}: if it had another name there, write {state.revision}:NAME"


def _before_renaming(state: State, missing: list[str], other: State) -> tuple[State, list[str]]:
    """Return a state with the paths that it had for those that it misses, and remarks on them.

    They are paths of the other state, or else of HEAD.
    """
    repository = state.repository
    assert repository is not None
    commit = state.commit or HEAD
    names = dict[str, str]()
    for known in dict.fromkeys((other.commit or HEAD, HEAD)):
        if known in (NONE, STAGED) or other.repository not in (None, repository):
            continue
        for path in missing:
            name = repository.was_called(within(repository, path), commit, known)
            if name:
                names.setdefault(path, name)
    paths = (os.path.join(repository.top, names[p]) if p in names else p for p in state.paths)
    remarks = [
        f"{plain(path)} was called {plain(name)} in {state.label}" for path, name in names.items()
    ]
    return state.replaced(paths=tuple(paths)), remarks


def _in_neither(path: str, old: State, new: State) -> QuestionError:
    """Return the error for a path that neither state has."""
    name = path_in_words(path)
    before = "nothing is committed yet" if old.commit == NONE else f"not in {old.label}"
    if new.commit != STAGED:
        hint = "name with -f one that is"
        if new.commit:  # a name of a base that was renamed since
            states = f"{old.revision}:PATH {new.revision}:PATH"
            hint = f"if it had another name then: dipfacts diff {states}"
        return QuestionError(f"{name} is neither in {old.label} nor in {new.label}", hint)
    hint = "git add stages it" if os.path.lexists(path) else NAME_IT
    return QuestionError(f"{name} is not staged, and {before}", hint)


def _called_so(problem: Problem, folder: str, revision: str) -> Problem:
    """Return a problem with its file called as in the commit, 'HEAD:facts.toml'."""
    hint = for_commits(problem.hint)
    texts = {"file": problem.file, "message": problem.message, "remedy": hint}
    start = f"{folder}{os.sep}"
    return problem.replaced(**{key: it.replace(start, f"{revision}:") for key, it in texts.items()})
