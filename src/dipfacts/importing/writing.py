"""The files that an import writes: the TOML, and the CSV that goes with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress

from dipfacts.errors import QuestionError
from dipfacts.importing import toml
from dipfacts.importing.importer import Prepared
from dipfacts.importing.inputs import Input
from dipfacts.read.files import regular
from dipfacts.text import plain
from dipfacts.write import signals, targets
from dipfacts.write.whole import whole

_AGAIN = "move it away and import again, with your changes"
_BESIDE = "add --id NAME to write another file beside it"


def write(prepared: Prepared) -> list[str]:
    """Write the TOML, and the CSV where there is one to write; return their paths.

    Both are whole before either has its name, and signals wait meanwhile. Raises QuestionError for
    what stands there and is not ours, OSError for what cannot be written, with its path.
    """
    toml_path, csv_path, made = prepared.toml_path, prepared.csv_path, prepared.made
    changed, before = f"{_AGAIN} in {prepared.file.label}", ""
    if os.path.lexists(toml_path):
        with open(toml_path, encoding="utf-8", errors="replace", opener=regular) as stream:
            before = stream.read()

    def refuse_foreign(at: str) -> None:
        if not toml.is_ours(before):
            raise _not_ours(toml_path, before, prepared.file)

    def look_at_csv(at: str, name: str = prepared.csv_name) -> None:
        with open(at, "rb", opener=regular) as stream:
            content = stream.read()
        # A table made here may be left by an import that was killed before its TOML was there.
        is_own = prepared.plan.derived is not None or name in names
        is_here = is_own and name == prepared.csv_name and content == made
        if not is_here and not toml.is_made(name, content, before):
            raise _error_for_others(os.path.join(prepared.folder, name), f"{changed}, or {_BESIDE}")

    names = toml.files_made(before)
    if before:
        refuse_foreign(toml_path)
    for name in names:  # what was changed in one of another name would be read no more
        if os.path.isfile(path := os.path.join(prepared.folder, name)):
            look_at_csv(path, name)
    text, written = prepared.text.encode(), [toml_path]
    with _folder(prepared.folder), signals.held(), ExitStack() as stack:
        _fill(stack.enter_context(_replaced(toml_path, refuse_foreign)), text, toml_path)
        if made is not None:
            _fill(stack.enter_context(_replaced(csv_path, look_at_csv)), made, csv_path)
            written = [csv_path, toml_path]
    return written


@contextmanager
def _folder(path: str) -> Iterator[None]:
    """Make a folder, and those above it; remove again what was made if nothing is written."""
    new, at = list[str](), os.path.realpath(path)
    while not os.path.isdir(at) and at != os.path.dirname(at):
        new.append(at)
        at = os.path.dirname(at)
    try:
        os.makedirs(path, exist_ok=True)
        yield
    except BaseException:
        with suppress(OSError):  # somebody has put something there
            for folder in new:
                os.rmdir(folder)
        raise


def _replaced(path: str, refuse_foreign: Callable[[str], None]) -> AbstractContextManager[str]:
    """Return the path to write a file to, which is whole, over nothing that is refused."""
    return whole(targets.resolve(path, targets.Inputs()), refuse_foreign, label=path)


def _fill(new: str, content: bytes, path: str) -> None:
    """Write the content of a file. Raises OSError with the path that is to be its own."""
    try:
        with open(new, "xb") as stream:
            stream.write(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None


def _not_ours(path: str, text: str, file: Input) -> QuestionError:
    """Return the error for a TOML that is not as an import wrote it, which `file` is to replace."""
    if not toml.was_ours(text):
        return _error_for_others(path, f"move it away and import again, or {_BESIDE}")
    if file.is_fixed:  # its columns, and who published it, cannot be told
        return _error_for_others(
            path, "move it away, import again, and make your changes in the new file"
        )
    return _error_for_others(path, f"{_AGAIN} as options such as --map publisher=…")


def _error_for_others(path: str, hint: str) -> QuestionError:
    return QuestionError(f"{plain(path)} was not written by an import, or was changed since", hint)
