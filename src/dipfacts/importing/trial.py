"""Check what an import is about to write, as `dipfacts check --strict` would."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection
from datetime import date

from dipfacts import checks
from dipfacts.errors import Problem
from dipfacts.importing import toml
from dipfacts.importing.count import in_words_of_import, lines_of
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import Plan
from dipfacts.read.csv_files import Layout
from dipfacts.read.files import SourceFile
from dipfacts.read.references import Compiler
from dipfacts.text import plain


def problems(plan: Plan, file: Input, commands: Collection[str]) -> list[Problem]:
    """Return every problem of the base that a plan makes, with the lines of the file imported."""
    with tempfile.TemporaryDirectory() as folder:
        path, layout = os.path.abspath(file.path), file.layout
        if plan.derived:
            path, layout = os.path.join(folder, "table.csv"), Layout()
            with open(path, "xb") as stream:
                stream.write(toml.csv_text(plan.derived).encode())
        text = toml.toml(plan, path, layout, set(), None, file.name)
        name = f"{plan.id}.toml"
        compiler = Compiler()
        compiler.add(SourceFile(os.path.join(folder, name), name, name), text.encode())
        found = checks.problems(compiler, date.today(), commands)
    lines, shown = lines_of(plan, file), plain(file.path)
    tables = {it.shown for it in compiler.read}
    places = re.compile(rf"(?:{'|'.join(map(re.escape, tables))}):([0-9]+)")

    def told(text: str) -> str:
        return places.sub(lambda it: f"{shown}:{lines.get(int(it[1]), int(it[1]))}", text)

    return [
        in_words_of_import(it, lines)._replace(
            file=shown, message=told(it.message), hint=told(it.hint)
        )
        if it.file in tables
        else it._replace(line=0)
        for it in found
    ]
