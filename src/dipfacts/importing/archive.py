"""Unpack the tables of a .zip file, such as the bulk downloads of the World Bank."""

from __future__ import annotations

import os
import shutil
import zipfile

from dipfacts.errors import QuestionError
from dipfacts.text import plain

_MOST = 4 << 30  # bytes that are unpacked, lest a small file fill the disk
_READ = (".csv", ".tsv", ".json")


def is_zip(path: str) -> bool:
    """Return whether a file is an archive; a workbook is one too, but none for us."""
    return path.lower().endswith(".zip") and zipfile.is_zipfile(path)


def unpacked(path: str, folder: str) -> list[str]:
    """Unpack the CSV and JSON files of an archive into a folder; return their paths."""
    into = os.path.join(folder, f".dipfacts-zip-{len(os.listdir(folder))}")
    os.mkdir(into)
    found = []
    try:
        with zipfile.ZipFile(path) as archive:
            members = [it for it in archive.infolist() if it.filename.lower().endswith(_READ)]
            if sum(member.file_size for member in members) > _MOST:
                raise QuestionError(f"{plain(path)} unpacks to more than 4 GB", "unpack it by hand")
            for member in members:
                name = os.path.join(into, os.path.basename(member.filename))
                with archive.open(member) as packed, open(name, "wb") as out:
                    shutil.copyfileobj(packed, out)
                found.append(name)
    except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        raise QuestionError(f"{plain(path)} cannot be unpacked", "unpack it by hand") from error
    if not found:
        raise QuestionError(f"{plain(path)} holds no CSV file", "name the file of data")
    return found
