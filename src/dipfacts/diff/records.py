"""A comparison, and the history of a claim, as the plain objects of the JSON contract."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from dipfacts.diff.changes import Changes
from dipfacts.diff.comparison import Comparison
from dipfacts.diff.declared import KINDS, Compared
from dipfacts.diff.effect import Effect
from dipfacts.diff.git import NONE, STAGED
from dipfacts.diff.history import History, HistoryStep
from dipfacts.diff.states import ComparedState, State
from dipfacts.model.fact import Fact
from dipfacts.render.json.encoding import SCHEMA_VERSION
from dipfacts.render.json.records import fact_record

_EXACT = (Decimal,)  # which the JSON has as numbers


def diff_record(result: Comparison) -> dict[str, Any]:
    """Return the one object that `diff --json` prints."""
    claims = result.claims
    return {
        "schema_version": SCHEMA_VERSION,
        "query": {
            "command": "diff",
            "old": _state(result.old.state),
            "new": _state(result.new.state),
        },
        "differs": result.differs,
        "answers": [*map(_effect, result.effects.answers)],
        "added": _by_id(result.new, claims.added),
        "removed": _by_id(result.old, claims.removed),
        "changed": {pair.new.id: _changes(pair.changes) for pair in claims.changed},
        "renamed": {pair.old.id: pair.new.id for pair in claims.renamed},
        "moved": {
            pair.new.id: {"old": _id_and_line(pair.old), "new": _id_and_line(pair.new)}
            for pair in claims.moved
        },
        "same": claims.same,
        "tables": {kind: _declared(result.declared[kind]) for kind in KINDS},
        "left_out": result.effects.left_out,
        "remarks": result.remarks,
    }


def _state(state: State) -> dict[str, Any]:
    known = state.known_by
    commit = None if state.commit in (STAGED, NONE) else state.commit
    return {"name": state.label, "commit": commit, "known_by": known and str(known)}


def _by_id(side: ComparedState, facts: Iterable[Fact]) -> dict[str, Any]:
    return {fact.id: fact_record(fact, side.base.measures) for fact in facts}


def _id_and_line(fact: Fact) -> dict[str, Any]:
    return {"id": fact.id, "file": fact.file, "line": fact.line}


def _changes(changes: Changes) -> dict[str, Any]:
    return {
        key: dict(zip(("old", "new"), map(_plain, pair), strict=True))
        for key, pair in changes.items()
    }


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value, builtin_types=_EXACT) if value != () else None


def _effect(effect: Effect) -> dict[str, Any]:
    def both(pair: Iterable[Any]) -> dict[str, Any]:
        return dict(zip(("old", "new"), pair, strict=True))

    was, now = effect.texts
    texts = {"kind": effect.kind, "text": effect.text, "about": effect.about}
    about = {"topic": effect.topic or None, "measure": effect.measure}
    where = {"parties": list(effect.parties), "period": effect.period}
    how = {"agreement": both(effect.agreement), "facts": both(map(list, effect.facts))}
    return {**texts, "was": was, "now": now, **about, **where, **how}


def _declared(one: Compared) -> dict[str, Any]:
    return {
        "added": {id: _table(table) for id, table in one.added.items()},
        "removed": {id: _table(table) for id, table in one.removed.items()},
        "changed": {id: _changes(changes) for id, changes in one.changed.items()},
        "renamed": one.renamed,
    }


def _table(table: Any) -> dict[str, Any]:
    results: dict[str, Any] = msgspec.to_builtins(table, builtin_types=_EXACT)
    del results["id"]
    return results


def log_record(result: History) -> dict[str, Any]:
    """Return the one object that `log --json` prints."""
    return {
        "schema_version": SCHEMA_VERSION,
        "query": {"command": "log", "id": result.id},
        "history": [*map(_step, result.newest)],
        "left_out": result.left_out,
        "remarks": result.remarks,
    }


def _step(step: HistoryStep) -> dict[str, Any]:
    commit = {"commit": step.commit and step.commit.id}
    commit |= {key: getattr(step.commit, key, None) for key in ("date", "author", "subject")}
    what = {key: getattr(step, key) for key in ("change", "id", "file", "was")}
    return {**commit, **what, "changes": _changes(step.changes), "fault": step.fault}
