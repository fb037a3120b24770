"""Citations: as people read them, and read back by the tools that they are made for."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pypandoc  # type: ignore[import-untyped]  # it ships no types
import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from conftest import Write
from dipfacts import open_base
from dipfacts.answers.citation import Citation, citations
from dipfacts.cli.app import run
from dipfacts.mcp import arguments, resources, tools
from dipfacts.model.fact import Fact
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import PAGE_ROWS
from dipfacts.render import formats, recognise
from dipfacts.render.citations import authors
from dipfacts.render.citations import writer as render
from dipfacts.text import fold, plain
from support.factbase import base, event, figure, measure, party, relation, source, topic

DOCS = Path(__file__).parents[2] / "docs" / "citing.md"
FIGURE, EVENT, SAID = (
    "az-ru-turnover-2021",
    "am-eaeu-accession-2014",
    "az-ru-turnover-2021-bayramov",
)

BLANK = Citation(
    id="a-claim",
    source="courier",
    subject="trade turnover of Aland in 2021",
    statement="trade turnover of Aland in 2021, $1 million",
    cautions=(),
    claimant=None,
    said_on=None,
    publisher="The Courier",
    author=None,
    title=None,
    published=None,
    accessed=None,
    locator=None,
    url=None,
    language=None,
)
FULL = BLANK.replaced(
    claimant="Ann Bell",
    said_on=Period.parse("2022-06-24"),
    author="Carl Dee",
    title="A title",
    published=Period.parse("2022-06"),
    accessed=date(2026, 3, 1),
    locator="para 5",
    url="https://example.org/a?b=1&c_d=%20#e",
    language="de",
)

HOSTILE = r"50% of {A & B} cost $3 #1_x ~ ^ \textbf{no} \ } { -- '' `` <b>|\\"
FACTS = base(
    source(
        publisher="Press & Co. {Ltd}",
        title=r"50% of {A & B} cost $3 #1_x ~ ^ \textbf{no} \ } { -- ",
        published="2021-03",
    ),
    source("undated", publisher="The\u202eCourier\x1b[31m", url="https://example.org/\u202e{x}"),
    party("aland"),
    party("borduria"),
    topic(),
    measure("exports"),
    measure("gdp", label="GDP"),
    figure(
        "hostile",
        measure="exports",
        from_="aland",
        to="borduria",
        reporter="borduria",
        valuation="cif",
        period="2021-03-01/2021-03-05",
        value=5,
        inferred="the year: from the page",
        rank="deprecated",
        rank_reason="revised",
    ),
    figure(
        "on-a-day",
        measure="gdp",
        parties=["aland"],
        period="2021-05-06",
        value=5,
        source="undated",
        said_on=date(2021, 6, 1),
        rank="deprecated",
    ),
    event(
        "planned",
        kind="meeting",
        title="Summit",
        parties=["aland", "borduria"],
        period="2030",
        status="planned",
        source="undated",
    ),
    relation(
        "dateless",
        topic="trade",
        title="Treaty of Aland",
        parties=["aland", "borduria"],
        period="../..",
        source="undated",
    ),
)


def printed(capsys: pytest.CaptureFixture[str], *words: str, errors: str = "") -> str:
    """Return what is printed; check how many errors of its base are reported beside that."""
    assert run(["cite", *words]) == 0
    out, err = capsys.readouterr()
    assert err.partition(" has ")[2].partition(" (")[0] == errors, err
    assert bool(err) == bool(errors)
    assert "\x1b" not in err
    return out


def of(*found: Citation, style: str) -> str:
    out = StringIO()
    render.write(found, style, out)
    return out.getvalue()


def entries(text: str) -> dict[str, dict[str, str]]:
    """The fields of each entry as bibtexparser reads them."""
    library = parse_string(text)
    assert library.failed_blocks == []
    assert {entry.entry_type for entry in library.entries} <= {"misc"}
    return {e.key: {f.key: f.value for f in e.fields} for e in library.entries}


def unbraced(text: str) -> str:
    assert text[0] + text[-1] == "{}"
    return text[1:-1]


# ------------------------------------------------------------------------------ for reading


def test_a_citation_reads_like_a_footnote(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, FIGURE, EVENT, SAID).splitlines() == [
        "Azernews (Fatima Hasanova), 5 December 2022, para 19: trade turnover between Azerbaijan"
        " and Russia in 2021, $2.9 billion. http://www.today.az/news/politics/228854.html"
        " [az-ru-turnover-2021]",
        "commonspace.eu, “Armenia signs treaty of accession to the Eurasian Economic Union”,"
        " October 2014, para 1 and caption: Armenia signs the treaty of accession to the Eurasian"
        " Economic Union, Minsk (with Belarus, Kazakhstan and Russia), 10 October 2014;"
        " Serzh Sargsyan took part."
        " https://www.commonspace.eu/armenia-signs-treaty-accession-eurasian-economic-union"
        " [am-eaeu-accession-2014]",
        "Jeyhun Bayramov, said on 24 June 2022, quoted in Azernews (Vugar Khalilov),"
        " 27 June 2022, para 5: trade turnover between Azerbaijan and Russia in 2021,"
        " more than $3 billion. http://www.today.az/news/politics/222245.html"
        " [az-ru-turnover-2021-bayramov]",
    ]


def test_markdown_is_a_list_with_links(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, FIGURE, EVENT, SAID, "--style", "markdown").splitlines() == [
        "- Azernews (Fatima Hasanova), 5 December 2022, para 19: trade turnover between Azerbaijan"
        " and Russia in 2021, \\$2.9 billion. <http://www.today.az/news/politics/228854.html>"
        " `az-ru-turnover-2021`",
        "- commonspace.eu, *Armenia signs treaty of accession to the Eurasian Economic Union*,"
        " October 2014, para 1 and caption: Armenia signs the treaty of accession to the Eurasian"
        " Economic Union, Minsk (with Belarus, Kazakhstan and Russia), 10 October 2014;"
        " Serzh Sargsyan took part."
        " <https://www.commonspace.eu/armenia-signs-treaty-accession-eurasian-economic-union>"
        " `am-eaeu-accession-2014`",
        "- Jeyhun Bayramov, said on 24 June 2022, quoted in Azernews (Vugar Khalilov),"
        " 27 June 2022, para 5: trade turnover between Azerbaijan and Russia in 2021,"
        " more than \\$3 billion. <http://www.today.az/news/politics/222245.html>"
        " `az-ru-turnover-2021-bayramov`",
    ]


ADDRESS = "https://example.org/%E2%80%AE%7Bx%7D"


def test_what_must_be_known_of_a_claim_is_said(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    base = str(write(FACTS))
    ids = ("hostile", "on-a-day", "planned", "dateless")
    shown = printed(capsys, *ids, "--facts", base, errors="3 errors").splitlines()
    assert [line.partition(": ")[2] for line in shown] == [
        "exports from Aland to Borduria for 1–5 March 2021, $5 (cif, by the figures of Borduria)"
        " (period inferred: from the page) (deprecated: revised). [hostile]",
        f"GDP of Aland in total on 6 May 2021, $5 (deprecated). {ADDRESS} [on-a-day]",
        f"planned: Summit (Aland and Borduria), 2030. {ADDRESS} [planned]",
        f"Treaty of Aland (with Borduria), at any time. {ADDRESS} [dateless]",
    ]
    assert shown[1].startswith(r"said on 1 June 2021, The\u202eCourier\x1b[31m, undated: ")


@pytest.mark.parametrize(
    ("keys", "told", "cited"),
    [
        ({"definition": "at constant prices"}, "$5 (at constant prices)", None),
        (
            {"definition": "special trade", "valuation": "fob", "reporter": "a"},
            "$5 (special trade, fob)",
            "$5 (special trade, fob, by the figures of Aland)",
        ),
        (
            {"definition": "by residence", "status": "estimate"},
            "$5 (estimate, by residence)",
            "$5 (estimate) (by residence)",
        ),
        (
            {"definition": "by residence", "status": "forecast", "absent": "not-published"},
            "forecast not published (by residence)",
            None,
        ),
    ],
)
def test_what_a_number_is_of_stands_beside_it_wherever_it_is_handed_on(
    write: Write,
    capsys: pytest.CaptureFixture[str],
    keys: dict[str, str],
    told: str,
    cited: str | None,
) -> None:
    claim = figure("f", value=None if "absent" in keys else 5, locator="p. 1", **keys)
    path = str(write(LASTING + topic() + measure() + claim))
    subject = "turnover between Aland and Beland in 2021"
    for style in ("text", "bibtex", "csl-json"):
        text = printed(capsys, "f", "--style", style, "--facts", path)
        assert f"{subject}, {cited or told}" in text.replace("\\", "")
    with open_base(path) as opened:
        resource = resources.read(opened, "dipfacts://source/s").replace("\\", "")
    assert f"{subject}, {cited or told}" in resource
    assert run(["search", "aland", "-f", path]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert f": {told}" in out


def _said(id: str, place: str, *people: str, **keys: str) -> str:
    """Return a claim about the same talks as others: where they were, and who took part."""
    usual = {"kind": "visit", "title": "Talks", "period": "2023-05-07", "place": place}
    return event(id, **{**usual, "people": [*people], "locator": "p. 1", **keys})


TALKS = base(
    *(source(id) for id in ("s", "t", "u")),
    *(party(id, name=name) for id, name in (("a", "Aland"), ("b", "Beland"))),
    *(party(id, kind="person", name=f"{id.title()} Smith") for id in ("ann", "bob")),
    _said("paris", "Paris", "ann"),
    _said("berlin", "Berlin", "bob", "ann", source="t"),
    _said("named", "Paris", "ann", source="u", title="Talks of Smith in Paris", same_as="paris"),
    _said("alone", "Rome", "ann", period="2024", kind="meeting", title="Smith meets Aland"),
)


def test_a_claim_says_where_and_who_wherever_it_is_handed_on(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(TALKS))
    with open_base(path) as opened:
        _, reply = tools.timeline(opened, arguments.Timeline(parties=["aland", "beland"]))
        handed_on = {
            "mcp": [claim.says for claim in reply.claims],
            "source": [resources.read(opened, f"dipfacts://source/{id}") for id in ("s", "t", "u")],
        }
    for style in ("text", "markdown", "bibtex", "csl-json"):
        text = printed(capsys, "paris", "alone", "--style", style, "--facts", path)
        handed_on[style] = [text.replace("\\", "")]
    for texts in handed_on.values():
        for said in (
            "Talks, Paris (Aland and Beland), 7 May 2023; Ann Smith took part",
            "Talks, Berlin (Aland and Beland), 7 May 2023; Bob Smith and Ann Smith took part",
            # There is another Smith, so the title does not tell who was there.
            "Talks of Smith in Paris (Aland and Beland), 7 May 2023; Ann Smith took part",
            "Smith meets Aland, Rome (with Beland), 2024",
        ):
            (only,) = [text for text in texts if said in text]
            assert f"{said};" not in only
    assert run(["search", "talks", "-f", path]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "«Talks», Berlin or Paris (Aland and Beland;" in out
    assert "about the same: «Talks», Paris" in out


LASTING = base(
    source(),
    party("a", name="Aland"),
    party("b", name="Beland"),
    party("old", name="Old Union", period="1922-12-30/1991-12-26"),
)


@pytest.mark.parametrize(
    ("keys", "cited"),
    [
        ({"period": "1988-06-01/.."}, "T (Aland and Beland), since 1 June 1988"),
        ({"period": "1988-06-01/..", "status": "in-force"}, "in force: T ({}), since 1 June 1988"),
        ({"period": "1988-06-01/..", "status": "withdrawn"}, "withdrawn: T ({}), from 1 June 1988"),
        ({"period": "2011/..", "status": "suspended"}, "suspended: T ({}), since 2011"),
        ({"period": "2020-01-01/..", "status": "signed"}, "signed: T ({}), 1 January 2020"),
        ({"period": "1990/1999", "status": "in-force"}, "T ({}), 1990–1999"),
        ({"period": "9000/..", "status": "in-force"}, "not yet in force: T ({}), from 9000"),
        ({"period": "9000/..", "status": "ratified"}, "ratified: T ({}), 9000"),
        ({"period": "/.."}, "T ({}), still going, start unknown"),
        ({"period": "../.."}, "T ({}), at any time"),
        ({}, "T (Aland and Beland)"),
        (
            {"period": "1948-04-06/..", "parties": ["a", "old"]},
            "over with the Old Union, 26 December 1991: "
            "T (Aland and the Old Union), from 6 April 1948",
        ),
    ],
)
def test_what_became_of_a_relation_is_said_in_every_style(
    keys: dict[str, Any], cited: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = str(write(LASTING + relation("r", **{"title": "T", **keys})))
    cited = cited.format("Aland and Beland")
    assert printed(capsys, "r", "--facts", facts).endswith(f", undated: {cited}. [r]\n")
    for style in formats.STYLES:
        assert cited.lower() in printed(capsys, "r", "--facts", facts, "--style", style).lower()


def test_a_claim_keeps_its_status_where_another_tells_a_later_one(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = relation("signed", title="T", status="signed", period="2020-02-01")
    later = relation("later", title="T", status="in-force", period="2021/..", same_as="signed")
    facts = str(write(LASTING + signed + later))
    lines = printed(capsys, "signed", "--facts", facts).splitlines()
    assert "signed: T (Aland and Beland), 1 February 2020. [signed]" in lines[0]


def test_all_dates_are_kept_apart() -> None:
    assert of(FULL, style="text") == (
        "Ann Bell, said on 24 June 2022, quoted in The Courier (Carl Dee), “A title”, June 2022,"
        " para 5: trade turnover of Aland in 2021, $1 million."
        " https://example.org/a?b=1&c_d=%20#e (accessed 1 March 2026) [a-claim]\n"
    )
    assert of(BLANK.replaced(claimant="Ann Bell"), style="text") == (
        "Ann Bell, quoted in The Courier, undated:"
        " trade turnover of Aland in 2021, $1 million. [a-claim]\n"
    )


def test_a_footnote_has_the_address_that_can_be_followed() -> None:
    out = StringIO()
    render.write([BLANK.replaced(url='HTTPS://example.org/日/a"b<i>x</i>')], "text", out)
    assert " HTTPS://example.org/日/a%22b%3Ci%3Ex%3C/i%3E " in out.getvalue()


def test_markdown_holds_no_markup_of_others() -> None:
    strange = FULL.replaced(
        publisher="1. *A* `b`",
        title="[B](c)*",
        claimant=None,
        said_on=None,
        url="javascript:[x](y)",
    )
    assert of(strange, style="markdown").startswith(r"- 1\. \*A\* \`b\` (Carl Dee)")
    assert r" (Carl Dee), *\[B\](c)\**," in of(strange, style="markdown")
    assert r" javascript:\[x\](y) (accessed" in of(strange, style="markdown")
    spaced = strange.replaced(publisher="     - x", url="https://example.org/<a|b>")
    assert of(spaced, style="markdown").startswith(r"- \- x (Carl Dee)")
    assert "<https://example.org/%3Ca%7Cb%3E>" in of(spaced, style="markdown")


# ----------------------------------------------------------------------------------- BibTeX


def test_bibtexparser_reads_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    found = entries(printed(capsys, FIGURE, EVENT, SAID, "--style", "bibtex"))
    assert found == {
        FIGURE: {
            "author": "Hasanova, Fatima",
            "title": "{[Report by Azernews: trade turnover between Azerbaijan and Russia in 2021]}",
            "howpublished": "{Azernews}",
            "date": "2022-12-05",
            "year": "2022",
            "month": "dec",
            "note": "Para 19: trade turnover between Azerbaijan and Russia in 2021,"
            r" \$2.9 billion",
            "annote": "Note: The article this fact base begins with. The address is that of the"
            " same article at Today.az, which reprints Azernews; no title is shown with it."
            " Paragraphs are counted from the first one of the body, below the byline.",
            "url": "http://www.today.az/news/politics/228854.html",
        },
        EVENT: {
            "author": "{commonspace.eu}",
            "title": "{Armenia signs treaty of accession to the Eurasian Economic Union}",
            "date": "2014-10",
            "year": "2014",
            "month": "oct",
            "note": "Para 1 and caption: Armenia signs the treaty of accession to the Eurasian"
            " Economic Union, Minsk (with Belarus, Kazakhstan and Russia), 10 October 2014;"
            " Serzh Sargsyan took part",
            "url": "https://www.commonspace.eu/"
            "armenia-signs-treaty-accession-eurasian-economic-union",
        },
        SAID: {
            "author": "Khalilov, Vugar",
            "title": "{[Report by Azernews: trade turnover between Azerbaijan and Russia in 2021]}",
            "howpublished": "{Azernews}",
            "date": "2022-06-27",
            "year": "2022",
            "month": "jun",
            "note": "Said by Jeyhun Bayramov on 24 June 2022; para 5: trade turnover between"
            r" Azerbaijan and Russia in 2021, more than \$3 billion",
            "annote": "Note: Read at Today.az, which reprints Azernews.",
            "url": "http://www.today.az/news/politics/222245.html",
        },
    }


def test_an_address_and_the_day_it_was_read_stand_in_fields_of_their_own() -> None:
    fields = entries(of(FULL, style="bibtex"))["a-claim"]
    assert fields["url"] == FULL.url
    assert fields["urldate"] == "2026-03-01"
    assert fields["language"] == "de"
    assert "url" not in entries(of(FULL.replaced(url="ftp://x/y"), style="bibtex"))["a-claim"]


@pytest.mark.parametrize(
    ("published", "fields"),
    [
        (None, {"year": "n.d."}),
        ("../..", {"year": "n.d."}),
        ("2022", {"date": "2022", "year": "2022"}),
        ("2022-05?", {"date": "2022-05?", "year": "2022", "month": "may"}),
        (
            "2022-05-01/2022-06-02",
            {"date": "2022-05-01/2022-06-02", "year": "2022", "month": "may"},
        ),
        ("../2022-05", {"date": "../2022-05", "year": "until May 2022"}),
        ("/2022-05", {"date": "/2022-05", "year": "until May 2022, start unknown"}),
        ("199X", {"date": "199X", "year": "some time in the 1990s"}),
        ("2022-05-XX", {"date": "2022-05-XX", "year": "2022", "month": "may"}),
        ("2022-XX-XX", {"date": "2022-XX-XX", "year": "2022"}),
        ("[2022-05-31,2022-06-01]", {"year": "2022"}),
        ("[2021,2022]", {"year": "2021 or 2022"}),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(published: str | None, fields: dict[str, str]) -> None:
    dated = BLANK.replaced(published=Period.parse(published) if published else None)
    found = entries(of(dated, style="bibtex"))["a-claim"]
    assert {key: found[key] for key in ("date", "year", "month") if key in found} == fields


def test_a_hostile_title_comes_back_as_it_was(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    text = of(BLANK.replaced(title=HOSTILE), style="bibtex")
    assert unlatex(unbraced(entries(text)["a-claim"]["title"])) == HOSTILE
    words = ("hostile", "planned", "--facts", str(write(FACTS)), "--style", "bibtex")
    stored = printed(capsys, *words, errors="3 errors")
    found = entries(stored)
    assert found["hostile"]["author"] == r"{Press \& Co. $\lbrace$Ltd$\rbrace$}"
    assert found["planned"]["url"] == "https://example.org/%E2%80%AE%7Bx%7D"
    assert stored.replace("\n", "").isprintable()


STRANGE = st.text(
    st.one_of(
        st.sampled_from(list("{}\\%&$#_~^<>|\"'`-,?!@=() \n\t")),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
)


@given(title=STRANGE, name=STRANGE, url=STRANGE)
def test_braces_are_balanced_whatever_a_source_is_called(title: str, name: str, url: str) -> None:
    strange = BLANK.replaced(
        title=title, publisher=name, author=name, locator=name, url=f"https://x{url}", language=name
    )
    text = of(strange, strange.replaced(id="b-claim"), style="bibtex")
    depth = 0  # BibTeX counts every brace, a backslash before it or not
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    found = entries(text)
    assert list(found) == ["a-claim", "b-claim"]
    assert unlatex(unbraced(found["a-claim"]["title"])) == plain(title)
    assert unlatex(unbraced(found["a-claim"]["howpublished"])) == plain(name)


def test_pandoc_prints_all_characters_of_a_title() -> None:
    title = "Norway, Chile sign {FTA} | World | 5 < 6 & ~1% ^ #2 a_b \\ $3"
    text = of(BLANK.replaced(title=title), style="bibtex")
    for form in ("bibtex", "biblatex"):
        args = ["--citeproc", "--wrap=none"]
        assert title in pypandoc.convert_text(text, "plain", form, extra_args=args)


@pytest.mark.parametrize("author", [None, "Anna Smith", "Press and Sons Ltd"])
def test_pandoc_reads_one_publisher(author: str | None) -> None:
    """A name with an "and" is one name, and what is printed stands there once."""
    name = "Ministry of Trade and Industry"
    text = of(BLANK.replaced(publisher=name, author=author, title="Report"), style="bibtex")
    for form in ("bibtex", "biblatex"):
        (item,) = json.loads(pypandoc.convert_text(text, "csljson", form))
        assert item.get("publisher") == (name if author else None)
        assert item["author"] == (
            [{"family": "Smith", "given": "Anna"}]
            if author == "Anna Smith"
            else [{"literal": author or name}]
        )
        shown = pypandoc.convert_text(text, "plain", form, extra_args=["--citeproc"])
        assert " ".join(shown.split()).count(name) == 1


@pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed")
def test_biber_reads_every_field(tmp_path: Path) -> None:
    dated = FULL.replaced(publisher="Trade and Industry")
    text = of(dated, dated.replaced(id="b-claim", author=None), style="bibtex")
    (tmp_path / "x.bib").write_text(text, encoding="utf-8")
    command = ["biber", "--tool", "--validate-datamodel", "x.bib"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, encoding="utf-8")
    assert re.findall("(?:WARN|ERROR).*", done.stdout) == []
    assert list(entries((tmp_path / "x_bibertool.bib").read_text(encoding="utf-8"))) == [
        "a-claim",
        "b-claim",
    ]


def unlatex(text: str) -> str:
    text = re.sub(r"([-'`,?!])\{\}", r"\1", text)
    escaped = r"\\text([a-z]+)\{\}|\\(\W|_)|\$\\?(\||[lr]brace)\$"
    return re.sub(escaped, lambda m: WORDS.get(m[1] or m[3], "") or m[2], text)


WORDS = {
    "asciitilde": "~",
    "asciicircum": "^",
    "backslash": "\\",
    "less": "<",
    "greater": ">",
    "lbrace": "{",
    "rbrace": "}",
    "|": "|",
}


@pytest.mark.parametrize(
    ("author", "read"),
    [
        ("Fatima Hasanova", "Hasanova, Fatima"),
        ("V. G. Petrov", "Petrov, V. G."),
        ("Leyla Əliyeva-Xan", "Əliyeva-Xan, Leyla"),
        ("Ann Bell and Carl Dee", "Bell, Ann and Dee, Carl"),
        ("Ann Bell and others", "{Ann Bell and others}"),
        ("TASS", "{TASS}"),
        ("Ludwig van Beethoven", "{Ludwig van Beethoven}"),
        ("Azernews Staff", "{Azernews Staff}"),
        ("Gabriel García Márquez", "{Gabriel García Márquez}"),
        ("John F. Kennedy", "Kennedy, John F."),
        ("Ann McDonald", "McDonald, Ann"),
        ("Haitham Al-Said", "Al-Said, Haitham"),
        ("Ann Bell and World Bank", "{Ann Bell and World Bank}"),
        ("RFE RL", "{RFE RL}"),
        ("Bell, Ann", "{Bell, Ann}"),
        ("习 近平", "{习 近平}"),
        ("One Two Three Four", "{One Two Three Four}"),
    ],
)
def test_only_what_is_plainly_a_person_is_taken_apart(author: str, read: str) -> None:
    found = entries(of(FULL.replaced(author=author), style="bibtex"))["a-claim"]["author"]
    assert found == read


def listed(names: str) -> list[str]:
    return [name for name in re.split(", |\n", names) if name]


BODIES = """
World Bank, Human Rights Watch, Amnesty International, White House, Le Monde, Auswärtiges Amt
Norges Bank, Azərbaycan Bankı, Банк России, Banco Central, Danmarks Nationalbank, Deutsche Welle
Svenska Dagbladet, Kölner Zeitung, Statistics Norway, Suomi Posti, Россия Вчера, French Lawyers
Danmarks Avis, Green Interpol, Arab League, EurasiaNet Plus, U. S. Embassy, Dow Jones, Al Jazeera
Al-Ahram Ahead, El País, Die Rheinpfalz, Il Sole, De Morgen, President Putin, Sankt Gallen
"""  # by a word, by a part of one, by a country, by an organisation, by what stands before
FAMILY_FIRST = """
Xi Jinping, Kim Jong Un, Nguyễn Phú Trọng, Tô Lâm, Ban Ki-moon, Kishida Fumio, Orbán Viktor
Hun Sen, Aliyev Ilham, Алиев Ильхам, Chua Ing-wen, Mkrtchyan Ani
"""
FAMILY_LAST = """
Viktor Orbán, Fumio Kishida, Samir Ali, Sergey Lavrov, Ben Hill, Иван Петров, Marianna Mkrtchyan
Jean-Claude Juncker, António Guterres, Ofeliya Afandiyeva
"""


@pytest.mark.parametrize("author", listed(BODIES + FAMILY_FIRST))
def test_what_may_be_a_body_or_begin_with_the_family_is_left_whole(author: str) -> None:
    claim = FULL.replaced(author=author)
    found = entries(of(claim, style="bibtex"))["a-claim"]["author"]
    assert found == f"{{{author}}}"
    (item,) = json.loads(of(claim, style="csl-json"))
    assert item["author"] == [{"literal": author}]


@pytest.mark.parametrize("author", listed(FAMILY_LAST))
def test_a_person_whose_name_ends_in_the_family_is_taken_apart(author: str) -> None:
    given, family = author.split()
    (item,) = json.loads(of(FULL.replaced(author=author), style="csl-json"))
    assert item["author"] == [{"family": family, "given": given}]


# --------------------------------------------------------------------------------- CSL-JSON


def rendered(items: list[dict[str, Any]]) -> list[str]:
    """The bibliography that citeproc makes of the items, as plain text."""
    import citeproc  # type: ignore[import-untyped]  # it ships no types, nor do its parts
    from citeproc.formatter import plain as as_text  # type: ignore[import-untyped]  # as above
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]  # as above

    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = citeproc.CitationStylesBibliography(style, CiteProcJSON(items), as_text)
    for item in items:
        made.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    return [str(line) for line in made.bibliography()]


@pytest.mark.parametrize(
    ("file", "least"), [("bodies.txt", 400), ("before_names.txt", 100), ("family_names.txt", 300)]
)
def test_each_word_about_names_stands_once_and_folded(file: str, least: int) -> None:
    text = Path(authors.__file__).with_name(file).read_text(encoding="utf-8")
    words = [w for line in text.splitlines() if not line.startswith("#") for w in line.split()]
    assert len(words) > least
    assert [word for word in words if word != fold(word)] == []
    assert [word for word, count in Counter(words).items() if count > 1] == []


def test_citeproc_prints_author_year_and_title(capsys: pytest.CaptureFixture[str]) -> None:
    items = json.loads(printed(capsys, FIGURE, EVENT, SAID, "--style", "csl-json"))
    assert rendered(items) == [
        "Hasanova, F. (2022) “[Report by Azernews: trade turnover between Azerbaijan and Russia in"
        " 2021]”, Azernews, 5 December."
        " Available at: http://www.today.az/news/politics/228854.html.",
        "commonspace.eu (2014) Armenia signs treaty of accession to the Eurasian Economic Union."
        " Available at:"
        " https://www.commonspace.eu/armenia-signs-treaty-accession-eurasian-economic-union.",
        "Khalilov, V. (2022) “[Report by Azernews: trade turnover between Azerbaijan and Russia in"
        " 2021]”, Azernews, 27 June."
        " Available at: http://www.today.az/news/politics/222245.html.",
    ]


def test_a_csl_item_holds_all_that_is_known() -> None:
    (item,) = json.loads(of(FULL, style="csl-json"))
    assert item == {
        "id": "a-claim",
        "type": "article-newspaper",
        "title": "A title",
        "author": [{"family": "Dee", "given": "Carl"}],
        "container-title": "The Courier",
        "publisher": "The Courier",
        "issued": {"date-parts": [[2022, 6]]},
        "note": "Said by Ann Bell on 24 June 2022; para 5:"
        " trade turnover of Aland in 2021, $1 million",
        "URL": "https://example.org/a?b=1&c_d=%20#e",
        "accessed": {"date-parts": [[2026, 3, 1]]},
        "language": "de",
    }


@pytest.mark.parametrize("url", [None, "https://example.org/report"])
def test_a_csl_item_has_a_publisher_once_who_is_the_author(url: str | None) -> None:
    citation = FULL.replaced(author=None, publisher="Ministry of Trade", url=url)
    (item,) = json.loads(of(citation, style="csl-json"))
    assert json.dumps(item).count("Ministry of Trade") == 1
    assert item["author"] == [{"literal": "Ministry of Trade"}]


def test_an_undated_item_is_so_in_the_words_of_the_style() -> None:
    (item,) = json.loads(of(BLANK, style="csl-json"))
    assert "issued" not in item
    assert rendered([item])[0].startswith("The Courier (no date) “[Report by The Courier: trade")


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2022", {"date-parts": [[2022]]}),
        ("2022-05-07", {"date-parts": [[2022, 5, 7]]}),
        ("2022-05~", {"date-parts": [[2022, 5]], "circa": True}),
        ("2022-05?", {"date-parts": [[2022, 5]], "circa": True}),
        ("2022-05/2022-06-02", {"date-parts": [[2022, 5], [2022, 6, 2]]}),
        ("2022-05/..", {"literal": "since May 2022"}),
        ("/2022-05", {"literal": "until May 2022, start unknown"}),
        ("2022-05-XX", {"date-parts": [[2022, 5]]}),
        ("2022-XX-XX", {"date-parts": [[2022]]}),
        ("199X", {"literal": "some time in the 1990s"}),
        ("[2021,2022]", {"literal": "2021 or 2022"}),
    ],
)
def test_a_csl_date_is_as_precise_as_it_is_known(published: str, issued: dict[str, Any]) -> None:
    (item,) = json.loads(of(BLANK.replaced(published=Period.parse(published)), style="csl-json"))
    assert item["issued"] == issued


def test_nothing_in_the_json_is_obeyed_by_a_terminal() -> None:
    text = of(FULL.replaced(title="a\x1b[31m\x9b1m\u202eb"), style="csl-json")
    assert text.replace("\n", "").isprintable()
    assert json.loads(text)[0]["title"] == "a\x1b[31m\x9b1m\u202eb"


# ------------------------------------------------------------------------------ the command


OWN = ("id", "title", "value", "locator", "note")  # keys of which each row has another value


def features(fact: Fact) -> set[tuple[object, ...]]:
    """Return what the citation of a claim may depend on: its keys, its source, its values.

    Of what each row has another value, it is the signs in that.
    """
    keys = {key: value for key, value in asdict(fact.claim).items() if value not in (None, ())}
    own = {key: str(keys.pop(key)) for key in OWN if key in keys}
    shape = (fact.file, fact.type, *sorted({*keys, *own}))
    listed = {key: value if isinstance(value, tuple) else (value,) for key, value in keys.items()}
    signs = {(key, sign) for key, text in own.items() for sign in text}
    values = {(key, value) for key, values in listed.items() for value in values}
    return {shape, (*shape, fact.claim.source), *signs, *values}


@cache
def every_kind_of_claim() -> list[Citation]:
    """Return the citations of all that ships, but of no row in which nothing is new."""
    met = set[tuple[object, ...]]()
    ids = list[str]()
    with open_base("bundled") as base:
        for fact in base.find(Query(deprecated=True)):
            new = features(fact) - met
            if new or fact.file == "facts.toml":
                ids.append(fact.id)
                met |= new
        found = citations(base, ids)
    assert len(ids) > 500
    told = [citation.id for citation in found]  # with what is about the same
    assert len({*told}) == len(told)
    assert {*ids} <= {*told}
    return found  # claims about one thing stand together


@pytest.mark.parametrize("style", formats.STYLES)
def test_every_kind_of_claim_can_be_cited_in_every_style(style: str) -> None:
    found = every_kind_of_claim()
    text = of(*found, style=style)
    told = [citation.id for citation in found]
    assert {*told} <= {*re.findall(r"[\w-]+", text)}
    if style == "bibtex":
        assert list(entries(text)) == told


def test_an_unknown_id_prints_nothing_of_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cite", FIGURE, "az-ru-turnover-201"]) == 2
    out, err = capsys.readouterr()
    assert run(["show", "az-ru-turnover-201"]) == 2
    assert (out, err) == capsys.readouterr()
    assert out == ""
    assert err.startswith('dipfacts: no claim is called "az-ru-turnover-201"\n  did you mean "')


@pytest.mark.parametrize("query", ["trade a b", "timeline a", "timeline", "search visit"])
def test_a_query_cites_all_that_a_page_would_only_count(
    query: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    many = PAGE_ROWS + 20
    ids = [f"s{nth}" for nth in range(many)]
    sources = [source(id, publisher=f"Paper {id}", published=date(2024, 1, 1)) for id in ids]
    keys = {"topic": "trade", "period": "2021-03-05"}
    visits = [event(f"v-{id}", title=f"Visit {id}", source=id, **keys) for id in ids]
    path = str(write(base(*sources, party("a"), party("b"), topic(), *visits)))
    assert run(["cite", *query.split(), "--style", "bibtex", "-f", path]) == 0
    out, err = capsys.readouterr()
    assert (out.count("\n@") + out.startswith("@"), err) == (many, "")
    assert run(["cite", *query.split(), "--limit", "3", "--style", "bibtex", "-f", path]) == 0
    assert capsys.readouterr().err == (
        "dipfacts: --limit 3 may leave claims out, which are not cited\n"
    )


def test_what_an_overview_only_counts_is_cited_by_the_queries_that_are_named(
    capsys: pytest.CaptureFixture[str], write: Write
) -> None:
    measures = topic("arms") + measure("deliveries", topic="arms", label="Arms deliveries")
    ends = {"from_": "a", "to": "b", "period": "2018/2022"}
    periods = {"one": "2022-05-01", "two": "2023-05-01", "late": "2150-05-01"}
    off = "".join(event(id, period=period, status="cancelled") for id, period in periods.items())
    head = base(source(), topic(), party("a"), party("b")) + off
    told = " and 4 events (1 postponed, 3 cancelled)"
    moved = event("moved", period="2023-06-01", status="postponed")
    for text, words, of_what, lines in (
        (head, "a b", "A and B: 3 events (3 cancelled)", ["3 events: dipfacts cite timeline a b"]),
        (
            head + moved + measures + figure("f", measure="deliveries", **ends),
            "a --since 2015",
            f"A: 1 figure{told} on 1 topic",
            [
                "1 figure in arms: dipfacts cite arms a --since 2015",
                "4 events: dipfacts cite timeline a --since 2015",
            ],
        ),
    ):
        path = str(write(text))
        assert run(["cite", *words.split(), "-f", path]) == 1
        told_lines = "".join(f"  {line} -f {path}\n" for line in lines)
        assert capsys.readouterr() == ("", f"dipfacts: {of_what}, from 1 source.\n{told_lines}")
        for line in lines:
            query = line.split(" cite ")[1].split()
            assert printed(capsys, *query, "-f", path)


def test_an_option_that_a_query_lacks_is_refused_with_a_query_that_has_it(
    capsys: pytest.CaptureFixture[str], write: Write
) -> None:
    for words, what, instead in (
        ("norway --kind visit", "an overview", "timeline norway --kind visit"),
        ("trade norway --kind visit", "trade", "timeline norway --kind visit"),
        ("relations norway --measure exports", "relations", "trade norway --measure exports"),
        ("trade norway --topic trade", "trade", "trade norway"),
        ("norway de --in 2006 --topic Trade", "an overview", "trade norway de --in 2006"),
    ):
        assert run(["cite", *words.split()]) == 2
        *_, flag, _ = words.split()
        told = f"dipfacts: {what} has no option {flag}\n  try dipfacts cite {instead}"
        assert capsys.readouterr().err.strip() == told
        assert run(["cite", *instead.split()]) in (0, 1)
        capsys.readouterr()
    alone = str(write(base(source("s"), event("e", parties=["norway", "sweden"]))))
    assert run(["norway", "--measure", "exports", "-f", alone]) == 2
    assert capsys.readouterr().err.endswith("\n  this fact base has no topic\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--style", "bib"], 'no style is called "bib"\n  did you mean "bibtex"?'),
        (
            ["--style", "\x1bq"],
            'no style is called "\\x1bq"\n  styles are text, markdown, bibtex, csl-json',
        ),
        (
            ["-o", "a.doc"],
            "cannot infer a style from a.doc\n  add --style, or end it in .txt, .md, .bib, .json\n",
        ),
    ],
)
def test_an_unknown_style_is_refused(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["cite", FIGURE, *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"dipfacts: {told}")


@pytest.mark.parametrize(("ending", "style"), formats.endings_of(formats.STYLES).items())
def test_the_ending_of_the_file_sets_the_style(
    ending: str, style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = printed(capsys, FIGURE, "--style", style)
    path = tmp_path / f"claims.{ending}"
    assert printed(capsys, FIGURE, "-o", str(path)) == ""
    closing = "" if style == "csl-json" else recognise.closing(style, wanted.encode())
    for _ in range(2):  # it is recognised, and written again
        assert path.read_text(encoding="utf-8") == wanted + closing
        assert printed(capsys, FIGURE, "-o", str(path)) == ""
    assert printed(capsys, FIGURE, FIGURE, "-o", "-", "--style", style) == wanted


def test_other_commands_do_not_load_it() -> None:
    code = (
        "import sys; from dipfacts.cli.app import run; run(['show', 'az-ru-turnover-2021'])\n"
        "sys.exit(any(n.endswith(('citation', 'render.cite')) for n in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_examples_of_the_page_print_what_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    text = DOCS.read_text(encoding="utf-8")
    shown = re.findall(r"^```console\n\$ dipfacts cite (.*)\n((?:.*\n)*?)```$", text, re.M)
    assert len(shown) > 3
    for command, wanted in shown:
        typed, _, piped = command.partition(" | ")
        out = printed(capsys, *typed.split())
        if piped:
            assert piped == "grep -A1 family"
            lines = out.splitlines(keepends=True)
            at = next(n for n, line in enumerate(lines) if "family" in line)
            out = "".join(lines[at : at + 2])
        assert out == wanted, command
