"""What `dipfacts help` explains beside commands and topics: sections of the docs, by a word."""

from typing import NamedTuple


class Concept(NamedTuple):
    """A word, in a line, and the sections of docs/ that explain it: "names.md#Codes"."""

    about: str
    sections: tuple[str, ...]


CONCEPTS = {
    "agreement": Concept(
        "When sources agree and when they differ.",
        ("agreement.md#Single, confirmed, consistent, conflict",),
    ),
    "codes": Concept("Codes that stand for a country.", ("names.md#Codes",)),
    "dates": Concept(
        "How to write dates and periods.",
        ("commands.md#Dates and names as you type them", "fact-base.md#Periods"),
    ),
    "environment": Concept("Variables that change a look-up.", ("commands.md#Environment",)),
    "exit-status": Concept("What the exit status says.", ("commands.md#Exit statuses",)),
    "fact-base": Concept("How to write a fact base.", ("fact-base.md#A first claim",)),
    "formats": Concept("Formats for people and programs.", ("commands.md#Formats",)),
    "limits": Concept("What --limit leaves out.", ("commands.md#Limits",)),
    "names": Concept("How names are read.", ("names.md#Which name comes first",)),
    "screen": Concept("What a terminal shows, and pagers.", ("commands.md#On a terminal",)),
    "tab": Concept("How to make TAB work.", ("commands.md#Completion",)),
}
"""Every concept by its word, in the order of the help."""
