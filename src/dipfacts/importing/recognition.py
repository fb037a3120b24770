"""The files to import, opened, and the format that each is of."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from dipfacts.errors import QuestionError
from dipfacts.importing.formats.contents import FORMATS, OWN_TABLE, Format
from dipfacts.importing.inputs import OF_ALL, Input, open_input
from dipfacts.importing.own_tables import frictionless, mapped
from dipfacts.importing.unknown_files import unknown
from dipfacts.text import plain

_LACKING = "not imported, without the columns that --map names"


@contextmanager
def inputs(paths: Sequence[str]) -> Iterator[list[Input]]:
    """Yield the files to import, opened; of a .zip file what it holds. Raises QuestionError."""
    from dipfacts.importing.archive import is_zip, unpacked  # lazy: few files are one

    with ExitStack() as stack:
        results = []
        for path in {_real(path): path for path in paths}.values():
            if not is_zip(path):
                results.append(open_input(path))
                continue
            into, parts = stack.enter_context(unpacked(path))
            results += [open_input(part, path, into) for part in parts]
        yield results


def _real(path: str) -> str:
    """Return a path without links; as it is, where there is no current folder to start from."""
    try:
        return os.path.realpath(path)
    except FileNotFoundError:
        return path


def recognise(files: Sequence[Input], given: dict[str, str]) -> list[tuple[Format, Input]]:
    """Return the data files with their formats; those that only explain others are beside them.

    Raises QuestionError for a file of no known format, but for one beside others in an archive.
    """
    helpers = tuple(file for file in files if any(it.explains(file) for it in FORMATS))
    packaged = frictionless.packaged(files)
    results, strange = [], []
    for file in files:
        if file in helpers or os.path.realpath(file.path) in packaged:
            continue
        file = replace(file, beside=helpers, given=given)
        if format_ := _format_of(file):
            results.append((format_, replace(file, is_fixed=format_.fixes_columns)))
        elif file.packed:  # a provider's archive may hold more than its data
            strange.append(file)
        else:
            raise unknown(file)
    if strange and not results:
        raise unknown(strange[0])
    results, lacking = _with_columns(results)
    aside = [
        f"{why}: {', '.join(plain(file.name) for file in left)}"
        for why, left in (("of no known format", strange), (_LACKING, lacking))
        if left
    ]
    if aside:
        results[0] = (results[0][0], replace(results[0][1], aside="; ".join(aside)))
    if not results:
        names = ", ".join(plain(file.name) for file in files)
        raise QuestionError(f"{names} holds no data", "name the file of data, too")
    _check_map([format_ for format_, _ in results], given)
    return results


def _with_columns(
    files: Sequence[tuple[Format, Input]],
) -> tuple[list[tuple[Format, Input]], list[Input]]:
    """Return the files to import, and those of an archive that lack what others have by `--map`."""
    own = [file for format_, file in files if format_ is OWN_TABLE]
    lacking = [file for file in own if file.packed and not mapped.has_columns(file)]
    if len(lacking) == len(files):
        lacking = []
    alone = len(files) == 1
    taken = [(it, replace(file, is_alone=alone)) for it, file in files if file not in lacking]
    return taken, lacking


def _format_of(file: Input) -> Format | None:
    """Return the format of a file: that which knows it, else what `--map` says."""
    return next((it for it in (*FORMATS, OWN_TABLE) if it.recognise(file)), None)


def _check_map(formats: Sequence[Format], given: dict[str, str]) -> None:
    """Raise QuestionError for what `--map` says of columns whose meaning a format fixes."""
    needless = [key for key in given if key not in OF_ALL]
    if needless and all(it.fixes_columns for it in formats):
        message = f"--map {plain(needless[0])}: {formats[0].name} fixes what its columns mean"
        raise QuestionError(message, f"leave it out; only {', '.join(OF_ALL)} can be told")
