"""The pages over HTTP: what is answered, to whom, and what a browser may do with it."""

from __future__ import annotations

import asyncio
import os
import traceback
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import local
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive

from dipfacts.errors import FactBaseError, QuestionError, lacking
from dipfacts.query.current import Current
from dipfacts.query.deadline import Deadline
from dipfacts.render.html import writer
from dipfacts.serve.address import OWN, TYPES, Address, form_of
from dipfacts.serve.error_pages import wrong
from dipfacts.serve.pages import reply
from dipfacts.serve.replies import Reply
from dipfacts.serve.site import ICON
from dipfacts.serve.web_requests import Options

SECONDS = 20.0  # after which a question is given up
THREADS = 3  # that answer at once: of those that take long some may wait, the quick ones not
_QUICK = ("show", "sources", "parties", "topics")
"""Pages that take so little that they need not wait behind the others: a thread is theirs."""
WAITING = 256  # questions that wait for their turn; more are told to come back

_METHODS = ("GET", "HEAD")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",  # a change of the fact base is seen on the next look
}


def app(facts: Sequence[str], options: Options, hosts: frozenset[str] | None) -> Starlette:
    """Return the pages of a fact base as an application.

    `hosts` are the names, with the port, by which it may be asked: another name shows that a page
    of somebody else's asks through a browser (DNS rebinding). None stands for any.
    """
    answering = _Answering(facts, options)
    own = {
        f"/{OWN}/style.css": Reply(200, "text/css", writer.site_style()),
        f"/{OWN}/icon.svg": Reply(200, TYPES["svg"], ICON),
        "/favicon.ico": Reply(200, TYPES["svg"], ICON),
        "/robots.txt": Reply(200, "text/plain", "User-agent: *\nDisallow: /\n"),
    }

    async def respond(request: Request) -> Response:
        if hosts is not None and request.headers.get("host", "").lower() not in hosts:
            names = ", ".join(sorted(hosts))
            return _response(Reply(400, "text/plain", f"dipfacts: ask for it as {names}\n"))
        site, mode = (request.headers.get(f"sec-fetch-{name}") for name in ("site", "mode"))
        if site == "cross-site" and mode != "navigate":
            refused = "dipfacts: pages of other sites may link to this one, and read nothing\n"
            return _response(Reply(403, "text/plain", refused))
        path = (request.scope.get("raw_path") or request.url.path.encode()).decode("latin-1")
        if not path.startswith("/"):
            return _response(Reply(400, "text/plain", "dipfacts: an address begins with /\n"))
        if path in own:
            return _response(own[path])
        query = request.scope["query_string"].decode("latin-1")
        return _response(await answering.reply(path, query, request.receive))

    async def refuse(request: Request, error: Exception) -> Response:
        if request.method in _METHODS:  # an address with a line's end in it, which no route has
            return await respond(request)
        refusal = QuestionError("only GET and HEAD are answered here", "nothing can be changed")
        answer = _response(wrong(405, refusal, Address(form="txt")))
        answer.headers["Allow"] = ", ".join(_METHODS)
        return answer

    return Starlette(
        routes=[Route("/{path:path}", respond, methods=["GET"])],
        exception_handlers=dict.fromkeys((404, 405), refuse),
    )


def _response(answer: Reply) -> Response:
    """Return a response that a browser neither runs, frames, sniffs nor keeps."""
    kind = answer.type if answer.type.startswith("image/") else f"{answer.type}; charset=utf-8"
    body = answer.text.encode("utf-8", "replace")
    headers = {"Dipfacts-Problems": answer.problems} if answer.problems else {}
    return Response(body, answer.status, {**_HEADERS, **headers, "Content-Type": kind})


async def _left(receive: Receive) -> None:
    """Wait until a client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


class _Answering:
    """Threads that answer, each with an open base of its own."""

    def __init__(self, facts: Sequence[str], options: Options) -> None:
        self._facts, self._options = facts, options
        self._own = local()
        self._pool = ThreadPoolExecutor(THREADS, "answer")
        self._quick = ThreadPoolExecutor(1, "quick")
        self._waiting = 0

    async def reply(self, path: str, query: str, receive: Receive) -> Reply:
        """Return the page of an address; where too many wait already, that.

        Of a client that leaves, as `receive` tells, nothing is looked up any more.
        """
        if self._waiting >= WAITING:
            busy = QuestionError("too many questions at once", "load this page again")
            return wrong(503, busy, Address(form=form_of(path)))
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            pool = self._quick if path.split("/")[1].partition(".")[0] in _QUICK else self._pool
            until = Deadline(SECONDS)  # waiting counts: who asked may be gone
            try:
                page = loop.run_in_executor(pool, self._reply, path, query, until)
            except RuntimeError as error:  # its thread cannot be started
                return _failed(error, Address(form=form_of(path)))
            leaving = asyncio.ensure_future(_left(receive))
            both: set[asyncio.Future[Any]] = {page, leaving}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            leaving.cancel()
            if page.done():
                return page.result()
            page.cancel()
            until.stop()
            return Reply(503, "text/plain", "")  # which nobody reads
        finally:
            self._waiting -= 1

    def _reply(self, path: str, query: str, until: Deadline) -> Reply:
        """Return the page of an address, or that of what is wrong with it or with the base.

        From a moment on nothing is looked up.
        """
        address, status = Address(form=form_of(path)), 414
        try:
            address, status = Address.parse(path, query), 500
            if until.is_over:
                raise TimeoutError
            if not hasattr(self._own, "current"):
                self._own.current = Current(*self._facts)
            return reply(self._own.current.base(until), address, self._options)
        except QuestionError as error:
            return wrong(status, error, address)
        except FactBaseError as error:
            return wrong(500, error, address)
        except TimeoutError:
            late = f"this takes longer than {SECONDS:.0f} seconds"
            return wrong(503, QuestionError(late, "ask about two parties, or one period"), address)
        except Exception as fault:  # nothing that a reader could have done; the others go on
            return _failed(fault, address)


def _failed(fault: Exception, address: Address) -> Reply:
    """Return the page that tells of a fault, or of what the system lacks."""
    if os.environ.get("DIPFACTS_DEBUG"):
        traceback.print_exception(fault)
    if what := lacking(fault):
        remedy = "close other programs, and load this page again"
        return wrong(503, QuestionError(what, remedy), address)
    what = f"a fault of the program ({type(fault).__name__})"
    return wrong(500, QuestionError(what, "please report it"), address)
