"""What no output may be written to: the files of the fact base in use, and its cache."""

from __future__ import annotations

import contextlib
import os

from dipfacts.errors import QuestionError
from dipfacts.index.cache import INDEX_NAME, cache_folder
from dipfacts.read import files
from dipfacts.write.targets import Identity, Inputs


def inputs_of(facts: list[str] | None) -> Inputs:
    """Return what the fact base in use is read from; what is not there is left out.

    `facts` are the paths that were typed, else DIPFACTS_FACTS, else the bundled base.
    """
    identities, folders = set[Identity](), []
    for path in files.base_paths(facts or []):
        if path != files.BUNDLED and os.path.isdir(path):
            folders.append(path)
        with contextlib.suppress(QuestionError):
            for file in files.source_files([path]):
                with contextlib.suppress(OSError, ValueError):
                    status = os.stat(0 if file.path == files.STDIN else file.path)
                    identities.add((status.st_dev, status.st_ino))
    return Inputs(frozenset(identities), tuple(folders), cache_folder(), INDEX_NAME)
