"""The server: the only module that knows the Software Development Kit of the protocol."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from mcp import types
from mcp.server.caching import CacheHint
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp.shared.message import SessionMessage

import dipfacts
from dipfacts.errors import DipfactsError
from dipfacts.mcp import arguments, data, resources
from dipfacts.mcp.arguments import schema
from dipfacts.mcp.calls import SECONDS, Calls, unknown
from dipfacts.mcp.data import FAULT, WRONG_BASE, WRONG_QUESTION
from dipfacts.mcp.guide import INSTRUCTIONS, PROMPTS
from dipfacts.mcp.streams import Incoming, Outgoing
from dipfacts.mcp.tools import TOOLS
from dipfacts.record import T

_LISTS = CacheHint(ttl_ms=3_600_000, scope="public")  # of tools and prompts, which never change
_HINTS = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_FROM = {"source": "{/from}"}  # of what is read in parts
_FAILED = (WRONG_QUESTION, WRONG_BASE, FAULT)


class BaseThread:
    """A base in a thread of its own: calls wait in line, and the protocol goes on meanwhile."""

    def __init__(self, facts: Sequence[str], warn: Callable[[str], None]) -> None:
        self._calls = Calls(facts, warn)
        self._thread = ThreadPoolExecutor(1, "facts")
        self._thread.submit(self._calls.open)

    async def run(self, what: Callable[[Calls], T]) -> T:
        """Return the result of a function of the calls, once those before it are done."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, what, self._calls)

    async def of_base(self, what: Callable[..., T], *values: Any) -> T:
        """Return the result of a function of the base, as `run_safely` does."""
        return await self.run_safely(lambda calls: what(calls.base(), *values))

    async def run_safely(self, what: Callable[[Calls], T]) -> T:
        """Return the result of a function of the calls; a failure is an error of the protocol."""
        try:
            return await self.run(what)
        except Exception as error:
            text, _ = self._calls.failure(error)
            is_ours = isinstance(error, DipfactsError)
            code = types.INVALID_PARAMS if is_ours else types.INTERNAL_ERROR
            raise MCPError(code, text) from None

    def close(self) -> None:
        """Close the base, once what is asked of it has been answered."""
        self._thread.submit(self._calls.close)
        self._thread.shutdown(wait=False)


def make(facts: Sequence[str], warn: Callable[[str], None]) -> Server[BaseThread]:
    """Return the server of a fact base."""

    @asynccontextmanager
    async def opened(_: Server[BaseThread]) -> AsyncIterator[BaseThread]:
        asked = BaseThread(facts, warn)
        try:
            yield asked
        finally:
            asked.close()

    return Server(
        "dipfacts",
        version=dipfacts.__version__,
        title="dipfacts: sourced facts about relations between countries",
        instructions=INSTRUCTIONS,
        lifespan=opened,
        cache_hints={"tools/list": _LISTS, "prompts/list": _LISTS, "server/discover": _LISTS},
        on_list_tools=_tools,
        on_call_tool=_call,
        on_list_resources=_resources,
        on_list_resource_templates=_templates,
        on_read_resource=_read,
        on_list_prompts=_prompts,
        on_get_prompt=_prompt,
        on_completion=_complete,
    )


async def _tools(ctx: Any, params: Any) -> types.ListToolsResult:
    tools = [
        types.Tool(
            name=name,
            title=tool.title,
            description=tool.about,
            input_schema=schema(tool.takes, arguments.ABOUT),
            output_schema=schema(tool.gives, data.ABOUT),
            annotations=_HINTS,
        )
        for name, tool in TOOLS.items()
    ]
    return types.ListToolsResult(tools=tools)


async def _call(ctx: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
    if params.name not in TOOLS:
        raise MCPError(types.INVALID_PARAMS, unknown(params.name))
    given = params.arguments or {}
    text, result = await ctx.lifespan_context.run(lambda calls: calls.call(params.name, given))
    return types.CallToolResult(
        content=[types.TextContent(text=text)],
        structured_content=msgspec.to_builtins(result),
        is_error=result.status in _FAILED,
    )


async def _resources(ctx: Any, params: Any) -> types.ListResourcesResult:
    every = await ctx.lifespan_context.of_base(resources.listed)
    listed = [
        types.Resource(uri=uri, name=name, description=about, mime_type="text/markdown")
        for uri, name, about in every
    ]
    return types.ListResourcesResult(resources=listed)


async def _templates(ctx: Any, params: Any) -> types.ListResourceTemplatesResult:
    templates = [
        types.ResourceTemplate(
            uri_template=f"{resources.SCHEME}://{kind}/{{{kind}}}{_FROM.get(kind, '')}",
            name=kind,
            description=about,
            mime_type="text/markdown",
        )
        for kind, about in resources.KINDS.items()
    ]
    return types.ListResourceTemplatesResult(resource_templates=templates)


async def _read(ctx: Any, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
    text = await ctx.lifespan_context.run_safely(lambda calls: calls.read(str(params.uri)))
    content = types.TextResourceContents(uri=params.uri, mime_type="text/markdown", text=text)
    return types.ReadResourceResult(contents=[content])


async def _prompts(ctx: Any, params: Any) -> types.ListPromptsResult:
    prompts = [
        types.Prompt(
            name=name,
            title=prompt.title,
            description=prompt.about,
            arguments=[
                types.PromptArgument(name=one.name, description=one.about, required=one.is_required)
                for one in prompt.arguments
            ],
        )
        for name, prompt in PROMPTS.items()
    ]
    return types.ListPromptsResult(prompts=prompts)


async def _prompt(ctx: Any, params: types.GetPromptRequestParams) -> types.GetPromptResult:
    prompt, given = PROMPTS.get(params.name), params.arguments or {}
    if prompt is None:
        names = ", ".join(PROMPTS)
        raise MCPError(types.INVALID_PARAMS, f"there is no such prompt; the prompts are {names}")
    for one in prompt.arguments:
        if one.is_required and not given.get(one.name):
            raise MCPError(types.INVALID_PARAMS, f"the prompt {params.name} needs {one.name}")
    content = types.TextContent(text=prompt.text(given))
    message = types.PromptMessage(role="user", content=content)
    return types.GetPromptResult(description=prompt.about, messages=[message])


async def _complete(ctx: Any, params: types.CompleteRequestParams) -> types.CompleteResult:
    given = (params.context.arguments if params.context else None) or {}
    others = [given[name] for name in ("party", "other_party") if given.get(name)]
    others = others if params.argument.name in ("party", "other_party") else []
    argument = params.argument
    names = await ctx.lifespan_context.of_base(
        resources.complete, argument.name, argument.value, others
    )
    values = names[: resources.MOST]
    completion = types.Completion(values=values, has_more=len(names) > len(values))
    return types.CompleteResult(completion=completion)


def serve(facts: Sequence[str], warn: Callable[[str], None]) -> None:
    """Serve one client on standard input and output until it leaves."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    asyncio.run(_serve(make(facts, warn)))


def _refusal(error: Exception) -> SessionMessage | None:
    """Return the answer to a line that is no message; None to one that is blank."""
    (first, *_) = error.errors() if hasattr(error, "errors") else [{}]  # as pydantic tells them
    code, message = types.INVALID_REQUEST, "this line is no message of JSON-RPC 2.0"
    if first.get("type") == "json_invalid":
        if not str(first["input"]).strip():
            return None
        code, message = types.PARSE_ERROR, "this line is no JSON"
    fault = types.ErrorData(code=code, message=message)
    return SessionMessage(types.JSONRPCError(jsonrpc="2.0", id=None, error=fault))


def _mended(error: Exception) -> SessionMessage | None:
    """Return the message of a line with half of a pair of surrogates, of which U+FFFD is made.

    It is JSON, as programs write it that cut texts by UTF-16. None of what is no message either.
    """
    (first, *_) = error.errors() if hasattr(error, "errors") else [{}]
    if first.get("type") != "json_invalid":
        return None
    try:
        text = json.dumps(json.loads(first["input"]), ensure_ascii=False)
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return SessionMessage(types.jsonrpc_message_adapter.validate_json(whole, by_name=False))
    except (ValueError, RecursionError):
        return None


async def _serve(server: Server[BaseThread]) -> None:
    async with stdio_server() as (read, write):

        async def refuse(error: Exception) -> None:
            if answer := _refusal(error):
                await write.send(answer)

        incoming = Incoming(read, SECONDS, _mended, refuse)
        outgoing = Outgoing(write, incoming)
        await server.run(incoming, outgoing, server.create_initialization_options())
