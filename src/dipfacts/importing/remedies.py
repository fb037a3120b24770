"""Remedies of problems for who imports a file: options of `--map`, and lines of that file."""

from __future__ import annotations

import re
import shlex
from functools import partial

from dipfacts.errors import Problem
from dipfacts.importing.inputs import OF_ALL, Input
from dipfacts.importing.own_tables.status_columns import status_meant
from dipfacts.importing.plan import map_option
from dipfacts.model.csv_table import OWN_KEYS
from dipfacts.remedy import InTable, LeaveRowOut, Missing, Part, Remedy, Setting

_IN_TOML = re.compile(r'\b(\w+) = (?:"([^"]*)"|([0-9_]+))((?: or "[^"]*")*)')
_IN_COLUMN = re.compile(r' to the \[\[table\]\], and "([^"]*)" in a column')
_WHY = re.compile(r'allow = \["([a-z0-9-]+): …"\]')
_ALLOWED = re.compile(r"allow = \[.*\] to the \[\[table\]\]")
_REPEATED = re.compile(r'"[^"]*" is the id of line ([0-9]+), too')


def _written(results: re.Match[str], file: Input, is_of_row: bool) -> str:
    """Return what a remedy writes in a table, as the option of an import where it can be one.

    What is of one row alone is what that is to hold, as an option would change all rows.
    """
    key, text, number, others = results.groups()
    if file.is_fixed and key not in OF_ALL:
        return results[0]
    value = number.replace("_", "") if text is None else text
    if is_of_row and key not in OWN_KEYS and "{" not in value:
        return f"{value if text is None else results[0].partition(' = ')[2]} as its {key}"
    return f"--map {key}={shlex.quote(value)}{others}"


def _told(part: Part, file: Input, is_of_row: bool) -> str:
    """Return a part of a remedy as it is told of an import."""
    match part:
        case Setting():
            return _set(part, file, is_of_row)
        case InTable(setting):
            is_given = file.given.get(setting.key) == setting.text
            return "" if is_given else f", and add {_option(setting)}"
        case Missing(cell):
            return _named_missing(cell, file)
        case LeaveRowOut():
            return "remove the row"
    return part


def _set(setting: Setting, file: Input, is_of_row: bool) -> str:
    """Return a setting as the option of an import, where it can be one.

    What is of one row alone is what that is to hold, as an option would change all rows.
    """
    first, *others = setting.values
    if (file.is_fixed and setting.key not in OF_ALL) or not setting.is_plain:
        return str(setting)
    if is_of_row and setting.key not in OWN_KEYS and "{" not in first:
        own = first if first.startswith('"') else setting.text
        return f"{' or '.join([own, *others])} as its {setting.key}"
    return " or ".join([_option(setting), *others])


def _option(setting: Setting) -> str:
    """Return the option of a setting; of several values, that of the first."""
    return f"--map {setting.key}={shlex.quote(setting.text)}"


def _named_missing(cell: str, file: Input) -> str:
    """Return the option that names a cell as missing, where it means so.

    It cannot name a cell with a comma, nor one that is told in part: then it is to be corrected.
    """
    if "," in cell or (cell.endswith("…") and cell != "…"):
        return "correct the number"
    option = map_option("missing=" + ",".join([*file.missing, cell]))
    return f"{'write' if 'missing' in file.given else 'add'} {option} if that means unknown"


def in_words_of_import(problem: Problem, file: Input, lines: dict[int, int]) -> Problem:
    """Return a problem with its line in the file that is imported, and the remedy of an import.

    Of a file that has no lines, the message begins with the row.
    """
    remedy = Remedy.of(problem.remedy)
    hint = remedy.told(partial(_told, file=file, is_of_row=problem.line > 0))
    if file.given.get("claim", "figure") == "figure":
        hint = status_meant(problem.message) or hint
    if problem.line:
        hint = hint.replace("leave it out of a final", "leave it blank for a final")
    hint = _IN_TOML.sub(partial(_written, file=file, is_of_row=problem.line > 0), hint)
    hint = _ALLOWED.sub("leave it", _IN_COLUMN.sub(r' and "\1" in a column', hint))
    if not file.is_fixed:
        hint = _WHY.sub(r"--map 'allow=\1: …'", hint)
    if hint.startswith(("add encoding", "name the encoding")):
        hint = "save the file as UTF-8"
    if hint.startswith("declare it in a [[") and hint.endswith("]]"):
        hint += " of another file of the folder"
    line, message = lines.get(problem.line, problem.line), problem.message
    if again := _REPEATED.fullmatch(message):
        first = lines.get(int(again[1]), int(again[1]))
        message = f"a second row about what {'line' if file.heads else 'row'} {first} is about"
        own = "name more columns in --map key=…"
        hint = own if "key" in file.given else "remove one of the two rows"
    if line and not file.heads:
        row = f"row {line}: " if lines else ""  # else it is not known which one
        return problem.replaced(line=0, message=f"{row}{message}", remedy=hint)
    return problem.replaced(line=line, message=message, remedy=hint)
