"""The program `dipfacts`, and `python -m dipfacts`: a quick start and a quick end."""

from __future__ import annotations

import gc
import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


def main() -> None:
    """Run the command line and exit.

    0 answered, 1 nothing found, 2 question wrong, 3 fact base wrong, 70 a fault of the program, 130
    interrupted.
    """
    try:
        from dipfacts.write import signals  # lazy: an interrupt of this is told as any other

        try:
            status = _status()
            signals.ignore()
        except signals.EndedError:
            status = 70  # not reached: what it passed ends with this block, and then the program
    except KeyboardInterrupt:  # while importing, too
        from dipfacts.write import signals  # lazy: it may not have been loaded yet

        signals.ignore()
        status = 130
        if "_DIPFACTS_COMPLETE" not in os.environ:  # a line would stand in what is being typed
            _complain("interrupted")
    except Exception as error:  # not even what tells signals can be loaded
        status = _not_loaded(error)
    # Everything is written and closed; tearing the interpreter down would only take time.
    os._exit(status)


def _status() -> int:
    """Run the program; return the exit status."""
    from dipfacts.write import signals  # lazy: an interrupt of this is told as any other

    try:
        signals.heed()
        return _run()
    except Exception as error:  # what tells of faults cannot be loaded itself
        signals.check()  # which an interrupt may have been taken for
        return _not_loaded(error)
    finally:
        _flush()


def _not_loaded(error: Exception) -> int:
    """Print why the program cannot be loaded; return the exit status."""
    # A SystemError is one of Python's own, which had no memory to say so.
    why = "" if isinstance(error, SystemError) else str(error)
    _complain(f"the program cannot be loaded: {why or 'there is too little memory'}")
    return 70


def _complain(text: str) -> None:
    """Print a line on standard error, where nobody may be there to read it."""
    try:  # noqa: SIM105  # contextlib may be what cannot be loaded
        print(f"dipfacts: {text}", file=sys.stderr)
    except OSError:
        pass


def _flush() -> None:
    """Write what waits for standard error."""
    from contextlib import suppress  # lazy: by now it is loaded anyway

    with suppress(OSError):  # nobody reads it, or there is no room
        sys.stderr.flush()


def _import_msgspec() -> None:
    """Import msgspec without what no answer needs of it, a seventh of a look-up's time.

    It takes from typing_extensions what typing has since Python 3.11; schemas alone ask for
    textwrap; and platform tells uuid the name of the system. For the program alone: who imports
    dipfacts as a library has msgspec as it is. A version that asks for more is loaded as it is.
    """
    platform = _loaded_when_asked("platform")
    platform.system = lambda: os.uname().sysname  # type: ignore[attr-defined]  # as the real one
    stand_ins = {
        "typing_extensions": None,
        "platform": platform,
        "textwrap": _loaded_when_asked("textwrap"),
    }
    missing = {name: it for name, it in stand_ins.items() if name not in sys.modules}
    sys.modules.update(missing)  # type: ignore[arg-type]  # None: there is no such module
    try:
        # lazy: only beside the stand-ins
        import msgspec  # noqa: F401  # for all that import it later
    except (ImportError, AttributeError):  # another version, which who needs it first loads whole
        for name in [name for name in sys.modules if name.partition(".")[0] == "msgspec"]:
            del sys.modules[name]
    finally:
        for name in missing:
            del sys.modules[name]


def _loaded_when_asked(name: str) -> ModuleType:
    """Return a module that has what the module of a name has, which it imports when asked."""
    module: ModuleType = type(sys)(name)
    # Of the module and not of its class: PEP 562.
    module.__dict__["__getattr__"] = lambda attribute: getattr(__import__(name), attribute)
    return module


def _run() -> int:
    """Run the command line, or complete a word; return the exit status."""
    # A look-up makes no garbage worth collecting, and looking for it is a tenth of its time.
    gc.disable()
    _import_msgspec()
    if shell := os.environ.get("_DIPFACTS_COMPLETE"):
        from dipfacts.cli.completion import protocol  # lazy: only for a word to complete

        protocol.main(shell, sys.argv[1:])
        return 0
    from dipfacts.cli.app import run  # lazy: a word to complete needs less

    # A parent may have closed our outputs; what is written to them then is for nobody.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # kept open until the end
    _write_in_full()
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # kept open until the end
    return run(sys.argv[1:])


def _write_in_full() -> None:
    """Have standard output write all that it is given, or raise OSError.

    Without a buffer, as PYTHONUNBUFFERED asks in many containers, text is passed to the system,
    which may take a part of it and say no more than how much: on a full disk, or by a pipe that
    does not wait.
    """
    out = sys.stdout
    if isinstance(out.buffer, io.RawIOBase):
        whole = io.BufferedWriter(out.buffer)
        is_read = out.isatty()  # line by line
        sys.stdout = io.TextIOWrapper(whole, out.encoding, out.errors, line_buffering=is_read)


if __name__ == "__main__":
    main()
