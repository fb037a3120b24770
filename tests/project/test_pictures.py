"""The pictures of the README and the tour show what dipfacts shows now, and fetch nothing.

`python tests/pictures.py` makes them anew.
"""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ElementTree
import zlib
from pathlib import Path

import pytest

import pictures

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "README.md", ROOT / "docs" / "tour.md", ROOT / "docs" / "serve.md"
REMEDY = "run python tests/pictures.py, look at what it made, and commit that"
SMALL = 30_000, 400_000  # bytes of a screen and of the photograph: the README is read by phones too
FILES = {*(f"{name}.svg" for name in pictures.SCREENS), "brief.png", "serve.png"}


@pytest.fixture(scope="module")
def screens() -> dict[str, str]:
    return pictures.screens()


@pytest.mark.parametrize("name", pictures.SCREENS)
def test_a_screen_is_what_the_command_shows(name: str, screens: dict[str, str]) -> None:
    path = pictures.FOLDER / f"{name}.svg"
    assert shown(path.read_text(encoding="utf-8")) == shown(screens[name]), f"{path}: {REMEDY}"


def shown(screen: str) -> list[tuple[str, str]]:
    """Return what a screen shows and in which style: the same whichever Rich recorded it."""
    styles = dict(re.findall(r"^\.\S+-(r\d+) \{ (.*?) \}", screen, re.M))
    found: list[tuple[str, str]] = []
    for name, text in re.findall(r'<text class="\S+-(r\d+|title)"[^>]*>([^<]*)</text>', screen):
        style = styles.get(name, name).replace(" ", "")
        if found and found[-1][0] == style:
            text = found.pop()[1] + text
        found.append((style, text))
    assert len(found) > 5
    return found


def test_what_a_screen_shows_is_told_apart_by_words_and_style() -> None:
    old = (pictures.FOLDER / "check.svg").read_text(encoding="utf-8")
    assert shown(old) == shown(old.replace("-r1", "-r99").replace("-r2", "-r1"))
    for part, other in (("norwya", "norway"), ("remedy:", "remedy"), ("#e8b658", "#000000")):
        assert part in old
        assert shown(old) != shown(old.replace(part, other, 1))


@pytest.mark.parametrize("name", pictures.SCREENS)
def test_a_screen_is_small_and_fetches_nothing(name: str) -> None:
    text = (pictures.FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert len(text.encode()) < SMALL[0]
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}
    assert tags == {"svg", "style", "defs", "clipPath", "rect", "g", "circle", "text"}
    assert {*re.findall(r"url\(.", text)} == {"url(#"}
    assert not re.search(r"@|href|src\s*=|\son\w+=", re.sub(r">[^<]*</text>", ">", text))


def test_what_is_left_out_of_a_screen_is_marked() -> None:
    shown = "one\ntwo\n\nthree\n\nfour\n\nfive"
    assert pictures.cut(shown, {0: 9, 1: 9, 2: 9, 3: 9}) == shown.split("\n")
    assert pictures.cut(shown, {0: 1, 3: 1}) == ["one", "…", "", "five"]
    assert pictures.cut(shown, {0: 1, 1: 1}) == ["one", "…", "", "three", "…"]


def test_the_photograph_is_of_the_brief_as_it_is_now() -> None:
    png = (pictures.FOLDER / "brief.png").read_bytes()
    assert len(png) < SMALL[1]
    assert pictures.mark(png) == pictures.digest(pictures.brief()), REMEDY
    page = (pictures.FOLDER / "serve.png").read_bytes()
    assert len(page) < SMALL[1]
    assert pictures.mark(page) == pictures.digest(pictures.served()), REMEDY


def test_a_mark_is_a_chunk_of_text_before_the_end() -> None:
    head, end = b"\x89PNG\r\n\x1a\n", b"\0\0\0\0IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    png = pictures.marked(head + end, "ab" * 32)
    assert png.startswith(head)
    assert png.endswith(end)
    (length,), rest = struct.unpack(">I", png[8:12]), png[12 : -len(end)]
    chunk, checksum = rest[:-4], rest[-4:]
    assert chunk == b"tEXtHTML-SHA256\0" + b"ab" * 32
    assert length == len(chunk) - len("tEXt")
    assert checksum == struct.pack(">I", zlib.crc32(chunk))
    assert (pictures.mark(png), pictures.mark(head + end)) == ("ab" * 32, "")


def test_the_pages_show_every_picture_and_say_what_it_is_of() -> None:
    shown: dict[Path, str] = {}
    for page in PAGES:
        images = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
        shown |= {(page.parent / path).resolve(): text for text, path in images}
    assert {*shown} == {*pictures.FOLDER.iterdir()}
    assert {path.name for path in shown} == FILES
    assert all(len(text.split()) > 4 for text in shown.values())
