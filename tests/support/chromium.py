"""A real browser: Chromium, without a window, and what each page is held to in it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-extensions --in-process-gpu"
).split()
LOW = 200  # the height of a window in which only the width matters: the less is drawn
AXE = files("axe_playwright_python").joinpath("axe.min.js")

NEEDED = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
    pytest.mark.skipif(sys.platform != "linux", reason="tried with Linux's Chromium only"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A window for all tests, which takes longer to open than a page, and what it tells."""
    told: list[str] = []
    opened = browser.new_page()
    opened.on("console", lambda message: told.append(f"console: {message.text}"))
    opened.on("pageerror", lambda error: told.append(f"error: {error}"))
    opened.on("dialog", lambda dialog: told.append(f"dialogue: {dialog.message}"))
    yield opened, told
    opened.goto("about:blank")  # whatever the last page still has to say comes before
    opened.close()
    assert told == []


def as_new(opened: Page) -> Iterator[Page]:
    """The window as a new one would be, but for the page of the test before, which still stands.

    To leave that for an empty one takes as long as to open the next.
    """
    resize(opened, 1280, 900)
    opened.emulate_media(media="null", color_scheme="null")
    yield opened
    opened.evaluate("document.readyState")  # whatever the page has said by now comes before


@cache
def _protocol(opened: Page) -> CDPSession:
    return opened.context.new_cdp_session(opened)


def resize(opened: Page, width: int, height: int) -> None:
    """Give the page this size; Playwright's own way to sets the window's too, in twice the time."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    _protocol(opened).send("Emulation.setDeviceMetricsOverride", size)


def hold_widths(opened: Page, widths: Iterable[int]) -> None:
    """Check that a page scrolls sideways in no window as wide as one of these."""
    for width in widths:
        resize(opened, width, LOW)
        wide = opened.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide == [width, width]


def unfold(page: Page) -> None:
    """Open all that a page has folded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def hold_axe(page: Page) -> None:
    """Check that axe finds nothing wrong; of rows that differ in words alone, in the first."""
    page.evaluate(
        """() => {
            const shape = one => [one.tagName, one.className, one.getAttribute('style'),
                ...[...one.children].map(shape)].join('(');
            const inside = one => one && [one.tagName, one.className, inside(one.parentElement)];
            const seen = new Set();
            for (const one of document.querySelectorAll('tr, li, dt, dd, p')) {
                const is = `${shape(one)} in ${inside(one.parentElement)}`;
                if (seen.has(is)) one.remove();
                seen.add(is);
            }
        }"""
    )
    page.evaluate(AXE.read_text(encoding="utf-8"))
    passed, found = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(all => [all.passes.length, all.violations])"
    )
    told = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
    assert told == [], told
    assert passed > 10
