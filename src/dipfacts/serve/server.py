"""The server, which listens on an address of this machine, and ends quietly."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from dipfacts.errors import QuestionError

MOST = 256  # connections kept open; of more, the one that has been idle longest is closed
PATIENCE = 10  # seconds to send a request in, and between two requests
_ROUNDS = 6  # of that time that an answer may take, and its reader
_HEAD = 16_384  # bytes of the head of a request
_SWITCH = 0.0005  # seconds a thread may keep others waiting that have but to fetch a row
_PORTS, _ANY = 65_535, "try --port 0, any free one"
_ENDS = (signal.SIGINT, signal.SIGTERM)


class _Patient(H11Protocol):
    """A connection that is closed if no whole request comes, so that idle ones cannot fill all."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._rounds = 0
        self._watch = self.loop.call_later(PATIENCE, self._give_up)
        if len(self.connections) > MOST:
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
        opened.listen(512)
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
    )
    server = _Server(config)

    async def run() -> None:
        serving = asyncio.ensure_future(server.serve(sockets=[opened]))
        while not (server.started or serving.done()):
            await asyncio.sleep(0.01)
        ready()
        await serving

    asyncio.run(run())
