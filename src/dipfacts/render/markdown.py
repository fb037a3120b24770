"""Pages as GitHub-flavoured Markdown."""

from __future__ import annotations

from typing import TextIO

from dipfacts.answers.answer import Answer
from dipfacts.model.request import Request
from dipfacts.render.escape import markdown, markdown_item
from dipfacts.render.page import pages
from dipfacts.render.page.document import Page, Row, Section, SourceLine


def write(answer: Answer, request: Request, out: TextIO) -> None:
    """Write the page of an answer."""
    write_page(pages.page(answer), out)


def write_page(page: Page, out: TextIO) -> None:
    """Write headline, tables, remarks and sources; what Markdown would interpret is escaped."""
    out.write(f"**{text(page.headline)}**\n")
    for section in page.sections:
        if any(section.columns):
            out.write(heading(section, section.heading))
            out.writelines(map(row, section.rows))
        else:
            out.write(f"\n### {text(section.heading)}\n\n")
            out.writelines(f"- {markdown_item(line.cells[0])}\n" for line in section.rows)
    if page.remarks:
        out.write("\n" + "".join(f"- {markdown_item(line)}\n" for line in page.remark_lines))
    if page.sources:
        out.write("\n### Sources\n\n" + "".join(map(source, page.sources)))
    if page.newest:
        out.write(f"\n{text(page.newest)}\n")


def heading(section: Section, title: str) -> str:
    """Return a title for a table and the names of its columns, as lines."""
    above = f"\n### {text(title)}\n" if title else ""
    columns = " | ".join(map(text, section.columns))
    rules = " | ".join("--:" if name in section.right else "---" for name in section.columns)
    return f"{above}\n| {columns} |\n| {rules} |\n"


def row(line: Row) -> str:
    """Return a row of a table as a line."""
    cells = [text(cell.strip()) for cell in line.cells]
    if line.tone == "group":
        cells[0] = f"**{cells[0]}**"
    return f"| {' | '.join(cells)} |\n"


def source(line: SourceLine) -> str:
    """Return a source as an item, its address a link, within which nothing may be escaped."""
    link = f" <{line.address}>" if line.address else ""
    note = f" <br>{text(line.note)}" if line.note else ""
    return f"- {text(line.numbered)}{link}{note}\n"


def text(plain: str) -> str:
    """Return a text of a page with nothing in it that is Markdown's; its breaks stay breaks."""
    return markdown(plain).replace("\n", " <br>")
