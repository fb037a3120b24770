"""The scripts that make TAB work, printed or put where the shell finds them."""

from __future__ import annotations

import errno
import os
import shlex
import stat
from collections.abc import Sequence

from dipfacts.cli.completion.shells import SHELLS
from dipfacts.errors import QuestionError
from dipfacts.text import listed, plain, typed_word
from dipfacts.write import targets
from dipfacts.write.rename import numbered_names
from dipfacts.write.sweep import sweep
from dipfacts.write.whole import whole

_OURS = "dipfacts at TAB in "  # stands in every script of ours, and so in no file of another


def script(shell: str) -> str:
    """Return the text of a shell's script."""
    path = os.path.join(os.path.dirname(__file__), f"complete.{shell}")
    with open(path, encoding="utf-8") as stream:
        return stream.read()


def chosen_shell(line: Sequence[str]) -> str:
    """Return the shell that a line names after its option, else the one that started the program.

    Raises QuestionError for a shell without completion, and for words beside its name.
    """
    option, *words = line
    if other := next((word for word in words if word.startswith("-")), ""):
        raise QuestionError(f"{option} takes no {plain(other)}", f"try dipfacts {option}")
    if len(words) > 1:
        message = f'"{plain(words[1])}" is a word too many: {option} takes the name of a shell'
        raise QuestionError(message, f"try dipfacts {option} {plain(typed_word(words[0]))}")
    named = words[0] if words else ""
    shell = named or _running()
    if shell in SHELLS:
        return shell
    message = f'no completion for the shell "{plain(shell)}"' if shell else "the shell is not known"
    raise QuestionError(message, f"name it: dipfacts {option} {listed(SHELLS, 'or')}")


def _running() -> str:
    """Return the shell that started the program, else the user's own; empty where unknown."""
    import shellingham  # lazy: only where no shell is named

    try:
        return str(shellingham.detect_shell()[0])
    except (shellingham.ShellDetectionFailure, OSError, RuntimeError):
        return os.path.basename(os.environ.get("SHELL", ""))


def install(shell: str) -> str:
    """Put a shell's script where the shell finds it; return a message. Doing it twice is safe.

    Of the user's own files only the one that the shell reads at its start is changed, and only by
    one line at its end; the old one is kept beside it. Raises QuestionError where something cannot
    be written.
    """
    home = os.path.expanduser("~")
    if not os.path.isabs(home) or os.environ.get("HOME") == "":
        hint = "dipfacts --show-completion prints the script: put it where your shell reads it"
        raise QuestionError("there is no home folder to install completion in", hint)
    if shell == "fish":
        folder = _from_environment("XDG_CONFIG_HOME") or os.path.join(home, ".config")
        path = os.path.join(folder, "fish", "completions", "dipfacts.fish")
        _put(path, script(shell))
        return f"wrote {plain(path)}\n  it works in the next shell"
    folder = _from_environment("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
    path = os.path.join(folder, "dipfacts", f"complete.{shell}")
    start = ".bashrc" if shell == "bash" else ".zshrc"
    at = _from_environment("ZDOTDIR") if shell == "zsh" else None
    start = os.path.join(at or home, start)
    quoted = shlex.quote(path)
    line = f"[ ! -f {quoted} ] || . {quoted}  # dipfacts completion"
    _put(path, script(shell))
    kept = _end_with(start, line)
    message = f"wrote {plain(path)}; {plain(start)} reads it {'already' if kept is None else 'now'}"
    if kept:
        message += f"\n  the old one is kept as {plain(kept)}"
    return f"{message}\n  it works in the next shell"


def _from_environment(name: str) -> str | None:
    """Return the folder that a variable names; the XDG standard ignores relative ones."""
    folder = os.environ.get(name, "")
    return folder if os.path.isabs(folder) else None


def _put(path: str, text: str) -> None:
    """Write a script of ours, whole or not at all, and never over a file of another's.

    An existing script that differs may have been changed by the user: it is kept.
    """

    def refuse_foreign(at: str) -> None:
        if _OURS.encode() not in _content(at):
            hint = "move it away, or add what dipfacts --show-completion prints yourself"
            raise QuestionError(f"{plain(path)} was not written by dipfacts", hint)

    try:
        real = targets.resolve(path, targets.Inputs())
        os.makedirs(os.path.dirname(real), exist_ok=True)
        keep = None
        if os.path.lexists(real):
            if _content(real) == text.encode():
                return
            keep = _free_name(f"{real}.before-dipfacts")
        with whole(real, refuse_foreign, label=path, keep=keep) as new, open(new, "xb") as stream:
            stream.write(text.encode())
    except OSError as error:
        raise _refused(path, error) from None


def _end_with(path: str, line: str) -> str | None:
    """Add a line at the end of a file unless it is there; return where the old one is kept.

    Nothing else of the file is touched. The result is empty where there was no file, None where
    nothing was added.
    """
    try:
        real = targets.resolve(path, targets.Inputs())
        sweep(os.path.dirname(real), None)  # the copy of a run that was killed gets its name
        text = _content(real) if os.path.lexists(real) else b""

        def refuse_foreign(at: str) -> None:
            if _content(at) != text:
                hint = "look at it, and try again"
                raise QuestionError(f"{plain(path)} has changed meanwhile", hint)

        wanted = os.fsencode(line)
        if wanted in text.splitlines():
            return None
        kept = _free_name(f"{real}.before-dipfacts") if os.path.lexists(real) else ""
        with (
            whole(real, refuse_foreign, label=path, keep=kept or None) as new,
            open(new, "xb") as out,
        ):
            ended = not text or text.endswith(b"\n")
            out.write(text + (b"" if ended else b"\n") + wanted + b"\n")
    except OSError as error:
        raise _refused(path, error) from None
    return kept


def _content(path: str) -> bytes:
    """Return the content of a file. Raises OSError for a link, and for what is no file."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise OSError(errno.EINVAL, "it is no file")
    with open(path, "rb") as stream:
        return stream.read()


def _free_name(name: str) -> str:
    """Return a name that nothing has: this one, or this one and a number."""
    return next(it for it in numbered_names(name) if not os.path.lexists(it))


def _refused(path: str, error: OSError) -> QuestionError:
    reason = (error.strerror or "it cannot be written").lower()
    hint = "dipfacts --show-completion prints the script: put it where your shell reads it"
    return QuestionError(f"{plain(path)} cannot be written: {reason}", hint)
