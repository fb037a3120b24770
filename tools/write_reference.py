"""Write the parts of the docs that are made from the code: `python tools/write_reference.py man`.

Without a word it writes all of them. Tests compare what is committed with what it would write.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from dipfacts.mcp.calls import Calls
from dipfacts.render.json.contract import schema
from reference import assistants, man, modules, output, tables


def write_man() -> None:
    """Write docs/dipfacts.1."""
    man.PAGE.write_text(man.written(), encoding="utf-8")


def write_mcp() -> None:
    """Write the tables and the example of docs/mcp.md."""
    text = assistants.PAGE.read_text(encoding="utf-8")
    text = assistants.written(text, Calls([str(assistants.BASE)], print))
    assistants.PAGE.write_text(text, encoding="utf-8")


def write_output() -> None:
    """Write docs/output.schema.json and the tables of docs/json.md."""
    output.SCHEMA.write_text(schema.text(), encoding="utf-8")
    text = output.PAGE.read_text(encoding="utf-8")
    output.PAGE.write_text(output.written(text), encoding="utf-8")


def write_export() -> None:
    """Write the tables of docs/export.md."""
    text = tables.PAGE.read_text(encoding="utf-8")
    tables.PAGE.write_text(tables.written(text), encoding="utf-8")


def write_modules() -> None:
    """Write docs/modules.md."""
    modules.PAGE.write_text(modules.written(), encoding="utf-8")


WRITERS: dict[str, Callable[[], None]] = {
    "man": write_man,
    "mcp": write_mcp,
    "output": write_output,
    "export": write_export,
    "modules": write_modules,
}
"""The parts of the docs, by the word that is typed."""


def main(words: list[str]) -> None:
    """Write the parts that the words name, or all."""
    for word in words or WRITERS:
        if word not in WRITERS:
            sys.exit(f"{word}: no such part; the parts are {', '.join(WRITERS)}")
        WRITERS[word]()


if __name__ == "__main__":
    main(sys.argv[1:])
