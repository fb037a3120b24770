"""Citations for assistants: in a line of data, as a footnote, as an item in Markdown."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from dipfacts.answers.citation import Citation
from dipfacts.mcp.data import Claim
from dipfacts.mcp.fit import cut_to
from dipfacts.render.citations.writer import write_markdown
from dipfacts.render.citations.writer import write_text as write_footnotes
from dipfacts.text import plain

LONGEST_TEXT = 300  # characters of a name, a claim or a remark


def citation_markdown(citations: Iterable[Citation]) -> str:
    """Return citations as items of a list in Markdown, names and claims of a sensible length."""
    out = io.StringIO()
    write_markdown(map(_short, citations), out)
    return out.getvalue()


def citation_text(citations: Iterable[Citation]) -> str:
    """Return citations as footnotes."""
    out = io.StringIO()
    write_footnotes(map(_short, citations), out)
    return out.getvalue().strip()


def _short(citation: Citation) -> Citation:
    """Return a citation of which no text is longer than a note."""
    names = ("publisher", "author", "title", "statement", "locator", "claimant")
    texts: dict[str, Any] = {
        name: cut_to(text, LONGEST_TEXT) for name in names if (text := getattr(citation, name))
    }
    return citation.replaced(
        **texts,
        cautions=tuple(cut_to(text, LONGEST_TEXT) for text in citation.cautions),
        together=tuple(map(_short, citation.together)),
    )


def one_line(citation: Citation, number: int) -> Claim:
    """Return a claim in a line: what it says, with what to be careful about, and by whom."""
    cautions = f" ({'; '.join(citation.cautions)})" if citation.cautions else ""
    printed = f", {citation.published.show()}" if citation.published else ", undated"
    by = [citation.saying or "", f"{plain(citation.publisher)}{printed}"]
    return Claim(
        id=citation.id,
        says=cut_to(plain(citation.statement) + cautions, LONGEST_TEXT),
        by=cut_to("; ".join(filter(None, by)), LONGEST_TEXT),
        source=number,
    )
