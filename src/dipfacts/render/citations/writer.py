"""Citations in print: as a footnote, in Markdown, and for BibTeX and CSL reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TextIO

from dipfacts.answers.citation import Citation, full_date, said_when
from dipfacts.model.periods.period import Period
from dipfacts.model.web_address import web_address
from dipfacts.render import formats
from dipfacts.render.citations.authors import persons
from dipfacts.render.escape import markdown, markdown_item
from dipfacts.render.json import encoding
from dipfacts.render.layout import fitted
from dipfacts.text import capitalised, plain


def write(citations: Iterable[Citation], style: str, out: TextIO) -> None:
    """Write citations in one of the styles."""
    formats.writer(formats.STYLES[style])(citations, out)


def write_text(citations: Iterable[Citation], out: TextIO) -> None:
    """Write one footnote a line; on a terminal it is folded."""
    for citation in citations:
        title = f", “{plain(citation.title)}”" if citation.title else ""
        url = f" {web_address(citation.url) or plain(citation.url)}" if citation.url else ""
        if citation.together:
            entry = f"{_printed(citation)}{title}, {_day(citation)}.{url}{_accessed(citation)}"
            out.write(fitted(entry, out, 2) + "\n")
            for claim in citation.together:
                out.write(fitted(f"{_listed(claim)} [{claim.id}]", out, 4, 2) + "\n")
            continue
        text = f"{_source(citation)}{title}{_rest(citation)}.{url}{_accessed(citation)}"
        out.write(fitted(f"{text} [{citation.id}]", out, 2) + "\n")


def write_markdown(citations: Iterable[Citation], out: TextIO) -> None:
    """Write one footnote an item of a list, titles in italics, addresses linked."""
    for citation in citations:
        title = f", *{markdown(plain(citation.title))}*" if citation.title else ""
        link = web_address(citation.url)
        url = f"<{link}>" if link else markdown(plain(citation.url or ""))
        if citation.together:
            printed = f"{markdown(_printed(citation))}{title}, {_day(citation)}."
            out.write(f"- {printed}{' ' if url else ''}{url}{_accessed(citation)}\n")
            for claim in citation.together:
                out.write(f"  - {markdown(_listed(claim))} `{claim.id}`\n")
            continue
        out.write(f"- {markdown_item(_source(citation).strip())}{title}")
        out.write(f"{markdown(_rest(citation))}.")
        out.write(f"{' ' if url else ''}{url}{_accessed(citation)} `{citation.id}`\n")


def _listed(citation: Citation) -> str:
    """Return 'para 5: trade turnover …, more than $3 billion, said by Jeyhun Bayramov'."""
    where = f"{plain(citation.locator)}: " if citation.locator else ""
    return f"{where}{_claim(citation)}{f', {citation.saying}' if citation.saying else ''}"


def _printed(citation: Citation) -> str:
    """Return 'Azernews (Vugar Khalilov)'."""
    by = f" ({plain(citation.author)})" if citation.author else ""
    return f"{plain(citation.publisher)}{by}"


def _day(citation: Citation) -> str:
    return full_date(citation.published) if citation.published else "undated"


def _source(citation: Citation) -> str:
    """Return 'Jeyhun Bayramov, said on 24 June 2022, quoted in Azernews (Vugar Khalilov)'."""
    said = f"said {said_when(citation.said_on)}, " if citation.said_on else ""
    if citation.claimant:
        said = f"{plain(citation.claimant)}, {said}quoted in "
    return f"{said}{_printed(citation)}"


def _rest(citation: Citation) -> str:
    """Return ', 27 June 2022, para 5: trade turnover …, more than $3 billion (inferred: …)'."""
    day = _day(citation)
    where = f", {plain(citation.locator)}" if citation.locator else ""
    return f", {day}{where}: {_claim(citation)}"


def _claim(citation: Citation) -> str:
    return citation.statement + "".join(f" ({caution})" for caution in citation.cautions)


def _accessed(citation: Citation) -> str:
    return f" (accessed {full_date(citation.accessed)})" if citation.accessed else ""


def write_bibtex(citations: Iterable[Citation], out: TextIO) -> None:
    """Write one @misc a claim: classic BibTeX reads year and month, biblatex the date."""
    for nth, citation in enumerate(citations):
        out.write(f"{chr(10) if nth else ''}@misc{{{citation.key},\n")
        for key, value in _bibtex_fields(citation).items():
            if value:  # the name of a month stands without braces
                out.write(f"  {key} = {value if key == 'month' else f'{{{value}}}'},\n")
        out.write("}\n")


def write_csl(citations: Iterable[Citation], out: TextIO) -> None:
    """Write an array of items, as Zotero, Pandoc and citeproc read it."""
    out.write(encoding.indented([_csl_item(citation) for citation in citations]) + "\n")


def _bibtex_fields(citation: Citation) -> dict[str, object]:
    people = [f"{_latex(family)}, {_latex(given)}" for given, family in persons(citation.author)]
    # In braces of their own, organisations are not taken apart and titles keep their capitals.
    author = " and ".join(people) or f"{{{_latex(citation.author or citation.publisher)}}}"
    return {
        "author": author,
        "title": f"{{{_latex(_title(citation))}}}",
        # Classic styles print no publisher with @misc, but this; others print both, and take a
        # publisher for several where it has an "and".
        "howpublished": citation.author and f"{{{_latex(citation.publisher)}}}",
        **_bibtex_date(citation.published),
        "note": _latex(_note(citation)),
        "annote": _latex(citation.source_note),  # which usual styles do not print
        "url": web_address(citation.url),  # read verbatim, and nothing in it needs escaping
        "urldate": citation.accessed,
        "language": _latex(citation.language or ""),
    }


def _bibtex_date(published: Period | None) -> dict[str, str]:
    """Return the date that biblatex reads (EDTF, level 1), and the year and month of BibTeX.

    Where no one year or month is known, the year holds the words.
    """
    if published is None or not (published.start or published.end):
        return {"year": "n.d."}
    first, last = published.start, published.last
    date = {} if str(published).startswith("[") else {"date": str(published)}
    if first is None or last is None or (published.unspecified and first.year != last.year):
        return {**date, "year": _latex(full_date(published))}
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    month = "" if published.precision == "year" else months[first.month - 1]
    if published.unspecified and first.month != last.month:
        month = ""
    return {**date, "year": f"{first.year:04}", "month": month}


def _csl_item(citation: Citation) -> dict[str, Any]:
    link = web_address(citation.url)
    printed = bool(citation.author) or not link
    people = [{"family": family, "given": given} for given, family in persons(citation.author)]
    accessed = citation.accessed and Period.parse(citation.accessed.isoformat())
    item = {
        "id": citation.key,
        "type": "article-newspaper" if printed else "webpage",
        "title": _title(citation),
        "author": people or [{"literal": citation.author or citation.publisher}],
        # Where the publisher is the author, it stands there only: styles print each of these.
        "container-title": citation.author and citation.publisher,
        "publisher": citation.author and citation.publisher,
        # Without a date, each style says so in its own words.
        "issued": citation.published and _csl_date(citation.published),
        "note": _note(citation),
        "annote": citation.source_note,
        "URL": link,
        "accessed": accessed and _csl_date(accessed),
        "language": citation.language,
    }
    return {key: value for key, value in item.items() if value}


def _csl_date(period: Period) -> dict[str, Any]:
    ends = str(period).split("/")
    digits = [end.rstrip("?~%").replace("-XX", "") for end in ends]  # May 2021 for 2021-05-XX
    if not all(end.replace("-", "").isdigit() for end in digits):
        return {"literal": full_date(period)}
    parts = [[int(number) for number in end.split("-")] for end in digits]
    circa = {"circa": True} if period.approximate or period.uncertain else {}
    return {"date-parts": parts, **circa}


def _title(citation: Citation) -> str:
    """Return the title, or where there is none, in brackets as scholars do, what it reports."""
    subject = "" if citation.together else f": {citation.subject}"
    return citation.title or f"[Report by {citation.publisher}{subject}]"


def _note(citation: Citation) -> str:
    """Return 'Said by Jeyhun Bayramov on 24 June 2022; para 5: trade turnover …'."""
    if citation.together:
        claims = (claim.replaced(together=()) for claim in citation.together)
        return ". ".join(f"{_note(claim)} [{claim.id}]" for claim in claims)
    parts = [citation.saying, plain(citation.locator) if citation.locator else None]
    text = ": ".join(filter(None, ("; ".join(filter(None, parts)), _claim(citation))))
    return capitalised(text)


_LATEX = {
    **{char: f"\\{char}" for char in "&%$#_"},
    "{": "$\\lbrace$",  # \{ counts as a brace for BibTeX, which then looks for the other
    "}": "$\\rbrace$",  # and pandoc drops \textbraceright
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "\\": "\\textbackslash{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    "|": "$|$",
}
_LATEX_SPECIAL = re.compile(r"[&%$#_{}~^\\<>|]|-(?=-)|'(?=')|`(?=`)|,(?=,)|[?!](?=`)")


def _latex(text: str) -> str:
    """Escape a text so that LaTeX prints it as it stands, pairs such as -- too."""
    return _LATEX_SPECIAL.sub(lambda m: _LATEX.get(m[0], f"{m[0]}{{}}"), plain(text))
