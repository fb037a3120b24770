"""Answers as pages for a browser or a printer: one file each, which fetches and runs nothing.

Templates escape whatever they print; the style stands in the page under
a policy that allows it, by its digest, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any, TextIO

import jinja2

from dipfacts.answers.answer import Answer
from dipfacts.answers.citation import Citation
from dipfacts.model.request import Request
from dipfacts.render.html import brief, timeline, web

_VIEWS: dict[str, Callable[[Answer, Callable[..., str] | None], dict[str, Any]]] = {
    "brief": brief.view,
    "timeline": lambda answer, link: timeline.view(answer),
}
"""Functions that return what the template of a command needs, if it has one of its own."""

_LOADER = jinja2.PackageLoader("dipfacts.render.html")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_DATE = re.compile(r"\b(?:\d{1,2} )?[A-Z][a-z]{2} \d{4}\b")


def write(answer: Answer, request: Request, out: TextIO) -> None:
    """Write the page of a brief or a timeline."""
    form = template(f"{answer.command}.html")
    out.writelines(form.generate(_VIEWS[answer.command](answer, None), style=_style(), site=None))


def page(answer: Answer, site: Any, own: Citation | None = None) -> str:
    """Return the page of any answer as one of a `site`, with links to others.

    A page of one claim has its `own` citation.
    """
    if view := _VIEWS.get(answer.command):
        seen = view(answer, site.link)
        ways = {"leads": lambda command: web.command_address(command, site)}
        return template(f"{answer.command}.html").render(seen | ways, site=site)
    return template("answer.html").render(web.view(answer, site, own), site=site)


def site_style() -> str:
    """Return the style sheet of a site."""
    sheets = ("style.css", "site.css")
    return "".join(_LOADER.get_source(_environment(), sheet)[0] for sheet in sheets)


def template(name: str) -> jinja2.Template:
    """Return a template, which escapes whatever it prints."""
    return _environment().get_template(name)


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=_LOADER,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # they do not change while the program runs
    )
    made.filters["letter"] = lambda nth: chr(ord("a") + nth - 1)  # the name of a link back
    # Dates are held on one line.
    made.filters["dates"] = partial(_DATE.sub, lambda results: results[0].replace(" ", _NO_BREAK))
    return made


@cache
def _style() -> dict[str, str]:
    """Return the style sheet, and its digest as a content security policy names it."""
    text, _, _ = _LOADER.get_source(_environment(), "style.css")
    digest = base64.b64encode(hashlib.sha256(f"\n{text}".encode()).digest()).decode()
    return {"text": text, "digest": f"sha256-{digest}"}
