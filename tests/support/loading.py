"""Texts of a fact base, and what is told of them when they are loaded."""

from __future__ import annotations

from pathlib import Path

SAMPLE = (Path(__file__).parents[1] / "sample.toml").read_text(encoding="utf-8")
HEAD = """\
format = 1
[[source]]
id = "s"
publisher = "P"
[[party]]
id = "a"
kind = "country"
name = "A"
[[party]]
id = "b"
kind = "country"
name = "B"
[[topic]]
id = "t"
label = "T"
[[measure]]
id = "m"
topic = "t"
label = "M"
nature = "flow"
"""
FIGURE = """\
[[figure]]
id = "f"
source = "s"
measure = "m"
period = "2021"
value = 1
unit = "USD"
parties = ["a", "b"]
"""
