"""The pages of `dipfacts serve`, and the same as files, in Chromium.

Where no Chromium is installed these tests are skipped, and say so.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Response

from conftest import SAMPLE_PATH
from dipfacts.cli import app
from dipfacts.serve import files
from support import briefs, chromium
from support.chromium import as_new, hold_axe, hold_widths, unfold

WIDTHS = (360, 480, 700, 768, 1000, 1280, 1600)
KINDS = {
    "start": "",
    "search": "search?text=azerbaijan+russia",
    "party": "azerbaijan",
    "dyad": "azerbaijan/russia",
    "topic": "trade/azerbaijan/russia",
    "ranking": "trade/azerbaijan",
    "timeline": "timeline/azerbaijan",
    "relations": "relations/azerbaijan",
    "brief": "brief/azerbaijan/russia",
    "claim": "show/turnover-2021",
    "source": "sources/news-2022-12-05",
    "sources": "sources",
    "topics": "topics",
    "conflicts": "-/conflicts",
    "coverage": "-/coverage",
}
HOSTILE = (
    "",
    "a/b",
    "trade/a/b",
    "timeline/a/b",
    "brief/a/b",
    "show/f1",
    "-/conflicts",
    "sources/s0",
)

pytestmark = chromium.NEEDED
browser, window = chromium.browser, chromium.window  # fixtures


@contextmanager
def served(facts: Path) -> Iterator[str]:
    """The address of a server of its own."""
    words = [sys.executable, "-m", "dipfacts", "serve", "--port", "0", "-f", str(facts)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        match = re.search(r"http://\S+/", started.stdout.readline())
        assert match is not None
        yield match[0]
        started.kill()


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of the sample, of a base in which every text is an attack, and of files."""
    made = tmp_path_factory.mktemp("served")
    hostile, site = made / "hostile.toml", made / "site"
    hostile.write_text(briefs.hostile(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "estimate", lambda *_: files.Size(1, 1))  # it makes all pages first
        assert app.run(["export", str(site), "--to", "site", "-f", str(SAMPLE_PATH)]) == 0
    with ExitStack() as stack:
        urls = {p.stem: stack.enter_context(served(p)) for p in (SAMPLE_PATH, hostile)}
        yield urls | {"files": f"{site.as_uri()}/"}


@pytest.fixture
def page(window: tuple[Page, list[str]], at: dict[str, str]) -> Iterator[Page]:
    """A window that must stay silent, and ask nobody but the server that it was sent to."""
    opened, told = window

    def fail(sent: Request) -> None:
        if sent.failure != "net::ERR_ABORTED":  # as the icon of a page that is left at once
            told.append(f"failed: {sent.url}")

    def heed(sent: Request) -> None:
        if not sent.url.startswith((*at.values(), "about:")):
            told.append(f"request: {sent.url}")

    opened.on("requestfailed", fail)
    opened.on("request", heed)
    yield from as_new(opened)
    opened.remove_listener("requestfailed", fail)
    opened.remove_listener("request", heed)
    assert told == []


def go(page: Page, address: str) -> None:
    answer: Response | None = page.goto(address)
    assert answer is not None
    assert answer.ok


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_silent_fits_every_window_and_axe_finds_nothing(
    kind: str, page: Page, at: dict[str, str]
) -> None:
    page.emulate_media(color_scheme="dark" if len(kind) % 2 else "light")
    go(page, at["sample"] + KINDS[kind])
    assert page.evaluate("getComputedStyle(document.querySelector('nav.site')).display") == "flex"
    unfold(page)
    hold_widths(page, WIDTHS)
    hold_axe(page)


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_text_does_nothing(path: str, page: Page, at: dict[str, str]) -> None:
    go(page, at["hostile"] + path)
    assert page.evaluate("document.querySelectorAll('script, img, iframe, object').length") == 0
    page.evaluate(
        """document.querySelectorAll('main *').forEach(one => {
            for (const kind of ['mouseover', 'focus', 'load', 'error'])
                one.dispatchEvent(new Event(kind));
        })"""
    )
    hold_widths(page, WIDTHS)


def test_the_keyboard_alone_asks_follows_and_goes_back(page: Page, at: dict[str, str]) -> None:
    go(page, at["sample"])
    page.keyboard.press("Tab")  # skip to the page
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    go(page, at["sample"] + "topics")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert shown == "solid"
    page.keyboard.type("azerbaijan russia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?text=azerbaijan+russia")
    page.get_by_role("link", name="Azerbaijan and Russia", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/azerbaijan/russia")
    assert page.get_by_role("heading", level=1).inner_text() == "Azerbaijan and Russia"
    page.go_back()
    page.wait_for_url("**/search?text=azerbaijan+russia")
    assert page.input_value("#text") == "azerbaijan russia"
    page.go_forward()
    page.wait_for_url("**/azerbaijan/russia")


def test_a_period_is_asked_for_on_the_page(page: Page, at: dict[str, str]) -> None:
    go(page, at["sample"] + "trade/azerbaijan/russia")
    page.get_by_label("Period").fill("2021")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/trade/azerbaijan/russia?in=2021**")
    assert "in 2021" in page.locator(".standfirst").inner_text()
    assert page.get_by_label("Period").input_value() == "2021"


def test_a_page_can_be_printed_without_the_ways_to_others(page: Page, at: dict[str, str]) -> None:
    go(page, at["sample"] + "trade/azerbaijan/russia")
    page.emulate_media(media="print")
    seen = "[...document.querySelectorAll('nav, form')].map(one => getComputedStyle(one).display)"
    assert {*page.evaluate(seen)} == {"none"}
    assert page.pdf().startswith(b"%PDF")


def test_the_same_pages_are_files(page: Page, at: dict[str, str]) -> None:
    go(page, f"{at['files']}index.html")
    assert page.evaluate("getComputedStyle(document.querySelector('nav.site')).display") == "flex"
    page.get_by_role("link", name="Names").click()
    page.get_by_role("link", name="Rusiya").click()
    assert page.url == f"{at['files']}russia.html"
    page.get_by_role("link", name="Trade", exact=True).first.click()
    page.locator("a.mark").first.press("Enter")
    page.wait_for_url("**/show/*.html")
    page.go_back()
    assert page.url == f"{at['files']}trade/russia.html"
    hold_widths(page, WIDTHS)
