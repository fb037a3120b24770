"""Texts of the help beside the commands: the summary, examples, concepts, options of all."""

from dipfacts.record import Record

EXAMPLES = (
    "dipfacts azerbaijan russia",
    "dipfacts trade azerbaijan russia",
    "dipfacts timeline azerbaijan russia --since 2020",
)
SUMMARY = "Facts about relations between countries: what is claimed, and who says otherwise."
ROOT_OPTIONS = {
    "--version": "Show the version.",
    "--install-completion": (
        "Make TAB work in this shell, or in the one named after it: bash, zsh, fish."
    ),
    "--show-completion": "Print the script for that instead.",
}
"""The options that stand before a command, with their help."""


class Concept(Record, frozen=True):
    """A concept that `dipfacts help` explains: by sections of docs/, as "names.md#Codes"."""

    about: str
    sections: tuple[str, ...]


WORDS = "words.md#Words of the field"
"""The section whose table explains the words of the field, each of which `dipfacts help` knows."""

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
    "extras": Concept("Libraries that some commands need.", ("commands.md#Extras",)),
    "fact-base": Concept("How to write a fact base.", ("fact-base.md#A first claim",)),
    "formats": Concept("Formats for people and programs.", ("commands.md#Formats",)),
    "json": Concept("What the keys of the JSON mean.", ("json.md#The answer",)),
    "limits": Concept("What --limit leaves out.", ("commands.md#Limits",)),
    "names": Concept("How names are read.", ("names.md#Which name comes first",)),
    "screen": Concept("What a terminal shows, and pagers.", ("commands.md#On a terminal",)),
    "tab": Concept("How to make TAB work.", ("commands.md#Completion",)),
    "words": Concept("What the words mean: claim, voice, mirror, …", (WORDS,)),
}
"""The concepts that are explained beside commands, by the word after `dipfacts help`."""
