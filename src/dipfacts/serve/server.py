"""The server, which listens on an address of this machine, and ends quietly."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from dipfacts.errors import QuestionError

MOST = 256  # connections kept open; of more, the one that has been idle longest is closed
_OWN = 24  # files that the program has open besides: fact bases, indexes, pipes
PATIENCE = 10  # seconds to send a request in, and between two requests
_ROUNDS = 6  # of that time that an answer may take, and its reader
_WAITING = 32  # connections that the system keeps until they are accepted, which is all at once
_HEAD = 16_384  # bytes of the head of a request
_SWITCH = 0.0005  # seconds a thread may keep others waiting that have but to fetch a row
_PORTS, _ANY = 65_535, "try --port 0, any free one"
_ENDS = (signal.SIGINT, signal.SIGTERM)


def most_connections() -> int:
    """Return the number of connections kept open, each of which needs a file handle.

    As many again may be accepted before others are closed. Where the system lets this process have
    too few handles for all, it is asked for more.

    Raises QuestionError where there are too few for any.
    """
    try:
        import resource  # lazy: not on every system
    except ImportError:
        return MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST + _OWN
    if 0 <= soft < wanted:  # below 0: no limit
        more = min(wanted, hard) if hard >= 0 else wanted
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
            soft = more
    if 0 <= soft < _OWN + 2:
        raise QuestionError(f"only {soft} files may be open at once", "allow more (ulimit -n)")
    return min(MOST, (soft - _OWN) // 2) if soft >= 0 else MOST


class _Patient(H11Protocol):
    """A connection that is closed if no whole request comes, so that idle ones cannot fill all."""

    most = MOST

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._rounds = 0
        self._watch = self.loop.call_later(PATIENCE, self._give_up)
        if len(self.connections) > self.most:
            idle = [one for one in self.connections if isinstance(one, _Patient) and one.is_idle]
            for one in sorted(idle, key=lambda one: one._watch.when())[:1]:
                one._give_up()

    @property
    def is_idle(self) -> bool:
        """Return whether no request of this connection is being answered, nor an answer read."""
        cycle: Any = self.cycle  # None before the first request, whatever its type says
        is_answered = cycle is None or cycle.response_complete
        return is_answered and not self.transport.get_write_buffer_size()

    def _give_up(self) -> None:
        self._rounds += 1
        if self.is_idle or self._rounds > _ROUNDS:
            self.transport.abort()
        else:
            self._watch = self.loop.call_later(PATIENCE, self._give_up)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._rounds = 0
        self._watch.cancel()
        self._watch = self.loop.call_later(PATIENCE, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        self._watch.cancel()
        super().connection_lost(exc)


class _Server(uvicorn.Server):
    """A server that Ctrl-C ends, and for which that is no error."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {one: signal.signal(one, self.handle_exit) for one in _ENDS}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; port 0 means any that is free.

    Raises QuestionError where that is not possible.
    """
    if not 0 <= port <= _PORTS:
        raise QuestionError(f"port {port} cannot be used: there are 0 to {_PORTS}", _ANY)
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        opened = socket.socket(family, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise QuestionError(f"there is no address {host}", "try --host 127.0.0.1") from None
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(where)
        opened.listen(_WAITING)
    except OSError as error:
        opened.close()
        if error.errno in (errno.EADDRNOTAVAIL, errno.EINVAL):
            message = f"{host} is no address of this machine"
            raise QuestionError(message, "try --host 127.0.0.1") from None
        why = (error.strerror or str(error)).lower()
        raise QuestionError(f"port {port} cannot be used: {why}", _ANY) from None
    return opened


def serve(app: Any, opened: socket.socket, ready: Callable[[], None]) -> None:
    """Answer what comes to a socket until the user interrupts it, and then what has come."""
    sys.setswitchinterval(_SWITCH)
    _Patient.most = most_connections()
    config = uvicorn.Config(
        app,
        http=_Patient,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",  # who sends nonsense is told so; nobody else need be
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=PATIENCE,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=_HEAD,
        backlog=_WAITING,
    )
    server = _Server(config)

    printed = set[str]()

    def tell(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Print once that there is no handle for a connection, which then waits."""
        error = context.get("exception")
        if not (isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE)):
            loop.default_exception_handler(context)
        elif (why := os.strerror(error.errno).lower()) not in printed:
            printed.add(why)
            print(f"dipfacts: {why}: connections wait\n  allow more (ulimit -n)", file=sys.stderr)

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(tell)
        serving = asyncio.ensure_future(server.serve(sockets=[opened]))
        while not (server.started or serving.done()):
            await asyncio.sleep(0.01)
        ready()
        await serving

    asyncio.run(run())
