"""The pictures of the README and the tour, made from what dipfacts shows now.

    .venv/bin/python tests/pictures.py

Screens are typed on a terminal and recorded by Rich as SVG, which fetches nothing. The brief is a
photograph of its HTML as printed, for which Chromium must be installed; in the photograph stands
the digest of the HTML that it shows. So the tests can hold every picture to what is printed now.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from support.terminal import session

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
COLUMNS = 92


class Screen(NamedTuple):
    """A command, and which blocks of what it shows are in the picture: number and most lines.

    Blocks are parted by blank lines; a line `…` stands for what is left out.
    """

    command: str
    blocks: dict[int, int]


SCREENS = {
    "look-up": Screen(
        "dipfacts trade azerbaijan russia --in 2021 --measure turnover --full",
        {0: 9, 1: 99, 2: 3, 3: 3},
    ),
    "timeline": Screen(
        "dipfacts timeline azerbaijan russia --since 2024 --full", {0: 9, 1: 99, 2: 3}
    ),
    "chart": Screen("dipfacts trade azerbaijan russia --measure turnover", {0: 9, 1: 7, 3: 99}),
    "check": Screen("dipfacts check fisheries.toml", dict.fromkeys(range(9), 99)),
}

FAULTY = """\
format = 1

[[source]]
id = "example-news"
publisher = "Example News"
published = 2024-05-01

[[party]]
id = "iceland"
kind = "country"
name = "Iceland"
iso = "IS"

[[topic]]
id = "fisheries"
label = "Fisheries"

[[measure]]
id = "catch"
topic = "fisheries"
label = "Catch"
nature = "flow"

[[figure]]
id = "is-no-catch-2022"
measure = "catch"
parties = ["iceland", "norwya"]
period = "2022"
value = 12_100
unit = "tonnes"
source = "example-news"

[[figure]]
id = "is-no-catch-2023"
measure = "catch"
parties = ["iceland", "norway"]
period = 2023-13
value = 12_500
unit = "tonnes"
source = "example-news"

[[figure]]
id = "is-no-catch-2021"
measure = "catch"
parties = ["iceland", "norway"]
period = "2021"
value = 11_800
unit = "tonnes"
qualifer = "about"
source = "example-news"
"""

# Black, red, green, yellow, blue, magenta, cyan, white; on the dark paper of the HTML brief.
THEME = TerminalTheme(
    (20, 23, 26),
    (235, 233, 228),
    [
        (20, 23, 26),
        (240, 125, 110),
        (140, 195, 130),
        (232, 182, 88),
        (120, 165, 230),
        (200, 150, 215),
        (111, 183, 211),
        (200, 198, 193),
    ],
)

# Rich's own frame has the reader's browser fetch a font; this one takes what is there.
FRAME = """\
<svg role="img" aria-label="{unique_id}" viewBox="0 0 {width} {height}" \
xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px ui-monospace, SFMono-Regular, Menlo, \
Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; text-rendering: geometricPrecision; }}
.{unique_id}-title {{ font: 16px "Helvetica Neue", "Segoe UI", "Liberation Sans", sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""

BRIEF = ["brief", "azerbaijan", "russia", "--known-by", "2026-11-01", "--facts", "bundled"]
SHEET = 794, 1123  # A4 in CSS pixels
MARGIN = "11mm 13mm"
LAST = "relations"  # the section with which the photograph ends, as the first sheet does
DIGEST = "HTML-SHA256"  # the word in the photograph beside which the digest stands


# -------------------------------------------------------------------------------- screens


def screens() -> dict[str, str]:
    """Each screen as SVG, by its name."""
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "fisheries.toml").write_text(FAULTY, encoding="utf-8")
        # Once before they are recorded: a first look-up may show how the base is compiled.
        typed = ["dipfacts topics", *(screen.command for screen in SCREENS.values())]
        shown = session(typed, Path(made), COLUMNS, colour=True)[1:]
    return {
        name: svg(name, screen, text)
        for (name, screen), text in zip(SCREENS.items(), shown, strict=True)
    }


def svg(name: str, screen: Screen, shown: str) -> str:
    """A picture of the terminal after a command."""
    recorder = Console(
        record=True,
        width=COLUMNS,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
    )
    recorder.print(Text(f"$ {screen.command}", "bold cyan"))
    for line in cut(shown.strip("\n"), screen.blocks):
        recorder.print(Text.from_ansi(line), crop=False)
    drawn = recorder.export_svg(title="dipfacts", theme=THEME, code_format=FRAME, unique_id=name)
    # Letters and bars fill their columns in any font, so that no line is torn.
    drawn = drawn.replace(" textLength=", ' lengthAdjust="spacingAndGlyphs" textLength=')
    return "\n".join(line.strip() for line in drawn.split("\n") if line.strip()) + "\n"


def cut(text: str, blocks: dict[int, int]) -> list[str]:
    """The blocks that are in the picture, with a line `…` wherever something is left out."""
    lines: list[str] = []
    for nth, block in enumerate(text.split("\n\n")):
        room = blocks.get(nth, 0)
        if room:
            lines += [""] * bool(lines) + block.split("\n")[:room]
        if block.count("\n") >= room and lines[-1] != "…":
            lines.append("…")
    return lines


# ------------------------------------------------------------------------------ the brief


def brief() -> str:
    """The HTML of the brief that is photographed."""
    from dipfacts.cli import app

    with tempfile.TemporaryDirectory() as made:
        page = Path(made) / "brief.html"
        assert app.run([*BRIEF, "-o", str(page)]) == 0
        return page.read_text(encoding="utf-8")


def digest(html: str) -> str:
    """Return the digest by which the photograph of this HTML is recognised."""
    return hashlib.sha256(html.encode()).hexdigest()


def photograph(html: str, chromium: str) -> bytes:
    """The brief as PNG, up to the section that ends its first sheet of A4."""
    from playwright.sync_api import ViewportSize, sync_playwright

    with sync_playwright() as player, tempfile.TemporaryDirectory() as made:
        page = Path(made) / "brief.html"
        page.write_text(html, encoding="utf-8")
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        size = ViewportSize(width=SHEET[0], height=SHEET[1])
        window = browser.new_page(viewport=size, device_scale_factor=1.25)
        window.emulate_media(media="print")
        window.goto(page.as_uri())
        window.evaluate(
            """([margin, last]) => {
                document.body.style.padding = margin;
                const end = document.querySelector(`section[aria-labelledby=${last}]`);
                while (end.nextElementSibling) end.nextElementSibling.remove();
                document.querySelector('footer').remove();
            }""",
            [MARGIN, LAST],
        )
        taken = window.screenshot(full_page=True)
        browser.close()
    return marked(taken, digest(html))


def served() -> str:
    """The page of `dipfacts serve` that is photographed, with its style in it."""
    from dipfacts.cli.commands.serve import question_options
    from dipfacts.query.base import open_base
    from dipfacts.render.html.writer import site_style
    from dipfacts.serve.address import Address
    from dipfacts.serve.pages import reply

    with open_base(str(ROOT / "data" / "facts.toml")) as base:
        asked = Address.parse("/trade/azerbaijan/russia", "known-by=2026-11-01")
        html = reply(base, asked, question_options()).text
    return re.sub('<link rel="stylesheet"[^>]*>', lambda _: f"<style>{site_style()}</style>", html)


def window(html: str, chromium: str) -> bytes:
    """The page as PNG, as far as a window shows it."""
    from playwright.sync_api import ViewportSize, sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=ViewportSize(width=1000, height=820))
        page.set_content(html)
        taken = page.screenshot()
        browser.close()
    return marked(taken, digest(html))


def marked(png: bytes, text: str) -> bytes:
    """A PNG with a text in it, which no viewer shows."""
    chunk = b"tEXt" + f"{DIGEST}\0{text}".encode("latin-1")
    whole = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    end = png.rindex(b"IEND") - 4
    return png[:end] + whole + png[end:]


def mark(png: bytes) -> str:
    """The text that `marked` has put in."""
    found = re.search(rf"tEXt{DIGEST}\0([0-9a-f]{{64}})".encode(), png)
    return found[1].decode() if found else ""


def main() -> None:
    """Write them all, or say why not."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in screens().items():
        (FOLDER / f"{name}.svg").write_text(text, encoding="utf-8")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium is installed: the photograph of the brief is as it was")
    (FOLDER / "brief.png").write_bytes(photograph(brief(), chromium))
    (FOLDER / "serve.png").write_bytes(window(served(), chromium))


if __name__ == "__main__":
    main()
