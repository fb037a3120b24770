"""The texts that a chart shows."""

from __future__ import annotations

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def texts(chart: ElementTree.Element) -> list[str]:
    """Return every text of a chart, in its order."""
    return ["".join(text.itertext()) for text in chart.iter(f"{SVG}text")]
