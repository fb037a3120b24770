"""Remedies of problems for who imports a file: options of `--map`, and lines of that file."""

from __future__ import annotations

import re
import shlex
from fractions import Fraction
from functools import partial

from dipfacts.errors import Problem, allowed
from dipfacts.importing.inputs import OF_ALL, Input
from dipfacts.importing.own_tables.columns.figure_statuses import status_meant
from dipfacts.importing.own_tables.table.map_keys import reasons_given
from dipfacts.importing.wording import map_option
from dipfacts.model.file_format.csv_table import OWN_KEYS
from dipfacts.read.table.possible_faults import unit_meant
from dipfacts.remedy import (
    Allow,
    ByColumn,
    Declare,
    Encoding,
    InTable,
    LeaveKeyOut,
    LeaveRowOut,
    LongerKey,
    Missing,
    OtherWord,
    Part,
    Remedy,
    Setting,
)
from dipfacts.text import listed

_DIGITS = re.compile(r"[-+]?[0-9]+(?:[ .'\u2019\u00a0\u202f]+[0-9]+)+")
_UNIT = re.compile(r'unit "([^"]+)"')


def _worded(part: Part, file: Input, is_of_row: bool) -> str:
    """Return a part of a remedy as it is told of an import."""
    match part:
        case Setting():
            return _set(part, file, is_of_row)
        case InTable(setting):
            is_given = file.given.get(setting.key) == setting.text
            return "" if is_given else f", and add {_option(setting)}"
        case ByColumn():
            return f"{_set(part.template, file, is_of_row)} {part.cell}"
        case OtherWord():
            return _other_word(part, file, is_of_row)
        case Missing(cell):
            return _named_missing(cell, file)
        case LeaveKeyOut(of_what=of_what) if is_of_row and of_what:
            return f"leave it blank for {of_what}"
        case Allow():
            return _allowed(part, file)
        case LongerKey():
            alike = "keys alike but for capitals, blanks, accents or marks make one id"
            more = f"name more columns in --map key=…; {alike}"
            return more if "key" in file.given else "remove one of the two rows"
        case Declare():
            return f"{part} of another file of the folder"
        case Encoding():
            return "save the file as UTF-8"
        case LeaveRowOut():
            return "remove the row"
    return str(part)


def _other_word(other: OtherWord, file: Input, is_of_row: bool) -> str:
    """Return the word to write in place of another; tables of others have flags as their status."""
    is_status = other.key == "status" and file.given.get("claim", "figure") == "figure"
    meant = status_meant(other.value) if is_status else ""
    return meant or Remedy.of(other.remedy).worded(partial(_worded, file=file, is_of_row=is_of_row))


def _set(setting: Setting, file: Input, is_of_row: bool) -> str:
    """Return a setting as the option of an import, where it can be one.

    What is of one row alone is what that is to hold, as an option would change all rows.
    """
    first, *others = setting.values
    if (file.is_fixed and setting.key not in OF_ALL) or not setting.is_plain:
        return str(setting)
    if is_of_row and setting.key not in OWN_KEYS and "{" not in first:
        own = first if first.startswith('"') else setting.text
        return f"{listed([own, *others], 'or')} as its {setting.key}"
    return listed([_option(setting), *others], "or")


def _allowed(allow: Allow, file: Input) -> str:
    """Return the words that accept a warning of an import; a row of it is left as it is.

    What is allowed besides stays so, as an option is given once.
    """
    if allow.is_of_row:
        return "leave it"
    others = [it for it in reasons_given(file.given) if allowed(it)[0] != allow.code]
    return map_option(f"allow={'; '.join([*others, f'{allow.code}: …'])}")


def _option(setting: Setting) -> str:
    """Return the option of a setting; of several values, that of the first."""
    option = "--id " if setting.key == "id" else f"--map {setting.key}="
    return option + shlex.quote(setting.text)


def _named_missing(cell: str, file: Input) -> str:
    """Return the option that names a cell as missing, where it means so.

    It cannot name a cell with a comma, nor one that is told in part: then it is to be corrected,
    and so is a number of digits that are parted in an odd way, which says more than nothing.

    >>> _named_missing("1 2345", Input("a.csv")), _named_missing("n/a", Input("a.csv"))
    ('correct the number', 'add --map missing=n/a if that means unknown')
    """
    if "," in cell or (cell.endswith("…") and cell != "…") or _DIGITS.fullmatch(cell):
        return "correct the number"
    option = map_option("missing=" + ",".join([*file.missing, cell]))
    return f"{'write' if 'missing' in file.given else 'add'} {option} if that means unknown"


def _scaled_once(remedy: Remedy, file: Input, message: str) -> Remedy:
    """Return a remedy for a unit that says a scale without the value, which may be scaled already.

    >>> each = Setting.of("unit", "EUR"), " and ", Setting("value", ("5_000_000",))
    >>> given = Input("a.csv", given={"scale": "1000"})
    >>> str(_scaled_once(Remedy.of("write ", *each), given, 'unit "EUR thousand" is money'))
    'write unit = "EUR"; --map scale=1000 is given'
    >>> str(_scaled_once(Remedy.of("write ", *each), given, 'unit "EUR million" is money'))
    'write unit = "EUR" and its number times 1,000; --map scale=1000 is given'
    """
    match remedy.parts:
        case (*first, Setting(key="unit") as unit, " and ", Setting(key="value")):
            if scale := file.given.get("scale"):
                more = _other_factor(message, scale)
                return Remedy.of(*first, unit, f"{more}; {map_option(f'scale={scale}')} is given")
    return remedy


def _other_factor(message: str, scale: str) -> str:
    """Return the remedy for a number whose unit says another factor than is given."""
    said = _UNIT.match(message)
    power = unit_meant(said[1])[0] if said else 0
    if not power or not scale.isdecimal() or scale in ("0", "1", str(10**power)):
        return ""
    factor = Fraction(10**power, int(scale))
    over = f" divided by {factor.denominator:,}" if factor.denominator > 1 else ""
    times = f" times {factor.numerator:,}" if factor.numerator > 1 else ""
    return f" and its number{times}{over}"


def in_words_of_import(problem: Problem, file: Input, lines: dict[int, int]) -> Problem:
    """Return a problem with its line in the file that is imported, and the remedy of an import.

    Of a file that has no lines, the message begins with the row.
    """
    line, message = lines.get(problem.line, problem.line), problem.message
    remedy = _scaled_once(Remedy.of(problem.remedy), file, message)
    hint = remedy.worded(partial(_worded, file=file, is_of_row=problem.line > 0))
    for first in (it.first for it in remedy.parts if isinstance(it, LongerKey)):
        above = f"{'line' if file.heads else 'row'} {lines.get(first, first)}"
        message = f"a second row about what {above} is about"
        if "key" in file.given:
            message = f'"{problem.subject[0]}" is the id of {above}, too'
    if line and not file.heads:
        row = f"row {line}: " if lines else ""  # else it is not known which one
        return problem.replaced(line=0, message=f"{row}{message}", remedy=hint)
    return problem.replaced(line=line, message=message, remedy=hint)
