"""The run of a command line to its end: output flushed, faults told in a line, the right status."""

import contextlib
import errno
import os
import sys

from dipfacts.cli import fast_parser
from dipfacts.cli.output import REMEDIES, complain, discard_output
from dipfacts.cli.registry import COMMANDS
from dipfacts.errors import DipfactsError, FactBaseError, is_of_memory, lacking
from dipfacts.text import plain
from dipfacts.write import signals

FAULT = 70  # EX_SOFTWARE of sysexits.h: the program is at fault, not the question or the base
_DEBUG = "DIPFACTS_DEBUG"
_FEWER = "close other programs, and try again"


def run(line: list[str]) -> int:
    """Run the command line with these words and flush all output; return the exit status.

    Raises KeyboardInterrupt where the user interrupts it.
    """
    try:
        status = _ungrouped(line)
        sys.stdout.flush()
        signals.check()
        return status
    except FactBaseError as error:
        for text in (*map(str, error.summary.first), *error.summary.rest(_check(line))):
            complain(text)
        return error.exit_status
    except DipfactsError as error:
        complain(f"dipfacts: {error.message}")
        if hint := _hint(error, line):
            complain(hint, 2)
        return error.exit_status
    except BrokenPipeError:
        discard_output()
        return 0
    except OSError as error:
        if error.errno == errno.ENOMEM:
            return _fault(error, line)
        if _is_of_program(error.filename):
            why = (error.strerror or "why").lower()
            complain(f"dipfacts: {plain(error.filename)} of the program cannot be read: {why}")
            complain("dipfacts is installed in part, or in an archive: install it again", 2)
            return FAULT
        if "temporary directory" in (error.strerror or ""):  # as tempfile puts it, with a list
            complain("dipfacts: no folder for temporary files may be written to; set TMPDIR to one")
            return 2
        if error.errno == errno.ENOENT and _has_no_folder():
            complain("dipfacts: the current folder is gone")
            complain("go to another", 2)
            return 2
        why = (error.strerror or "why").lower()
        no_handle = error.errno in (errno.EMFILE, errno.ENFILE)
        complain(f"dipfacts: {why if no_handle else f'the answer cannot be written: {why}'}")
        if remedy := REMEDIES.get(error.errno or 0):
            complain(remedy, 2)
        discard_output()
        return 2
    except Exception as error:  # nothing that a user could have done
        signals.check()
        return _fault(error, line)


def _check(line: list[str]) -> str:
    """Return the command that lists the problems of the base that a line names."""
    # lazy: most bases have no errors
    from dipfacts.cli.command_lines import command_line
    from dipfacts.cli.typed_line import TypedLine

    typed = TypedLine([*line, ""])
    states = typed.positional[1:] if typed.command == "diff" else ()
    paths = [*filter(os.path.lexists, states), *typed.facts]
    return f"{command_line(['check', *paths])} lists them"


def _hint(error: DipfactsError, line: list[str]) -> str:
    """Return the remedy of a mistake, its commands about the fact base that the line names."""
    if isinstance(error.remedy, str):
        return error.hint
    # lazy: only for a slip
    from dipfacts.cli.command_lines import asking
    from dipfacts.cli.typed_line import TypedLine

    return asking(TypedLine([*line, ""]).facts, error.remedy)


def _ungrouped(line: list[str]) -> int:
    """Run a command line; a failure of the system in a task of it is raised as in any other."""
    try:
        return _run(line)
    except ExceptionGroup as group:
        if isinstance(error := _first(group), OSError):
            raise error from group
        raise


def _first(error: Exception) -> Exception:
    """Return the first error in a group, as tasks that wait for each other raise one."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


def _is_of_program(path: object) -> bool:
    """Return whether a path is of a file of the program itself, such as a table of names."""
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return isinstance(path, str) and os.path.abspath(path).startswith(os.path.join(folder, ""))


def _has_no_folder() -> bool:
    """Return whether the current folder is gone, of which whole paths are made."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def _run(line: list[str]) -> int:
    if line and not line[0].islower() and line[0].lower() in COMMANDS:
        line = [line[0].lower(), *line[1:]]  # Timeline
    if typed := fast_parser.read(line):
        return fast_parser.run(*typed)
    from dipfacts.cli import help  # lazy: not needed by look-ups

    if not line or help.is_asked(line):
        help.run(line)
        return 0 if line else 2
    from dipfacts.cli import root  # lazy: Typer is most of the start, and needed only for slips

    return root.run(line)


def _fault(error: Exception, line: list[str]) -> int:
    """Say in one line what went wrong in the program; return the exit status.

    The whole traceback follows where DIPFACTS_DEBUG is set.
    """
    raised, error = error, _first(error)
    if what := lacking(error):
        complain(f"dipfacts: {what}; {_less(line) if is_of_memory(error) else _FEWER}")
    else:
        what = f"a fault of the program ({_error_with_line(error)})"
        complain(f"dipfacts: {what}; please report it{_where()}, with what {_DEBUG}=1 adds")
    if os.environ.get(_DEBUG):
        import traceback  # lazy: only for whoever mends the fault

        traceback.print_exception(raised)
    return FAULT


def _less(line: list[str]) -> str:
    """Return the remedy where a command takes more memory than there is."""
    command = COMMANDS.get(line[0]) if line else None
    has_limit = command is None or "--limit" in command.by_flag
    return "ask for less (--limit, --in)" if has_limit else "close other programs, or take less"


def _where() -> str:
    """Return where faults are reported, as the package says; nothing where it is not installed."""
    from importlib import metadata  # lazy: slow to load, and needed for a fault alone

    with contextlib.suppress(metadata.PackageNotFoundError):
        for named in metadata.metadata("dipfacts").get_all("Project-URL") or ():
            name, _, address = named.partition(", ")
            if name == "Issues":
                return f" at {address}"
    return ""


def _error_with_line(error: Exception) -> str:
    """Return the kind of an error, and the last line of ours that it went through."""
    lines, trace = [], error.__traceback__
    while trace:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.partition(".")[0] == "dipfacts":
            lines.append(f"{name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} in {lines[-1] if lines else 'a library'}"
