"""Pages as GitHub-flavoured Markdown."""

from __future__ import annotations

import re
from typing import TextIO

from dipfacts.render.page import Page

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#&])")


def write(page: Page, out: TextIO) -> None:
    """Headline, tables, remarks and sources; what Markdown would interpret is escaped."""
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
        out.write("\n" + "".join(f"- {_text(line)}\n" for line in page.remarks))
    if page.sources:
        out.write("\n### Sources\n\n" + "".join(f"- {_text(line)}\n" for line in page.sources))


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "<br>")
