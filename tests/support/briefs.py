"""Fact bases for the tests of briefs: one that is hostile, one that is large, and their pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from dipfacts import open_base
from dipfacts.answers.answer import Answer
from dipfacts.answers.brief import brief
from dipfacts.answers.timeline import timeline
from dipfacts.model.period import Period
from dipfacts.model.request import Request
from dipfacts.query.base import Query
from dipfacts.render import formats

HEAD = """
format = 1
[[source]]
id = "paper"
publisher = "Paper"
published = 2022-06-01
url = "https://example.org/paper"
[[source]]
id = "daily"
publisher = "Daily"
published = 2023-06-01
[[party]]
id = "a"
kind = "country"
name = "Aland"
[[party]]
id = "b"
kind = "country"
name = "Beland"
[[party]]
id = "office"
kind = "organisation"
name = "Office of Aland"
country = "a"
[[topic]]
id = "trade"
label = "Trade"
[[measure]]
id = "turnover"
topic = "trade"
label = "Trade turnover"
nature = "flow"
[[measure]]
id = "stock"
topic = "trade"
label = "Stock of investment"
nature = "stock"
"""

# What would run, leave its place or fetch something, were it taken for anything but text.
ATTACKS = (
    '<script>alert("x")</script>',
    "\" onmouseover=\"alert('x')",
    "' onfocus='alert(1)' autofocus='",
    "</style><script>alert(2)</script>",
    "</title><img src=x onerror=alert(3)>",
    "<svg onload=alert(4)>&lt;b&gt;{{ 7 * 7 }}{% raw %}",
    "--><iframe src=https://example.org></iframe>",
    "evil \u202e txt.exe \u2066\u200f",
    "]]><a href=javascript:alert(5)>click</a>",
)


def figure(nth: int, period: str, value: int, **more: str) -> str:
    """A figure of trade between a and b."""
    keys = {"measure": "turnover", "unit": "USD", "source": "paper", **more}
    if "to" not in keys:
        keys = {"parties": '["a", "b"]', **keys}
    quoted = (
        f"{key} = {text if text.startswith('[') else _quoted(text)}" for key, text in keys.items()
    )
    lines = "\n".join(quoted)
    return f'[[figure]]\nid = "f{nth}"\nperiod = "{period}"\nvalue = {value}\n{lines}\n'


def event(nth: int, period: str | None, **more: str) -> str:
    """An event of a and b."""
    keys = {"kind": "meeting", "title": f"Meeting {nth}", "source": "paper", **more}
    keys |= {"period": period} if period else {}
    lines = "\n".join(f"{key} = {_quoted(text)}" for key, text in keys.items())
    return f'[[event]]\nid = "e{nth}"\nparties = ["a", "b"]\n{lines}\n'


def relation(nth: int, period: str, **more: str) -> str:
    """A relation of a and b."""
    keys = {"kind": "treaty", "title": f"Treaty {nth}", "source": "paper", **more}
    lines = "\n".join(f"{key} = {_quoted(text)}" for key, text in keys.items())
    return f'[[relation]]\nid = "r{nth}"\nperiod = "{period}"\nparties = ["a", "b"]\n{lines}\n'


def _quoted(text: str) -> str:
    """A basic string of TOML; what a file may not hold as it is stands as an escape."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in plain) + '"'


def hostile() -> str:
    """A fact base in which every text is an attack."""
    text = HEAD
    for nth, attack in enumerate(ATTACKS):
        quoted = _quoted(attack)
        text += f'[[source]]\nid = "s{nth}"\npublisher = {quoted}\nauthor = {quoted}\n'
        text += f'title = {quoted}\npublished = "2022"\n'
        text += f'url = "https://example.org/{nth}?{"a" * 150}"\n'
        text += f'[[party]]\nid = "p{nth}"\nkind = "person"\nname = {quoted}\n'
        said = {"source": f"s{nth}", "locator": attack, "note": attack, "inferred": attack}
        said |= {"claimant": f"p{nth}"}
        text += figure(nth, "2021", 10**9 + nth * 10**8, **said)
        text += figure(100 + nth, str(2010 + nth), 10**9, scope="", **said).replace(
            'scope = ""\n', ""
        )
        text += figure(200 + nth, "2020", 5, **{**said, "scope": attack, "unit": attack})
        told = {**said, "title": attack, "kind": attack, "place": attack}
        text += event(nth, f"20{10 + nth}~", **told)
        text += relation(nth, f"20{10 + nth}/..", **told, status=attack)
    label = _quoted(ATTACKS[0])
    text += f'[[topic]]\nid = "odd"\nlabel = {label}\n'
    text += f'[[measure]]\nid = "odd-count"\ntopic = "odd"\nlabel = {label}\nnature = "count"\n'
    text += figure(900, "2022-01-01", 7, measure="odd-count", unit=ATTACKS[1], source="s1")
    return text.replace('name = "Aland"', f"name = {_quoted(ATTACKS[3])}")


def large(claims: int = 2000) -> str:
    """Very many claims about one pair: every question has many answers, every list is long."""
    text = HEAD
    for nth in range(claims // 4):
        text += (
            f'[[source]]\nid = "n{nth}"\npublisher = "Paper number {nth}"\npublished = 2022-06-01\n'
        )
        source = f"n{nth}"
        text += figure(nth, str(2000 + nth % 22), 10**9 + nth * 10**6, source=source)
        text += figure(9000 + nth, "2021", 10**9 + nth * 10**6, source=source)
        text += event(nth, f"{2000 + nth % 22}-{1 + nth % 12:02}-{1 + nth % 28:02}", source=source)
        text += relation(nth, f"{2000 + nth % 22}/..", source=source)
    return text


def pages(path: Path | str, *parties: str, known_by: str = "2026-11-01") -> dict[str, str]:
    """The HTML of the brief and of the timeline of some parties."""
    query = Query(parties=tuple(sorted(parties)), known_by=Period.parse(known_by))
    with open_base(str(path)) as base:
        return {"brief": printed(brief(base, query)), "timeline": printed(timeline(base, query))}


def printed(answer: Answer) -> str:
    """An answer as HTML."""
    out = io.StringIO()
    formats.write(answer, Request(command=answer.command, format="html"), out)
    return out.getvalue()


Write = Callable[[str], Path]
