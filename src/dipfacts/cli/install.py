"""The scripts that make TAB work: printed, or put where the shell finds them."""

from __future__ import annotations

import os
import shlex
import sys

from dipfacts.names import plain
from dipfacts.problem import QuestionError

SHELLS = ("bash", "zsh", "fish")
_OURS = "dipfacts at TAB in "  # stands in every script of ours, and so in no file of another


def script(shell: str) -> str:
    """The text of a shell's script."""
    path = os.path.join(os.path.dirname(__file__), f"complete.{shell}")
    with open(path, encoding="utf-8") as stream:
        return stream.read()


def chosen_shell() -> str:
    """The shell named after the option, else the one that the program was started from.

    Raises QuestionError where it is none of ours.
    """
    named = next((word for word in sys.argv[2:3] if not word.startswith("-")), "")
    shell = named or _running()
    if shell in SHELLS:
        return shell
    message = f'no completion for the shell "{plain(shell)}"' if shell else "the shell is not known"
    hint = "name it: dipfacts --install-completion bash, zsh or fish"
    raise QuestionError(message, hint)


def _running() -> str:
    """The shell that is running us, else the user's own; empty where neither can be told."""
    import shellingham

    try:
        return str(shellingham.detect_shell()[0])
    except (shellingham.ShellDetectionFailure, OSError, RuntimeError):
        return os.path.basename(os.environ.get("SHELL", ""))


def install(shell: str) -> str:
    """Put a shell's script where it is found; returns what to tell of it. Doing it twice is safe.

    Of the user's own files only the one that the shell reads at its start is touched, and only by
    one line at its end. Raises QuestionError where something cannot be written.
    """
    home = os.path.expanduser("~")
    if shell == "fish":
        folder = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
        path = os.path.join(folder, "fish", "completions", "dipfacts.fish")
        _put(path, script(shell))
        return f"wrote {plain(path)}\n  it works in the next shell"
    folder = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
    path = os.path.join(folder, "dipfacts", f"complete.{shell}")
    start = ".bashrc" if shell == "bash" else ".zshrc"
    at = os.environ.get("ZDOTDIR") if shell == "zsh" else None
    start = os.path.join(at or home, start)
    quoted = shlex.quote(path)
    line = f"[ ! -f {quoted} ] || . {quoted}  # dipfacts completion"
    _put(path, script(shell))
    added = _end_with(start, line)
    told = f"{plain(start)} reads it" + (" now" if added else " already")
    return f"wrote {plain(path)}; {told}\n  it works in the next shell"


def _put(path: str, text: str) -> None:
    """Write a script of ours, whole or not at all, and never in place of a file of another's."""
    try:
        if os.path.lexists(path):
            with open(path, encoding="utf-8", errors="replace") as stream:
                if _OURS not in stream.read():
                    hint = "move it away, or add what dipfacts --show-completion prints yourself"
                    raise QuestionError(f"{plain(path)} is not of our making", hint)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        made = f"{path}.{os.getpid()}.new"
        with open(made, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.replace(made, path)
    except OSError as error:
        raise _refused(path, error) from None


def _end_with(path: str, line: str) -> bool:
    """Add a line at the end of a file unless it is there; nothing else of the file is touched."""
    try:
        with open(path, "ab+") as stream:
            stream.seek(0)
            text = stream.read()
            wanted = os.fsencode(line)
            if wanted in text.splitlines():
                return False
            ended = not text or text.endswith(b"\n")
            stream.write((b"" if ended else b"\n") + wanted + b"\n")
    except OSError as error:
        raise _refused(path, error) from None
    return True


def _refused(path: str, error: OSError) -> QuestionError:
    reason = (error.strerror or "it cannot be written").lower()
    hint = "dipfacts --show-completion prints the script: put it where your shell reads it"
    return QuestionError(f"{plain(path)} cannot be written: {reason}", hint)
