"""Run a command line, and end with the right status."""

import contextlib
import sys

from dipfacts.cli import words
from dipfacts.cli.output import discard_output
from dipfacts.errors import DipfactsError, FactBaseError
from dipfacts.text import plain


def run(line: list[str]) -> int:
    """Run the command line with these words and flush all output; return the exit status."""
    try:
        status = _run(line)
        sys.stdout.flush()
        return status
    except FactBaseError as error:
        for problem in error.problems:
            _complain(str(problem))
        return error.exit_status
    except DipfactsError as error:
        _complain(f"dipfacts: {error.message}")
        if error.hint:
            _complain(f"  {error.hint}")
        return error.exit_status
    except BrokenPipeError:
        discard_output()
        return 0
    except OSError as error:
        _complain(f"dipfacts: the answer cannot be written: {(error.strerror or 'why').lower()}")
        discard_output()
        return 2
    except KeyboardInterrupt:
        return 130


def _run(line: list[str]) -> int:
    if typed := words.read(line):
        return words.run(*typed)
    from dipfacts.cli import root  # Typer is most of the start, and needed only for help and slips

    return root.run(line)


def _complain(line: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(plain(line) if not line.startswith("  ") else f"  {plain(line[2:])}", file=sys.stderr)
