"""The two streams of a client who may leave before all is answered: `echo … | dipfacts mcp`.

The SDK gives up whatever is unanswered when its input ends; here the end waits for the answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

_PAUSE = 0.01  # seconds
_CANCELLED = "notifications/cancelled"  # after which there is no answer


class Incoming:
    """The lines of a client; they end when all is answered, but after `seconds` at the latest.

    A line that is no message is `mended`, or else `refuse` answers to it.
    """

    def __init__(
        self,
        stream: Any,
        seconds: float,
        mended: Callable[[Exception], Any],
        refuse: Callable[[Exception], Awaitable[None]],
    ) -> None:
        self._stream, self._seconds, self._mended, self._refuse = stream, seconds, mended, refuse
        self.unanswered: set[Any] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __aiter__(self) -> Incoming:
        return self

    async def __anext__(self) -> Any:
        try:
            item = await anext(self._stream)
        except StopAsyncIteration:
            for _ in range(int(self._seconds / _PAUSE)):
                if not self.unanswered:
                    break
                await asyncio.sleep(_PAUSE)
            raise
        if isinstance(item, Exception):
            item = self._mended(item) or item
        if isinstance(item, Exception):
            await self._refuse(item)
        message = getattr(item, "message", None)
        method, id, given = (getattr(message, name, None) for name in ("method", "id", "params"))
        if method == _CANCELLED:
            self.unanswered.discard((given or {}).get("requestId"))
        elif method and id is not None:
            self.unanswered.add(id)
        return item


class Outgoing:
    """The stream to that client."""

    def __init__(self, stream: Any, incoming: Incoming) -> None:
        self._stream, self._incoming = stream, incoming

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    async def __aenter__(self) -> Outgoing:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self._stream.aclose()

    async def send(self, item: Any) -> None:
        """Send a message, which may be the answer to one that came in."""
        await self._stream.send(item)
        self._incoming.unanswered.discard(getattr(item.message, "id", None))
