"""The pages of `dipfacts serve`: the options of their questions, and what stands on one."""

from __future__ import annotations

from html.parser import HTMLParser

from dipfacts.cli.commands.serve import question_options

OPTIONS = question_options()


class Seen(HTMLParser):
    """The links, the elements, and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links, self.names = list[str](), set[str]()
        self.ids, self.attributes = set[str](), set[str]()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.add(value or "")
            if name in ("href", "action"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words += data
