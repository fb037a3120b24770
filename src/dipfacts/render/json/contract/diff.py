"""The JSON of `diff` and `log`: the changes between two states of a base, or of one claim."""

import datetime
from typing import Annotated, Literal

from dipfacts.render.json.contract.claims import Event, Figure, Printed, Relation, Version, about

Claims = dict[str, Figure | Relation | Event]
Value = str | bool | int | float | list[str] | dict[str, list[str]] | None


class State(Printed):
    """A state of a base that is compared."""

    name: Annotated[str, about("what it is called")]
    commit: Annotated[str | None, about("the id of its commit; null where it is files")]
    known_by: Annotated[str | None, about("the day by which claims were known; else null")]


class DiffQuery(Printed):
    """The two states that were compared."""

    command: Annotated[Literal["diff"], about("the command")]
    old: Annotated[State, about("the state before")]
    new: Annotated[State, about("the state after")]


class OldNew(Printed):
    """A value before and after."""

    old: Annotated[Value, about("what it was; null where it was not given")]
    new: Annotated[Value, about("what it is; null where it is not given")]


class EitherIds(Printed):
    """The claims of an answer before and after."""

    old: Annotated[list[str], about("the ids of the claims that answered")]
    new: Annotated[list[str], about("the ids of the claims that answer")]


class ChangedAnswer(Printed):
    """An answer that changes with the claims."""

    kind: Annotated[
        Literal["figure", "relation", "event", "headline", "ranking"],
        about(
            "a figure; a relation or event; the sentence that answers a topic; places of partners"
        ),
    ]
    text: Annotated[str, about("the whole in a sentence")]
    about: Annotated[str, about("what is asked, in words")]
    was: Annotated[str | None, about("the answer before; null where nothing was recorded")]
    now: Annotated[str | None, about("the answer after; null where nothing is recorded")]
    topic: Annotated[str | None, about("its topic")]
    measure: Annotated[str | None, about("its measure; null of relations and events")]
    parties: Annotated[list[str], about("the ids of the parties")]
    period: Annotated[str | None, about("its period, as EDTF")]
    agreement: Annotated[OldNew, about("how far the claims agreed, and agree")]
    facts: Annotated[EitherIds, about("the claims that count, or are revised; of a ranking none")]


class ClaimPlace(Printed):
    """The place of a claim."""

    id: Annotated[str, about("its id there; of a row without a key its number")]
    file: Annotated[str, about("the file")]
    line: Annotated[int, about("the line")]


class Moved(Printed):
    """A claim that is the same in another place."""

    old: Annotated[ClaimPlace, about("where it stood")]
    new: Annotated[ClaimPlace, about("where it stands")]


class ChangedTables(Printed):
    """The differences of tables of one kind; each by its id, with the keys of the fact base."""

    added: Annotated[dict[str, dict[str, Value]], about("those that are new")]
    removed: Annotated[dict[str, dict[str, Value]], about("those that are gone")]
    changed: Annotated[dict[str, dict[str, OldNew]], about("the keys that differ")]
    renamed: Annotated[dict[str, str], about("new ids by old ones of what is otherwise the same")]


class Diff(Printed):
    """The changes between two states of a base."""

    schema_version: Version
    query: Annotated[DiffQuery, about("what was compared")]
    differs: Annotated[bool, about("whether anything that is read differs")]
    answers: Annotated[list[ChangedAnswer], about("the answers that change")]
    added: Annotated[Claims, about("the claims that are new, by id")]
    removed: Annotated[Claims, about("the claims that are gone, by id")]
    changed: Annotated[dict[str, dict[str, OldNew]], about("by id, the keys that differ")]
    renamed: Annotated[dict[str, str], about("new ids by old ones of claims that say the same")]
    moved: Annotated[dict[str, Moved], about("claims that are the same in another place")]
    same: Annotated[int, about("how many claims are the same in the same file")]
    tables: Annotated[
        dict[str, ChangedTables], about("parties, sources, topics, measures, kinds and tables")
    ]
    left_out: Annotated[int, about("headlines and rankings that were not compared")]
    remarks: Annotated[list[str], about("what a reader must know")]


class LogQuery(Printed):
    """Of which claim the history is told."""

    command: Annotated[Literal["log"], about("the command")]
    id: Annotated[str, about("the claim's id")]


class Step(Printed):
    """The change of a claim by a commit."""

    commit: Annotated[str | None, about("the commit; null of what is not committed yet")]
    date: Annotated[datetime.date | None, about("when it was written")]
    author: Annotated[str | None, about("who wrote it")]
    subject: Annotated[str | None, about("the first line of its message")]
    change: Annotated[
        Literal["added", "changed", "renamed", "moved", "withdrawn"]
        | Literal["here-first", "unreadable", "loads-again"],
        about(
            "what it did; here-first: it is in the oldest commit of a shallow clone; unreadable: "
            "its own table cannot be read"
        ),
    ]
    id: Annotated[str, about("the claim's id after it")]
    file: Annotated[str, about("the claim's file after it, from the top of the repository")]
    was: Annotated[str | None, about("its id or its file before, where that is another")]
    changes: Annotated[dict[str, OldNew], about("the keys that differ")]
    fault: Annotated[
        str,
        about("what is wrong in the file where its table cannot be read after it; else empty"),
    ]


class Log(Printed):
    """The history of one claim, the newest first."""

    schema_version: Version
    query: Annotated[LogQuery, about("which claim")]
    history: Annotated[list[Step], about("what was done to it")]
    left_out: Annotated[int, about("how many older steps the limit leaves out")]
    remarks: Annotated[list[str], about("what a reader must know")]
