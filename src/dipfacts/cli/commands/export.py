"""The command that writes a fact base as tables for other tools."""

# No deferred annotations here: Typer would evaluate each of them at every start.
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from dipfacts.cli import options as o

if TYPE_CHECKING:
    from dipfacts.query.base import Base

FORMATS = ("sqlite", "parquet", "csv")


def export(
    target: Annotated[
        str,
        typer.Argument(metavar="FILE|DIR", help="What to write: a file for sqlite, else a folder."),
    ],
    to: Annotated[
        str | None, typer.Option("--to", metavar="|".join(FORMATS), help="What to write it as.")
    ] = None,
    partition_by: Annotated[
        str | None,
        typer.Option("--partition-by", metavar="topic|year", help="Claims in parts, for parquet."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an export.")] = False,
    facts: o.Facts = None,
) -> int:
    """A fact base as tables that other tools open: SQLite, Parquet or CSV.

    Every claim is written, deprecated ones too, with parties, names, sources, topics and measures.
    """
    from dipfacts.cli.output import unwritable
    from dipfacts.export.target import made
    from dipfacts.model.display import counted
    from dipfacts.query.base import open_base
    from dipfacts.text import plain
    from dipfacts.write.targets import check_name

    check_name(target)
    form = _chosen(to, target)
    part = _partition(partition_by, form)
    write = _writer(form, part)
    try:
        with made(target, form != "sqlite", force, facts) as new, open_base(*(facts or [])) as base:
            counts = write(base, new)
    except OSError as error:
        raise unwritable(target, error) from None
    told = [counted(counts["claims"], "claim"), counted(counts["parties"], "party")]
    told.append(counted(counts["sources"], "source"))
    print(f"wrote {plain(target)}: {', '.join(told)}")
    return 0


def _chosen(to: str | None, target: str) -> str:
    """The format asked for, else that of a file's ending. Raises QuestionError."""
    from dipfacts.errors import QuestionError
    from dipfacts.text import did_you_mean, plain

    if to in FORMATS:
        return to
    if to is None:
        if target.lower().endswith((".db", ".sqlite", ".sqlite3")):
            return "sqlite"
        hint = f"add --to {', '.join(FORMATS[:-1])} or {FORMATS[-1]}"
        raise QuestionError(f"{plain(target)} does not tell what to write", hint)
    hint = did_you_mean(to, FORMATS, f"there are {', '.join(FORMATS)}")
    raise QuestionError(f'there is no export to "{plain(to)[:40]}"', hint)


def _partition(by: str | None, form: str) -> str | None:
    """What the claims are divided by. Raises QuestionError."""
    from dipfacts.errors import QuestionError
    from dipfacts.text import plain

    if by is not None and form != "parquet":
        raise QuestionError("--partition-by is for parquet", "add --to parquet")
    if by not in (None, "topic", "year"):
        raise QuestionError(
            f'claims cannot be divided by "{plain(by)[:40]}"', "divide them by topic or year"
        )
    return by


def _writer(form: str, by: str | None) -> Callable[["Base", str], dict[str, int]]:
    """What writes that format. Raises QuestionError where the library for it is missing."""
    from functools import partial

    from dipfacts.errors import QuestionError

    if form == "sqlite":
        from dipfacts.export.sqlite import write
    elif form == "csv":
        from dipfacts.export.delimited import write
    else:
        try:
            from dipfacts.export import parquet
        except ImportError:
            hint = "pip install 'dipfacts[parquet]'"
            raise QuestionError("Parquet takes a library that is not there", hint) from None
        return partial(parquet.write, partition_by=by)
    return write
