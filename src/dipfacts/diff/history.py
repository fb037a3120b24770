"""The history of one claim: which commits added it, changed it, moved it or withdrew it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from dipfacts.diff.changes import Changes, changes
from dipfacts.diff.claim_states import ClaimStates
from dipfacts.diff.commit_files import has, not_kept
from dipfacts.diff.git import Commit, Repository
from dipfacts.diff.stands import Stand
from dipfacts.errors import QuestionError
from dipfacts.read import files
from dipfacts.record import Record
from dipfacts.text import plain


class HistoryStep(Record, frozen=True):
    """The change of a claim by a commit."""

    commit: Commit | None  # None of a change that is not committed yet
    change: str
    """Added, changed, renamed, moved, withdrawn, here-first, unreadable or loads-again.

    Here-first it is in the oldest commit that a shallow clone has; loads-again is of its own table.
    """
    id: str
    file: str
    was: str | None = None  # its id or its file before, where that is another
    changes: Changes = {}  # noqa: RUF012  # never changed
    fault: str = ""  # what is in its file, of unreadable and loads-again


class History(Record, frozen=True):
    """The steps of a claim, the newest first, of which `limit` are shown (0: all), and remarks."""

    id: str
    steps: list[HistoryStep]
    remarks: list[str]
    limit: int = 0

    @property
    def newest(self) -> list[HistoryStep]:
        """The newest steps."""
        return self.steps[: self.limit or None]

    @property
    def left_out(self) -> int:
        """Return the number of older steps."""
        return len(self.steps) - len(self.newest)


def history(repository: Repository, paths: list[str], id: str, limit: int = 0) -> History:
    """Return the history of a claim of a base, the newest step first; no steps if none has it.

    Raises QuestionError where there are no commits, and for a bundled base that none has.
    """
    head = repository.commit("HEAD")
    if not head:
        message = f"{plain(paths[0])} has no history: nothing is committed in its repository yet"
        raise QuestionError(message, "git commit it first: log tells what commits did to a claim")
    if files.BUNDLED in paths and not has(repository, head, files.BUNDLED):
        raise not_kept("HEAD")
    teller = _Teller(repository, paths, id)
    return History(id, [*teller.steps(head)], teller.remarks, limit)


class _Teller:
    """The history of a claim, which may have another id in older commits."""

    def __init__(self, repository: Repository, paths: list[str], id: str) -> None:
        self._repository, self._states = repository, ClaimStates(repository, paths)
        self._first = id
        self._ids: dict[str, str] = {}  # of the claim in commits; "" where it is no more followed
        self._is_later = False  # a later state has it
        self._remarks: list[str] = []

    @property
    def remarks(self) -> list[str]:
        """Return the sentences on what the history lacks or rests on."""
        return [*self._states.commits.remarks, *self._remarks]

    def steps(self, head: str) -> Iterator[HistoryStep]:
        """Yield the steps of the claim, the newest first."""
        newest = self._first
        if self._repository.top:
            if step := self._step_at(None, self._first, [head]):
                yield step
            newest = self._ids[head]
        for commit in self._repository.history(head):
            id = self._ids.get(commit.id, newest)
            newest = ""  # all others have a later one that names them
            if id and (step := self._step_at(commit, id, commit.parents)):
                yield step

    def _step_at(self, commit: Commit | None, id: str, parents: list[str]) -> HistoryStep | None:
        """Return the step from the parents of a commit to it, if there is one."""
        state = commit.id if commit else None
        now = self._states.stand(state, id)
        if commit and now:
            self._states.commits.last = now.file
        before = [self._was(now, id, state, parent) for parent in parents]
        step, former = self._step(commit, now, before)
        former = former or ("" if now and now.table else id)  # numbers are those of other rows
        for parent, was in zip(parents, before, strict=True):
            self._ids.setdefault(parent, was.id if was else former)
        self._is_later |= now is not None
        return step

    def _step(
        self, commit: Commit | None, now: Stand | None, before: list[Stand | None]
    ) -> tuple[HistoryStep | None, str]:
        """Return the step to a claim from what it was in each parent, and a former id."""
        was = next(filter(None, before), None)
        if now in before or not (now or was):
            return None, ""
        if now is None:
            return (self._gone(commit, was) if was and all(before) else None), ""
        if was is None:
            return self._come(commit, now)
        if len(before) > 1 and _is_among(now, before):
            return None, ""
        step = self._changed(commit, was, now, "moved")
        return (step if step.changes or step.was else None), ""

    def _was(self, now: Stand | None, id: str, state: str | None, before: str) -> Stand | None:
        """Return a claim as it was before; of a row that only a number names, the same row."""
        own = self._states.stand(before, id)
        was = own or (self._states.stand(before, id, follow=True) if now else None)
        if was and now and self._is_still_in(was, state, now):
            remark = f"{plain(was.file)} had it before, and has it still."
            self._remarks += [remark] if remark not in self._remarks else []
            if own:
                self._ids[before] = ""  # what is older is of the file that it was copied from
            else:
                self._states.commits.leave(before, id)
            return None
        if not (now and now.table) or (was and was.claim == now.claim):
            return was
        if was and not was.table:
            return was
        rows = self._states.rows(now.table, before, state)
        return next((old for old, new in rows if new.id == now.id), None)

    def _changed(
        self, commit: Commit | None, was: Stand, now: Stand, otherwise: str
    ) -> HistoryStep:
        """Return the step from a claim to the same with other keys; `otherwise` if none differs."""
        result = changes(was.claim, now.claim)
        if [*result] == ["id"] and otherwise == "moved":
            return HistoryStep(commit, "renamed", now.id, now.file, was.id)
        moved = was.file if was.file != now.file else None
        return HistoryStep(
            commit, "changed" if result else otherwise, now.id, now.file, moved, result
        )

    def _come(self, commit: Commit | None, now: Stand) -> tuple[HistoryStep, str]:
        """Return the step before which the claim had another id, could not be read, or was not.

        And the id that it had.
        """
        state, before = commit.id if commit else None, _commit_before(commit)
        if older := self._before_fault(before, state, now):
            return self._changed(commit, older, now, "loads-again"), older.id
        if former := self._states.same(now, before, state):
            return HistoryStep(commit, "renamed", now.id, now.file, former), former
        if fault := self._states.fault(before, now.file):
            self._remarks.append(f"What was before is not known: {fault}.")
        is_first = self._repository.is_shallow and commit and not self._has_parent(commit)
        return HistoryStep(commit, "here-first" if is_first else "added", now.id, now.file), ""

    def _has_parent(self, commit: Commit) -> bool:
        return self._repository.commit(f"{commit.id}^") is not None

    def _gone(self, commit: Commit | None, was: Stand) -> HistoryStep:
        """Return the step after which the claim is under another id, or cannot be read, or gone."""
        state, before = commit.id if commit else None, _commit_before(commit)
        if fault := self._states.fault(state, was.file):
            newest = None if self._repository.top else "HEAD"
            is_lost = not (self._is_later or self._states.fault(newest, was.file))
            return HistoryStep(
                commit, "withdrawn" if is_lost else "unreadable", was.id, was.file, fault=fault
            )
        rows = self._states.rows(was.table, before, state) if was.table else []
        if heir := next((new for old, new in rows if old.id == was.id), None):
            return self._changed(commit, was, heir, "moved")
        if former := self._states.same(was, state, before):
            return HistoryStep(commit, "renamed", former, was.file, was.id)
        return HistoryStep(commit, "withdrawn", was.id, was.file)

    def _before_fault(self, before: str, state: str | None, now: Stand) -> Stand | None:
        """Return the claim as it was before its file stopped loading; None where that loads."""
        before = self._repository.commit(before) or "" if before else ""
        while before and self._states.fault(before, now.file):
            before = self._repository.commit(f"{before}^") or ""
            if before and (result := self._was(now, now.id, state, before)):
                return result
        return None

    def _is_still_in(self, was: Stand, state: str | None, now: Stand) -> bool:
        """Return whether another file, which had the claim, has it still: it was copied."""
        return was.file != now.file and self._states.is_in(was.file, state, was.id)


def _is_among(now: Stand, before: list[Stand | None]) -> bool:
    """Return whether a row is as before but for its number, which a merge may change."""
    wanted = replace(now.claim, id="")
    return any(it and it.table and replace(it.claim, id="") == wanted for it in before)


def _commit_before(commit: Commit | None) -> str:
    """Return the commit before another, or before what is not committed; "" of a first one."""
    return "HEAD" if commit is None else (*commit.parents, "")[0]
