"""Sources as footnotes of a document, which python-docx does not write itself.

The first mention of a source is its footnote; later ones refer to that, so that a source has one
number. Word and LibreOffice number footnotes in their order, so they are numbered here as well.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from dipfacts.model.file_format.tables import Source
from dipfacts.render.page.document import Numbering, citation

_EMPTY = f"""<w:footnotes {nsdecls("w", "r")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>
</w:footnote></w:footnotes>"""
_TEXT, _MARK = "FootnoteText", "FootnoteReference"  # names of styles that word processors know


class Footnotes:
    """The footnotes of a document: one for each source that it mentions."""

    def __init__(self, document: Document, numbering: Numbering) -> None:
        self._numbering, self._sources = numbering, numbering.sources()
        self._numbers: dict[int, int] = {}
        name = PackURI("/word/footnotes.xml")
        package = document.part.package
        self._part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, parse_xml(_EMPTY), package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        text.element.set(qn("w:styleId"), _TEXT)
        text.base_style = document.styles["Normal"]
        text.font.size = Pt(8)
        text.paragraph_format.space_after = Pt(0)
        mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        mark.element.set(qn("w:styleId"), _MARK)
        mark.font.superscript = True

    def mention(self, paragraph: Paragraph, number: int) -> None:
        """Add the mark of a source, by its number on the page, to the end of a paragraph."""
        footnote = self._numbers.get(number)
        if footnote is None:
            footnote = self._numbers[number] = len(self._numbers) + 1
            self._add(footnote, self._sources[number])
            run = _run(reference := OxmlElement("w:footnoteReference"))
            reference.set(qn("w:id"), str(footnote))
            for element in (_bookmark("Start", footnote), run, _bookmark("End", footnote)):
                paragraph._p.append(element)
            return
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), rf" NOTEREF source{footnote} \f \h ")
        field.append(_run(_text(str(footnote))))
        paragraph._p.append(field)

    def _add(self, footnote: int, source: Source) -> None:
        """Add the footnote of a source: its citation, with the address as a link if it is one."""
        note, line, style = (OxmlElement(name) for name in ("w:footnote", "w:p", "w:pPr"))
        note.set(qn("w:id"), str(footnote))
        name = OxmlElement("w:pStyle")
        name.set(qn("w:val"), _TEXT)
        style.append(name)
        text, url = citation(source)
        text += " " if url else ""
        parts: list[Any] = [style, _run(OxmlElement("w:footnoteRef")), _run(_text(f" {text}"), "")]
        if url:
            link = OxmlElement("w:hyperlink")
            id_ = self._part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), id_)
            link.append(_run(_text(url), ""))
            parts.append(link)
        if remark := self._numbering.note_of(source):
            parts.append(_run(_text(f" {remark}"), ""))
        for part in parts:
            line.append(part)
        note.append(line)
        self._part.element.append(note)


def _run(content: Any, style: str = _MARK) -> Any:
    """Return a run of text that holds this, by default in the style of a mark."""
    run = OxmlElement("w:r")
    if style:
        properties, name = OxmlElement("w:rPr"), OxmlElement("w:rStyle")
        name.set(qn("w:val"), style)
        properties.append(name)
        run.append(properties)
    run.append(content)
    return run


def _text(text: str) -> Any:
    element = OxmlElement("w:t")
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element


def _bookmark(end: str, number: int) -> Any:
    """Return the start or the end of the place that later mentions refer to."""
    element = OxmlElement(f"w:bookmark{end}")
    element.set(qn("w:id"), str(number))
    if end == "Start":
        element.set(qn("w:name"), f"source{number}")
    return element
