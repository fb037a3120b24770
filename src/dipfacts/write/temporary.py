"""Temporary files, which the user named nowhere and whose failure is told by their folder."""

import errno
import os
import tempfile

from dipfacts.errors import QuestionError, is_of_memory
from dipfacts.text import plain

_ELSEWHERE = "set TMPDIR to another folder"
_REMEDIES = {
    errno.EFBIG: "allow larger files (ulimit -f)",
    errno.ENOSPC: f"make room there, or {_ELSEWHERE}",
    errno.EDQUOT: f"make room there, or {_ELSEWHERE}",
}


def write_temporary(path: str, data: bytes) -> None:
    """Write a new file that is soon removed. Raises QuestionError where the system does not."""
    try:
        with open(path, "xb") as stream:
            stream.write(data)
    except OSError as error:
        if is_of_memory(error) or not error.errno:
            raise
        why, hint = os.strerror(error.errno).lower(), _REMEDIES.get(error.errno, _ELSEWHERE)
        message = f"no temporary file can be written in {plain(tempfile.gettempdir())}: {why}"
        raise QuestionError(message, hint) from None
