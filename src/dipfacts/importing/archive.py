"""The tables of a .zip file, such as the bulk downloads of the World Bank, unpacked."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from dipfacts.errors import QuestionError
from dipfacts.importing.wording import first_of
from dipfacts.text import plain

_MOST = 4 << 30  # bytes that are unpacked, lest a small file fill the disk
_READ = (".csv", ".tsv", ".json")


def is_zip(path: str) -> bool:
    """Return whether a file is an archive; a workbook is one too, but none for us."""
    is_file = path.lower().endswith(".zip") and os.path.isfile(path)  # a pipe would be waited for
    return is_file and zipfile.is_zipfile(path)


@contextmanager
def unpacked(path: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the folder that an archive is unpacked to, soon removed, and its CSV and JSON files."""
    with tempfile.TemporaryDirectory() as into:
        try:
            result = _unpack(path, into)
        except (EOFError, zlib.error, zipfile.BadZipFile) as error:
            message = f"{plain(path)} is a broken archive"
            raise QuestionError(message, "download it again") from error
        except (OSError, RuntimeError, NotImplementedError) as error:
            raise QuestionError(f"{plain(path)} cannot be unpacked", "unpack it by hand") from error
        if not result:
            message = f"{plain(path)} holds no CSV file{_but(path)}"
            raise QuestionError(message, "name the file of data")
        yield into, result


def _unpack(path: str, into: str) -> list[str]:
    results = []
    with zipfile.ZipFile(path) as archive:
        members = [it for it in archive.infolist() if _is_data(it.filename)]
        if sum(member.file_size for member in members) > _MOST:
            raise QuestionError(f"{plain(path)} unpacks to more than 4 GB", "unpack it by hand")
        for member in members:
            parts = [it for it in member.filename.split("/") if it not in ("", ".", "..")]
            name = os.path.join(into, *parts)
            os.makedirs(os.path.dirname(name), exist_ok=True)
            with archive.open(member) as packed, open(name, "xb") as out:
                shutil.copyfileobj(packed, out)
            results.append(name)
    return results


def _but(path: str) -> str:
    """Return the names of what an archive holds instead, in brackets."""
    with zipfile.ZipFile(path) as archive:
        names = [plain(it) for it in archive.namelist() if not it.endswith("/")]
    return f" ({first_of(names)})" if names else ""


def _is_data(name: str) -> bool:
    """Return whether a file in an archive may be data, and none that a Mac adds beside each.

    >>> [*map(_is_data, ("a/b.CSV", "read.me", "__MACOSX/b.csv", "a/._b.csv"))]
    [True, False, False, False]
    """
    *folders, file = name.split("/")
    is_added = "__MACOSX" in folders or file.startswith("._")
    return file.lower().endswith(_READ) and not is_added
