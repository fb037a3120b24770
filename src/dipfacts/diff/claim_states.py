"""One claim in the states of a repository: as commits have it, and as it is now."""

from __future__ import annotations

import os

from msgspec import structs

from dipfacts.diff.changes import content
from dipfacts.diff.commit_claims import Commits, CommitTree
from dipfacts.diff.commit_texts import fault_in
from dipfacts.diff.git import Repository
from dipfacts.diff.lfs import for_commits, named_by
from dipfacts.diff.rows import paired
from dipfacts.diff.stands import Stand
from dipfacts.diff.working_tree import WorkingTree


class ClaimStates:
    """The claims of states, as far as they were looked for.

    A state is a commit, "" where there is none, or None: the files now.
    """

    def __init__(self, repository: Repository, paths: list[str]) -> None:
        self._now, self.commits = WorkingTree(repository, paths), Commits(repository, paths)

    def _at(self, state: str | None) -> WorkingTree | CommitTree:
        return self._now if state is None else CommitTree(self.commits, state)

    def stand(self, state: str | None, id: str, follow: bool = False) -> Stand | None:
        """Return the claim as it is in a state: in a file of the base.

        To `follow` one that a later state has, also in another file, which it may have moved from.
        """
        return self._at(state).stand(id, follow)

    def is_in(self, file: str, state: str | None, id: str) -> bool:
        """Return whether a file has a claim of that id in a state."""
        return self._at(state).is_in(file, id)

    def fault(self, state: str | None, file: str) -> str:
        """Return the error that keeps the file of a claim from loading in a state, or of its table.

        Other files of TOML that lie in the repository may be of no fact base.
        """
        texts = self._at(state).texts()
        loaded = [file] if file.endswith(".toml") else _may_declare(file, texts)
        faults = filter(None, (fault_in(texts[it], it) for it in loaded if it in texts))
        fault = next(faults, "")
        fault = fault if state is None else for_commits(fault)
        return fault or self._at(state).lacking(file)

    def same(self, stand: Stand, state: str | None, other: str | None) -> str | None:
        """Return the id of the one claim that says the same in a state, and is in the other not.

        It may have moved.
        """
        there, elsewhere = self._at(state), self._at(other)
        wanted = structs.replace(stand.claim, id="")
        ids = [
            claim.id
            for file in dict.fromkeys([stand.file, *there.unlike(elsewhere.entries)])
            for claim in there.claims_of(file)
            if structs.replace(content(claim, file), id="") == wanted
        ]
        return ids[0] if len(ids) == 1 and not elsewhere.has(ids[0]) else None

    def rows(self, table: str, old: str | None, new: str | None) -> list[tuple[Stand, Stand]]:
        """Return the rows of a table without a key that two states have in common, as they are."""
        both = paired(self._at(old).rows_of(table), self._at(new).rows_of(table))
        return [(was.item, now.item) for was, now in both]


def _may_declare(csv: str, texts: dict[str, bytes]) -> list[str]:
    """Return the files of TOML that may declare a CSV file's table, though some do not load.

    A pointer of Git LFS may stand for the file that does where no other is seen to.
    """
    name = os.path.basename(csv).encode()
    declaring = [path for path, data in texts.items() if b"[[table]]" in data and name in data]
    return declaring or [path for path, data in texts.items() if named_by(data)]
