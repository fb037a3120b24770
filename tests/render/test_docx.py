"""Briefs as documents of word processors: the words of the page, with sources as footnotes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from dipfacts.cli import app
from dipfacts.render.extras import how_to_install
from support.factbase import base, event, figure, measure, party, source, topic
from support.terminal import session

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/package/2006/relationships}"
HOSTILE = "<w:b/> & \x1b[31m [1] \u202e"
SHOWN = "<w:b/> & \\x1b[31m [1] \\u202e"
CLAIMS = (
    source("s", publisher="News", url='HTTPS://example.org/a"?b=1&c=2', published="2024-05"),
    source("other", publisher=HOSTILE, url="javascript:alert(1)"),
    party("a", name="A"),
    party("b", name="B"),
    topic(),
    measure(),
    figure(
        "one", period="2023", value=2_000_000, locator="para 1", note="Rounded.", said_on="2024"
    ),
    figure("two", period="2023", value=3_000_000, source="other", locator=HOSTILE),
    event("meeting", title=f"Talks {HOSTILE}", period="2023-05-06", status="held"),
    event("visit", period="2023-05-07", status="held", locator="para 9"),
)
Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path, write: Callable[..., Path]) -> Written:
    """The brief of A and B, as it stands in a file."""
    path = str(write(base(*CLAIMS)))

    def run(name: str = "brief.docx", *words: str) -> Path:
        target = tmp_path / name
        named = words or ("a", "b", "-f", path)
        assert app.run(["brief", *named, "-o", str(target)]) == 0
        return target

    return run


def parts(path: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(f"word/{name}"))


def text(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{W}t"))


def footnotes(path: Path) -> dict[str, str]:
    """The text of each footnote by its number."""
    notes = parts(path, "footnotes.xml").iter(f"{W}footnote")
    return {note.get(f"{W}id", ""): text(note) for note in notes if f"{W}type" not in note.attrib}


def cells(path: Path) -> list[list[str]]:
    """The texts of the rows of all tables, with [1] for a footnote and for what refers to one."""
    rows = []
    for row in parts(path, "document.xml").iter(f"{W}tr"):
        found = []
        for cell in row.iter(f"{W}tc"):
            shown = ""
            for part in cell.iter():
                if part.tag == f"{W}footnoteReference":
                    shown += f"[{part.get(f'{W}id')}]"
                elif part.tag == f"{W}fldSimple":
                    shown += f"[{text(part)}]"
                    part[0].clear()
                elif part.tag == f"{W}t":
                    shown += part.text or ""
                elif part.tag == f"{W}br":
                    shown += "\n"
            found.append(shown)
        rows.append(found)
    return rows


def test_it_has_the_words_of_the_page(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("azerbaijan", "russia", "-f", "bundled")
    path = written("full.docx", *words)
    assert app.run(["brief", *words]) == 0
    page = [re.split(r" {2,}", line.strip()) for line in capsys.readouterr().out.splitlines()]
    page = [[cell for cell in line if cell] for line in page]
    rows = [[cell for cell in row if cell] for row in cells(path)]
    assert len(rows) > 80
    assert [row for row in rows if row not in page] == []
    shown = docx.Document(str(path))
    assert shown.core_properties.title == "Azerbaijan and Russia"
    assert not [p.text for p in shown.paragraphs if "dipfacts " in p.text]  # no command on paper
    assert "And 10 more questions on which claims differ." in [p.text for p in shown.paragraphs]


def test_each_source_is_one_footnote_and_later_mentions_refer_to_it(written: Written) -> None:
    path = written()
    assert footnotes(path) == {
        "1": " News, May 2024. HTTPS://example.org/a%22?b=1&c=2",
        "2": f" {SHOWN}, undated. javascript:alert(1)",
    }
    marks = [cell for row in cells(path) for cell in row[-1:] if cell.startswith("[")]
    assert {"[1] para 1", f"[2] {SHOWN}", "[1] para 9"} <= {*marks}
    document = parts(path, "document.xml")
    first = [note.get(f"{W}id") for note in document.iter(f"{W}footnoteReference")]
    assert first == ["1", "2"]
    names = {mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")}
    fields = [field.get(f"{W}instr", "").split() for field in document.iter(f"{W}fldSimple")]
    assert len(fields) > 2
    assert {(name, *rest) for _, name, *rest in fields} <= {(n, "\\f", "\\h") for n in names}


def test_only_an_address_is_a_link(written: Written) -> None:
    links = parts(written(), "_rels/footnotes.xml.rels").iter(f"{R}Relationship")
    assert [link.get("Target") for link in links] == ["HTTPS://example.org/a%22?b=1&c=2"]


def test_hostile_text_stays_text(written: Written) -> None:
    rows = cells(written())
    assert any(f"Talks {SHOWN}" in cell for row in rows for cell in row)
    with zipfile.ZipFile(written()) as archive:
        every = b"".join(archive.read(name) for name in archive.namelist() if ".xml" in name)
    assert b"\x1b" not in every
    assert "\u202e".encode() not in every


def test_headers_stand_on_each_page_and_no_row_is_torn(written: Written) -> None:
    tables = [*parts(written(), "document.xml").iter(f"{W}tbl")]
    assert len(tables) > 1
    for table in tables:
        head, *rows = table.iter(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        widths = [int(column.get(f"{W}w", 0)) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) <= 17.01 * 567  # what A4 has between its margins


def test_the_same_claims_give_the_same_file_which_is_written_again(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written()
    data = path.read_bytes()
    assert written() == path
    assert path.read_bytes() == data == written("other.docx").read_bytes()
    saved: Any = BytesIO()
    docx.Document(str(path)).save(saved)  # as a word processor does
    path.write_bytes(saved.getvalue())
    with pytest.raises(AssertionError):
        written()
    told = f"dipfacts: {path} exists and is not recognised as an answer of dipfacts\n"
    assert told in capsys.readouterr().err


def test_a_title_is_shortened_only_in_what_the_file_says_of_itself(
    tmp_path: Path, write: Callable[..., Path]
) -> None:
    long = "Conference on " + "the management of shared rivers and " * 6
    parties = party("aa", name=long + "lakes"), party("bb", name=long + "seas")
    path = write(base(source("s"), *parties, event("met", parties=["aa", "bb"], period="2023-05")))
    target = tmp_path / "long.docx"
    assert app.run(["brief", "aa", "bb", "-f", str(path), "-o", str(target)]) == 0
    document = docx.Document(str(target))
    title = document.core_properties.title
    assert (len(title), title[-1]) == (255, "…")
    assert any(f"{long}lakes and {long}seas" in text.text for text in document.paragraphs)


def test_standard_output_takes_it_but_no_terminal(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "dipfacts", "brief", "azerbaijan", "--format", "docx"]
    done = subprocess.run(words, capture_output=True, check=True)
    assert docx.Document(BytesIO(done.stdout)).core_properties.author == "dipfacts"
    (shown,) = session(["dipfacts brief azerbaijan --format docx"], tmp_path, 80)
    assert shown.strip() == "dipfacts: a docx file is not for a terminal\n  add -o FILE.docx"


def test_a_missing_library_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [*sys.modules]:
        if name.startswith(("docx", "dipfacts.render.docx")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docx", None)
    assert app.run(["brief", "azerbaijan", "--format", "docx", "-f", "bundled"]) == 2
    assert capsys.readouterr().err == (
        "dipfacts: a document for word processors needs the library python-docx\n"
        f"  {how_to_install('docx')}\n"
    )


@pytest.mark.skipif(
    not shutil.which("soffice") or not os.path.exists("/usr/lib/libreoffice/program/libswlo.so"),
    reason="LibreOffice Writer is not installed",
)
def test_libreoffice_opens_it(written: Written, tmp_path: Path) -> None:
    path = written("full.docx", "azerbaijan", "russia", "-f", "bundled")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], capture_output=True, check=True, timeout=120)
    root = ElementTree.parse(tmp_path / "full.fodt").getroot()
    names = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
    notes = [*root.iter(f"{names % 'text'}note")]
    assert len(notes) == len(footnotes(path)) > 20
    assert len([*root.iter(f"{names % 'table'}table")]) > 8
    numbers = ["".join(note[0].itertext()) for note in notes]
    assert numbers == [str(number) for number in range(1, len(notes) + 1)]
    assert (tmp_path / "full.fodt").read_text(encoding="utf-8").count("NOTEREF source") > 20
