"""A real browser: Chromium, without a window, and what each page is held to in it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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
    opened.close()


def as_new(opened: Page) -> Iterator[Page]:
    """The window as a new one would be, before a test and after it."""
    opened.set_viewport_size({"width": 1280, "height": 900})
    opened.emulate_media(media="null", color_scheme="null")
    yield opened
    opened.goto("about:blank")  # whatever the page still has to say comes before


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
