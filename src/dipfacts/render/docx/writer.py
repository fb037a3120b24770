"""A brief as a document for Word and LibreOffice, with the words that its page has."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, TextIO

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from dipfacts.answers.answer import Answer
from dipfacts.answers.remark import LEFT_OUT, Remark
from dipfacts.errors import QuestionError
from dipfacts.model.request import Request
from dipfacts.render.docx.footnotes import Footnotes
from dipfacts.render.page import pages
from dipfacts.render.page.document import Row, Section, Tone, parties_listed
from dipfacts.render.page.draft import SIGN, Signed
from dipfacts.render.recognise import closing
from dipfacts.text import short

_WIDE, _LEAST, _MOST = 17.0, 1.6, 40  # centimetres of a page and of a column; letters that count
_SOFT, _DOUBT = RGBColor(0x5F, 0x5D, 0x58), RGBColor(0xA6, 0x3A, 0x17)
_LONGEST = 255  # letters of a title, in what a document says of itself
_FIRST = (1980, 1, 1, 0, 0, 0)  # the date of every part of the file: the same claims, same bytes


def write(answer: Answer, request: Request, out: TextIO) -> None:
    """Write the document. Raises QuestionError where it would go to a terminal."""
    if out.isatty():
        raise QuestionError("a docx file is not for a terminal", "add -o FILE.docx")
    out.flush()
    out.buffer.write(_packed(_document(answer)))
    out.buffer.flush()


def _document(answer: Answer) -> Document:
    """Lay the page of a brief out as a document."""
    draft = Signed(answer)
    page = pages.page(answer, draft=draft)
    document = docx.Document()
    notes = Footnotes(document, draft)
    title = parties_listed(answer)
    _prepare(document, title, answer.as_of_date)
    document.add_heading(title, 0)
    document.add_paragraph(page.headline)
    for section in page.sections:
        document.add_heading(section.heading, 1)
        _table(document, section, notes)
    for remark in _without_commands(page.remarks):
        _fill(document.add_paragraph(style="List Bullet"), remark, notes)
    if page.newest:
        document.add_paragraph(page.newest)
    return document


def _prepare(document: Document, title: str, day: date) -> None:
    """Set the paper, the letters, the language and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Normal", "Title", "Heading 1"):
        letters = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        letters.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            letters.set(qn(f"w:{script}"), "Arial")
    normal = document.styles["Normal"]
    normal.font.size = Pt(9.5)
    normal.paragraph_format.space_after = Pt(3)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    about = document.core_properties
    about.title = short(title, _LONGEST)
    about.author, about.language = "dipfacts", "en-GB"
    about.created = about.modified = datetime.combine(day, time())
    about.comments = ""


def _without_commands(remarks: list[Remark]) -> list[str]:
    """Return the remarks as lines, those on what is left out without the command to type.

    On paper it is of no use.
    """
    return [f"{it.text}." if it.kind == LEFT_OUT else it.line for it in remarks]


# ------------------------------------------------------------------------------- tables


def _table(document: Document, section: Section, notes: Footnotes) -> None:
    """Add a table whose header stands on each of its pages."""
    table = document.add_table(rows=1, cols=len(section.columns))
    _rule(table)
    header = table.rows[0]
    for cell, name in zip(header.cells, section.columns, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    _mark_row(header, "w:tblHeader")
    for row in section.rows:
        _add_row(table, row, notes)
    table.autofit = False
    for width, column in zip(_widths(section), table.columns, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = column.width


def _add_row(table: Table, row: Row, notes: Footnotes) -> None:
    added = table.add_row()  # type: ignore[no-untyped-call]  # it alone has no types
    _mark_row(added, "w:cantSplit")
    cells = added.cells
    for cell, text in zip(cells, row.cells, strict=True):
        _fill(cell.paragraphs[0], text.strip(), notes)
        _tone(cell, row.tone)
    last = max((nth for nth, text in enumerate(row.cells) if text), default=0)
    if row.tone in ("group", "sub") and last == 0 and len(cells) > 1:
        _merge_cells(cells[0], cells[-1])


def _merge_cells(first: _Cell, last: _Cell) -> None:
    """Let a text reach over the columns that are empty beside it."""
    merged = first.merge(last)
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)


def _fill(paragraph: Paragraph, text: str, notes: Footnotes) -> None:
    """Add a text with its footnotes."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    for nth, part in enumerate(SIGN.split(text)):
        if nth % 2:
            notes.mention(paragraph, int(part))
            continue
        lines = part.split("\n")
        for line in lines[:-1]:
            paragraph.add_run(line).add_break(WD_BREAK.LINE)
        paragraph.add_run(lines[-1])


def _tone(cell: _Cell, tone: Tone) -> None:
    for run in cell.paragraphs[0].runs:
        run.bold = True if tone == "group" else None
        run.italic = True if tone == "planned" else None
        if tone == "sub":
            run.font.color.rgb, run.font.size = _SOFT, Pt(8.5)
        if tone == "differ":
            run.font.color.rgb = _DOUBT


def _widths(section: Section) -> list[float]:
    """Return the width of each column in centimetres: more for longer texts."""
    rows = [section.columns, *(row.cells for row in section.rows if row.tone != "group")]
    longest = [max(len(SIGN.sub("", text)) for text in texts) for texts in zip(*rows, strict=True)]
    letters = [min(length, _MOST) + 2 for length in longest]
    room = _WIDE - _LEAST * len(letters)
    return [_LEAST + room * count / sum(letters) for count in letters]


def _rule(table: Table) -> None:
    """Draw a thin line below each row, and none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "BFBFBF")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _mark_row(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


# --------------------------------------------------------------------------- the file


def _packed(document: Document) -> bytes:
    """Return the file, always the same for a document, with the line that tells that it is ours.

    It stands in the comment of the archive, which no word processor keeps.
    """
    saved: Any = BytesIO()
    document.save(saved)
    packed = BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in sorted(old.namelist()):
            info = zipfile.ZipInfo(entry, _FIRST)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry))
        new.comment = closing("text", b"").encode()  # as long as the line that takes its place
    data = packed.getvalue()[: -len(new.comment)]
    return data + closing("text", data).encode()
