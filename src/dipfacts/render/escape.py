"""The escapes of a text for Markdown, as GitHub and pandoc read it."""

from __future__ import annotations

import re

_SPECIAL = re.compile(
    r"([\\`*_{}\[\]<>|~#&@$^]"  # also formulas ($) and raised letters (^)
    r"|:(?=[\w+-]+:)"  # :name: would be a picture
    r"|(?<=-)-)"  # -- would be a dash
    r"|(?<=:)(?=//)|(?<=www)(?=\.)",  # addresses would be links
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"(\(?\w*)([-+.)])(?=\s|$)")  # what would begin a list within the list


def markdown(text: str) -> str:
    r"""Return a text within a line of Markdown, with all escaped that would be markup or a link.

    >>> print(markdown("US$ 5 or A$ 7 :tada: *"))
    US\$ 5 or A\$ 7 \:tada: \*
    """
    return _SPECIAL.sub(lambda results: f"\\{results[0]}", text)


def markdown_item(text: str) -> str:
    r"""Return a text that begins an item of a list.

    >>> print(markdown_item("1. April"), markdown_item("- x"), markdown_item("(a) x"))
    1\. April \- x (a\) x
    """
    if results := _LIST_ITEM.match(text):
        return f"{markdown(results[1])}\\{results[2]}{markdown(text[results.end() :])}"
    return markdown(text)
