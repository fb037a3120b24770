"""Pages as GitHub-flavoured Markdown."""

from __future__ import annotations

import re
from typing import TextIO

from dipfacts.answers.answer import Answer
from dipfacts.model.request import Request
from dipfacts.render.escape import markdown, markdown_item
from dipfacts.render.page import pages
from dipfacts.render.page.document import Page

_LINK = re.compile(r"(.*) (https?://[^\s<>]+)", re.S)


def write(answer: Answer, request: Request, out: TextIO) -> None:
    """Write the page of an answer."""
    write_page(pages.page(answer), out)


def write_page(page: Page, out: TextIO) -> None:
    """Write headline, tables, remarks and sources; what Markdown would interpret is escaped."""
    out.write(f"**{_text(page.headline)}**\n")
    for section in page.sections:
        if section.title:
            out.write(f"\n### {_text(section.title)}\n")
        out.write(f"\n| {' | '.join(_text(c.lstrip('>')) for c in section.columns)} |\n")
        rules = ("--:" if column.startswith(">") else "---" for column in section.columns)
        out.write(f"| {' | '.join(rules)} |\n")
        for row in section.rows:
            cells = [_text(cell.strip()) for cell in row.cells]
            if row.tone == "group":
                cells[0] = f"**{cells[0]}**"
            out.write(f"| {' | '.join(cells)} |\n")
    if page.remarks:
        out.write("\n" + "".join(f"- {markdown_item(line)}\n" for line in page.remarks))
    if page.sources:
        out.write("\n### Sources\n\n" + "".join(f"- {_source(line)}\n" for line in page.sources))
    if page.newest:
        out.write(f"\n{_text(page.newest)}\n")


def _source(line: str) -> str:
    """Return a source with its address as a link, within which nothing may be escaped."""
    match = _LINK.fullmatch(line)
    return f"{_text(match[1])} <{match[2]}>" if match else _text(line)


def _text(text: str) -> str:
    """Return a text of a page with nothing in it that is Markdown's; its breaks stay breaks."""
    return markdown(text).replace("\n", " <br>")
