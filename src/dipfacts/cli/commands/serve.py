"""The command that answers in a browser."""

from __future__ import annotations

import gc
import ipaddress
import sys

from dipfacts.answers.handlers import HANDLERS
from dipfacts.cli.lookup import opened
from dipfacts.cli.output import complain, say
from dipfacts.cli.registry import COMMANDS, OVERVIEW, TOPIC
from dipfacts.errors import FactBaseError, QuestionError
from dipfacts.query.current import refuse_what_is_read_once
from dipfacts.text import plain
from dipfacts.write import work

_LOOPBACK, _ANYWHERE = "127.0.0.1", "0.0.0.0"
_HTTP = 80
_OF_PRINTING = {
    *(
        "facts",
        "format",
        "json",
        "output",
        "full",
        "no_pager",
        "color",
        "no_color",
        "bom",
        "ids",
        "chart",
    )
}
_KINDS = {bool: "switch", int | None: "number", list[str] | None: "texts"}


def serve(
    port: int, open: bool, host: str | None, allow_remote: bool, facts: list[str] | None
) -> int:
    """Answer in a browser until the user interrupts it; return the exit status."""
    try:
        from dipfacts.serve import server, web  # lazy: an extra, which need not be there
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] == "dipfacts":
            raise
        from dipfacts.render.extras import how_to_install  # lazy: only where a library is missing

        message = "serve needs the libraries starlette and uvicorn"
        raise QuestionError(message, how_to_install("serve")) from None
    if host == "":
        raise QuestionError("the address of --host is empty", "name one, or leave --host out")
    host = host or (_ANYWHERE if allow_remote else _LOOPBACK)
    is_local = _is_loopback(host)
    if not is_local and not allow_remote:
        verb = "is" if _is_address(host) else "may be"  # no server of names is asked
        message = f"{plain(host)} {verb} an address that other machines reach"
        hint = "add --allow-remote if they may read the whole fact base: there is no password"
        raise QuestionError(message, hint)
    refuse_what_is_read_once("serve", facts or [])
    with server.listening(host, port) as listener:
        try:
            with opened(facts or []):
                pass  # compiled now, so that the first page does not wait for it
        except FactBaseError as error:
            complain(f"dipfacts: {error.summary.first[0]}")
            complain("dipfacts: the fact base does not load; its pages say what is wrong")
        port = listener.getsockname()[1]
        own_host = f"[{host}]" if ":" in host else host if host != _ANYWHERE else _LOOPBACK
        address = f"http://{own_host}:{port}/"

        def ready() -> None:
            say(f"dipfacts: {address} (Ctrl-C stops it)")
            sys.stdout.flush()  # a program that started it reads the port there
            if not is_local:
                complain("dipfacts: whoever reaches this machine can read the whole fact base")
            if open:
                import webbrowser  # lazy: only where it is asked for

                webbrowser.open(address)

        hosts = _hosts(own_host, port) if host != _ANYWHERE else None
        gc.enable()  # unlike a look-up it goes on for hours
        server.serve(web.app(facts or [], question_options(), hosts), listener, ready)
    work.remove_unfinished(is_end=False)  # a thread may compile what has changed meanwhile
    return 0


def question_options() -> dict[str, dict[str, str]]:
    """Return the options that each question has, and what each takes, as the registry has them."""
    commands = {"figures": TOPIC, "overview": OVERVIEW}
    return {
        name: {
            option.name: _KINDS.get(option.type, "text")
            for option in commands.get(name, COMMANDS.get(name, TOPIC)).options
            if option.name not in _OF_PRINTING
        }
        for name in HANDLERS
    }


def _is_loopback(host: str) -> bool:
    """Return whether only this machine can reach an address."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(host: str) -> bool:
    """Return whether a host is named by its address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _hosts(host: str, port: int) -> frozenset[str]:
    """Return the names by which a browser on this machine may ask for the pages."""
    names = {"localhost", _LOOPBACK, "[::1]", host.lower()}
    return frozenset({f"{name}:{port}" for name in names} | (names if port == _HTTP else set()))
