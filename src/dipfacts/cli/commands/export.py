"""The command that writes a fact base as tables for other tools."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable
from functools import partial

from dipfacts.cli.lookup import opened, report_errors
from dipfacts.cli.output import complain, say, unwritable
from dipfacts.cli.progress import Bar
from dipfacts.errors import QuestionError
from dipfacts.export.target import TABLES_ALONE, Ours, made_file, made_folder
from dipfacts.model.display import counted
from dipfacts.query.base import Base
from dipfacts.read.files import STDIN
from dipfacts.render.indexes import in_bytes
from dipfacts.text import did_you_mean, listed, plain, short
from dipfacts.write.targets import check_name

FORMATS = ("sqlite", "parquet", "csv", "site")
PARTITIONS = ("topic,decade", "topic", "decade", "year", "none")


def _owned_by_site(name: str) -> bool:
    from dipfacts.serve import files  # lazy: tables need none of it

    return files.owns(name)


def _is_page(folder: str, name: str) -> bool:
    from dipfacts.render import recognise  # lazy: tables need none of it

    return recognise.is_answer(os.path.join(folder, name))


_SITE = Ours("an exported site", "--to site with --force", "index.html", _owned_by_site, _is_page)


def export(
    target: str, to: str | None, partition_by: str | None, force: bool, facts: list[str] | None
) -> int:
    """Write a fact base to a file or folder; return the exit status."""
    check_name(target)
    if target == STDIN:
        hint = "name a file or a folder; dipfacts timeline --format csv prints claims"
        raise QuestionError("an export cannot go to standard output", hint)
    form = _format(to, target)
    if form == "site":
        return _site(target, force, facts)
    write = _writer(form, _partition(partition_by, form))
    if form == "sqlite":
        made = made_file(target, force, facts)
    else:
        made = made_folder(target, force, facts, TABLES_ALONE, (_SITE,))
    try:
        with made as new, opened(facts or []) as base:
            counts = write(base, new)
            report_errors(base, facts or ())
    except OSError as error:
        raise unwritable(target, error) from None
    parts = [counted(counts["claims"], "claim"), counted(counts["parties"], "party")]
    parts.append(counted(counts["sources"], "source"))
    say(f"wrote {target}: {', '.join(parts)}")
    return 0


def _site(target: str, force: bool, facts: list[str] | None) -> int:
    """Write a fact base as pages for a browser, after telling how large they are."""
    from dipfacts.cli.commands.serve import question_options  # lazy: only a site needs it
    from dipfacts.serve import files

    options = question_options()
    bar = Bar("Writing the site", "pages")
    gc.enable()  # unlike a look-up it makes many pages
    try:
        with (
            made_folder(target, force, facts, _SITE, (TABLES_ALONE,)) as new,
            opened(facts or []) as base,
        ):
            about = files.estimate(base, options)
            complain(
                f"dipfacts: about {about.pages:,} pages, {in_bytes(about.bytes)}; Ctrl-C stops"
            )
            _check_room(target, about.bytes)
            written = files.write(base, new, options, bar.update)
            report_errors(base, facts or ())
    except OSError as error:
        raise unwritable(target, error) from None
    finally:
        bar.close()
    say(f"wrote {target}: {counted(written.pages, 'page')}, {in_bytes(written.bytes)}")
    return 0


def _check_room(target: str, wanted: int) -> None:
    """Raise QuestionError where there is too little room for so many bytes."""
    free = shutil.disk_usage(os.path.dirname(os.path.abspath(target))).free
    if free < wanted:
        message = (
            f"{plain(target)} needs about {in_bytes(wanted)}, and {in_bytes(free)} are free there"
        )
        raise QuestionError(message, "make room there, or name another place")


def _format(to: str | None, target: str) -> str:
    """Return the format asked for, else that of a file's ending. Raises QuestionError."""
    if to in FORMATS:
        return to
    if to is None:
        if target.lower().endswith((".db", ".sqlite", ".sqlite3")):
            return "sqlite"
        hint = f"add --to {listed(FORMATS, 'or')}"
        raise QuestionError(f"cannot infer a format from {plain(target)}", hint)
    hint = did_you_mean(to, FORMATS, f"there are {', '.join(FORMATS)}")
    raise QuestionError(f'there is no export to "{short(to)}"', hint)


def _partition(by: str | None, form: str) -> tuple[str, ...]:
    """Return the columns that claims and questions are divided by. Raises QuestionError."""
    if by is not None and form != "parquet":
        raise QuestionError("--partition-by is for parquet", "add --to parquet")
    if by is not None and by not in PARTITIONS:
        message = f'claims cannot be divided by "{short(by)}"'
        hint = 'divide them by topic, decade or year, by "topic,decade", or by none'
        raise QuestionError(message, hint)
    return () if by == "none" else tuple((by or PARTITIONS[0]).split(","))


def _writer(form: str, by: tuple[str, ...]) -> Callable[[Base, str], dict[str, int]]:
    """Return the function for a format. Raises QuestionError where its library is missing."""
    if form == "sqlite":
        from dipfacts.export.sqlite import write  # lazy: each form needs its own
    elif form == "csv":
        from dipfacts.export.csv import write  # lazy: each form needs its own
    else:
        try:
            from dipfacts.export import parquet  # lazy: each form needs its own
        except ModuleNotFoundError:
            from dipfacts.render.extras import how_to_install  # lazy: only where it is missing

            message = "Parquet needs the library pyarrow"
            raise QuestionError(message, how_to_install("parquet")) from None
        return partial(parquet.write, by=by)
    return write
