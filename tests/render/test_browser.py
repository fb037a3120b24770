"""The HTML of briefs and timelines in a real browser: Chromium, without a window.

Where no Chromium is installed these tests are skipped, and say so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request

from dipfacts.cli import app
from support import briefs, chromium
from support.chromium import as_new, hold_axe, hold_widths, resize, unfold

KEPT = Path(__file__).parents[2] / "data" / "facts.toml"

WIDTHS = range(360, 1601, 124)

pytestmark = chromium.NEEDED
browser, window = chromium.browser, chromium.window  # fixtures


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of PAGES, as files."""
    made = tmp_path_factory.mktemp("pages")
    for name, text in (("hostile", briefs.hostile()), ("large", briefs.large())):
        (made / f"{name}.toml").write_text(text, encoding="utf-8")
        kinds = [kind for kind in ("brief", "timeline") if f"{name}-{kind}" in PAGES.values()]
        for kind, text in briefs.pages(made / f"{name}.toml", "a", "b", kinds=kinds).items():
            (made / f"{name}-{kind}.html").write_text(text, encoding="utf-8")
    empty = made / "empty.toml"
    empty.write_text(briefs.HEAD, encoding="utf-8")
    assert app.run(["brief", "a", "b", "-f", str(empty), "-o", str(made / "empty-brief.html")]) == 1
    for words in ("brief azerbaijan russia", "timeline azerbaijan russia", "brief azerbaijan"):
        command, *parties = words.split()
        out = made / f"{'-'.join(parties)}-{command}.html"
        app.run([*words.split(), "--known-by", "2026-11-01", "-o", str(out), "-f", str(KEPT)])
    for name in ("brazil", "azerbaijan"):
        country = ["brief", name, "--known-by", "2026-11-01", "-f", "bundled"]
        app.run([*country, "-o", str(made / f"{name}-bundled.html")])
    return made


PAGES = {
    "brief": "azerbaijan-russia-brief",
    "timeline": "azerbaijan-russia-timeline",
    "party": "azerbaijan-brief",
    "country": "brazil-bundled",
    "much": "azerbaijan-bundled",
    "nothing": "empty-brief",
    "hostile": "hostile-brief",
    "hostile-timeline": "hostile-timeline",
    "large": "large-brief",
}


@pytest.fixture
def page(window: tuple[Page, list[str]]) -> Iterator[Page]:
    """The window, which must stay silent: no message on its console, no dialogue, no request."""
    opened, told = window

    def heed(sent: Request) -> None:
        if not sent.is_navigation_request():
            told.append(f"request: {sent.url}")

    opened.on("request", heed)
    yield from as_new(opened)
    opened.remove_listener("request", heed)
    assert told == []


def go(page: Page, folder: Path, name: str, letters: str = "its own") -> None:
    """Open a page; on request in DejaVu, as wide as any font in use: readers have other fonts."""
    page.goto((folder / f"{PAGES[name]}.html").as_uri())
    if letters == "wide":
        there = page.evaluate(
            """['Sans', 'Serif'].map(kind => {
                const style = document.documentElement.style;
                style.setProperty(`--${kind.toLowerCase()}`, `DejaVu ${kind}`);
                const wide = other => {
                    const pen = document.createElement('canvas').getContext('2d');
                    pen.font = `20px DejaVu ${kind}, ${other}`;
                    return pen.measureText('iiiWWW').width;
                };
                return wide('monospace') === wide('sans-serif');  // else the other is taken
            })"""
        )
        if there != [True, True]:
            pytest.skip("DejaVu is not installed")


LETTERS = pytest.mark.parametrize("letters", ["its own", "wide"])

# ------------------------------------------------------------------------------- tests


@LETTERS
@pytest.mark.parametrize("name", PAGES)
def test_it_is_silent_and_never_scrolls_sideways(
    name: str, letters: str, page: Page, folder: Path
) -> None:
    go(page, folder, name, letters)
    unfold(page)
    hold_widths(page, WIDTHS[letters == "wide" :: 2])


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("brief", "light"),
        ("brief", "dark"),
        ("timeline", "dark"),
        ("party", "light"),
        ("country", "light"),
        ("hostile", "light"),
        ("nothing", "dark"),
    ],
)
def test_axe_finds_no_violation(name: str, scheme: Any, page: Page, folder: Path) -> None:
    page.emulate_media(color_scheme=scheme)
    go(page, folder, name)
    unfold(page)
    hold_axe(page)


def test_on_a_phone_every_cell_has_the_width_of_the_page(page: Page, folder: Path) -> None:
    for name in ("brief", "timeline", "party"):
        go(page, folder, name)
        resize(page, 390, 844)
        unfold(page)
        narrow = page.evaluate(
            """[...document.querySelectorAll('tbody th, tbody td')]
                .filter(cell => getComputedStyle(cell).display !== 'none' && cell.textContent)
                .filter(cell => cell.offsetWidth < cell.closest('table').offsetWidth - 1)
                .map(cell => cell.outerHTML.slice(0, 80))"""
        )
        assert narrow == []


def test_light_and_dark_are_two_schemes(page: Page, folder: Path) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        go(page, folder, "brief")
        colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert colours == ["rgb(252, 251, 249)", "rgb(20, 23, 26)"]


@pytest.mark.parametrize("name", ["brief", "timeline", "hostile"])
def test_every_link_to_a_source_reaches_its_note_and_comes_back(
    name: str, page: Page, folder: Path
) -> None:
    go(page, folder, name)
    unfold(page)
    reached = page.evaluate(
        """[...document.querySelectorAll('.mentions a')].map(link => {
            link.click();
            const note = document.querySelector(':target');
            const number = note && note.querySelector('.number').textContent;
            const seen = note && note.getBoundingClientRect();
            const back = note && note.querySelector('.back a');
            if (back) back.click();
            return {
                asked: link.textContent.replace(/[^0-9]/g, ''), number,
                seen: seen && seen.top >= 0 && seen.bottom <= innerHeight + 1,
                back: document.querySelector(':target').closest('.mentions') !== null,
            };
        })"""
    )
    assert len(reached) > 8
    assert [one for one in reached if one["asked"] != one["number"]] == []
    assert all(one["seen"] and one["back"] for one in reached)


def test_the_keyboard_reaches_the_links_and_shows_where_it_is(page: Page, folder: Path) -> None:
    go(page, folder, "brief")
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement !== document.body")
    told = page.evaluate(
        """[document.activeElement.getAttribute('href'),
            getComputedStyle(document.activeElement).outlineStyle]"""
    )
    assert told == ["#source-1", "solid"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/*#source-1")  # on a busy machine not at once


def test_hostile_text_does_nothing_even_when_it_is_clicked(page: Page, folder: Path) -> None:
    """The window's own rules (see `page`) are that no dialogue, message or request may come."""
    for name in ("hostile", "hostile-timeline"):
        go(page, folder, name)
        assert page.evaluate("document.querySelectorAll('script, img, iframe, object').length") == 0
        page.evaluate(
            """document.querySelectorAll('main *').forEach(one => {
                for (const kind of ['mouseover', 'focus', 'load', 'error'])
                    one.dispatchEvent(new Event(kind));
            })"""
        )
        shown = page.inner_text("body")
        assert "<script>alert" in shown
        assert "onmouseover=" in shown


@pytest.mark.parametrize(
    ("name", "most", "letters"),
    [
        ("much", 3, "its own"),  # 47 sources in letters that can be read
        *(
            (*page, letters)
            for letters in ("its own", "wide")
            for page in (
                *(("brief", 2), ("party", 2), ("country", 2)),
                *(("nothing", 1), ("timeline", 4), ("large", 3)),
            )
        ),
    ],
)
def test_it_prints_on_so_many_pages(
    name: str, most: int, letters: str, page: Page, folder: Path
) -> None:
    go(page, folder, name, letters)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    assert sheets == most if name == "brief" else 1 <= sheets <= most
    assert b"/MediaBox [0 0 594.95" in printed  # A4
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ends = "one => getComputedStyle(one).breakAfter"  # a heading must not end a sheet
    found = page.evaluate(f"[...document.querySelectorAll('h2, h3, thead, .group')].map({ends})")
    assert {*found} <= {"avoid"}


def test_every_column_of_the_chart_is_within_it_and_its_label_on_none(
    page: Page, folder: Path
) -> None:
    go(page, folder, "brief")
    for width in (800, 1280):
        resize(page, width, 900)
        boxes = json.loads(
            page.evaluate(
                """JSON.stringify([...document.querySelectorAll('.years svg text.label')]
                    .map(one => one.getBoundingClientRect()).map(box => [box.left, box.right]))"""
            )
        )
        assert len(boxes) > 8
        assert all(left[1] <= right[0] for left, right in pairwise(boxes))


def test_a_span_is_never_narrower_than_a_day(page: Page, folder: Path) -> None:
    """A period known to a month is no sliver on a scale of decades, and lies within its picture."""
    for name, width in (("timeline", 1280), ("timeline", 768), ("brief", 360)):
        resize(page, width, 900)
        go(page, folder, name)
        seen = page.evaluate(
            """[...document.querySelectorAll('svg line.about')].filter(one => one.checkVisibility())
                .map(one => [one.getBBox().width + parseFloat(getComputedStyle(one).strokeWidth),
                    getComputedStyle(one).strokeLinecap])"""
        )
        day = page.evaluate("2 * document.querySelector('circle.day').r.baseVal.value")
        assert seen
        assert all(wide >= day and cap == "round" for wide, cap in seen)
