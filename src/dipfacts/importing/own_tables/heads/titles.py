"""Heads, and lines above them, that say another flow or period than is given; sums of months."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import islice
from operator import itemgetter

from dipfacts.importing.own_tables.heads.head_periods import says_year, year_in
from dipfacts.importing.own_tables.heads.second_heads import words_below
from dipfacts.importing.own_tables.parties.flow_ends import with_ends
from dipfacts.importing.own_tables.parties.flows import (
    are_all_of,
    flow_of,
    flow_of_measure,
    flows_in,
    name_measure,
    other_flow,
)
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.year_parts import (
    NOT_KNOWN,
    are_years,
    called,
    in_year,
    part_of_year,
    part_said,
    say_which,
)
from dipfacts.importing.own_tables.times.year_patterns import YEAR_CELL
from dipfacts.importing.own_tables.times.year_words import in_months
from dipfacts.importing.wording import map_option, shortened
from dipfacts.text import plain, short

_ANY_YEAR = re.compile(r"(?<![^\W_])[12][0-9]{3}(?![^\W_])")
_PART = re.compile(r"([12][0-9]{3})-(?:0[1-9]|1[0-2])")
_OF_TWO = re.compile(r"(\{[^{}]+\}|[12][0-9]{3})-0?\{[^{}]+\}")  # a year and a month
_WRITTEN = (
    r"\b(?:updated?|updates|publish(?:ed)?|publication|releas(?:ed?|es|ing)|extract(?:ed|ion)?"
    r"|download(?:ed)?|retriev(?:ed|al)|access(?:ed)?|sources?|as (?:of|at)|issued?|created"
    r"|generated|printed|revis(?:ed|ion)|date)\b"
)
_OF_THE_FILE = re.compile(
    rf"{_WRITTEN}(?: (?:date|data|in|on|at|of|from|by|the|end))*[ :(]{{0,3}}"
    r"(?:<|[12][0-9]{3}(?![0-9]))"
    rf"|^\W*(?:[^\W_]+ ){{0,2}}{_WRITTEN}[^:<]{{0,20}}:"
)
"""Words of a line that is about the file, before a month or a year, or before a colon."""
_MAYBE_NO_PART = re.compile(r"\b(?:are|not|non|exclud\w*|except|fiscal|financial|base)\b")
"""Words of a line that may say something of a part of the year, and have the rest besides."""
_REMARK = re.compile(
    r"\b(?:sources?|quelle|fuente|fonte|источник|(?:foot)?notes?|remarks?)\s*[:=–—-].*"
    r"|\b(?:excluding|excl|except|without|less|minus|net of)\b[^,;:().]*"
    r"|^\W*(?:re-?)?(?:im|ex)ports?(?: (?:are|is|not))* (?:exclud|includ|us)ed\b[^,;:().]*"
    r"|(?<![^,;:().])(?!^\W*(?:re-?)?(?:im|ex)port)[^,;:().]*(?<!\bof )\b(?:exclud|includ|us)ed"
    r"\s*(?=$|[,;:().]|(?:as|by|for|from|here|if|in|instead|only|to|when|where)\b)"
)
"""Words of a line that say how numbers were made, which may name a flow that they are not of."""
_NOT_CUMULATED = re.compile(r"(?<![^\W_])(?:not?n?|nicht|nie|не)[ -]*[ck]umul\w*|cumulus")
_CUMULATED = re.compile(
    r"cumulat|year[ -]to[ -]date|(?<![a-z])ytd(?![a-z])|(?:from|since) (?:the )?(?:beginning|start)"
    r" of (?:the )?year|с (?:начала|start) года|нарастающ|kumul|cumul|acumulad"
)


def head_flow_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on a head of the numbers that says another flow than is given."""
    given, measure = table.given, table.given.measure
    others = ((head, other_flow("", [head], measure)) for head in table.heads_of_numbers)
    for head, other in islice(filter(itemgetter(1), others), 1):
        what = f"{table.alone(head)}{name_measure(other)}{with_ends(other, given)}"
        yield f'the header "{plain(short(head))}" is not of {measure}: {what}'


def line_flow_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on the first line of another flow, unless the flow that is given is said."""
    given, measure = table.given, table.given.measure
    own, heads = flow_of_measure(measure), table.heads_of_numbers
    above = {it: _REMARK.sub(" ", in_english(it)) for it in table.file.lines_above}
    is_said = any(own in flows_in(it) for it in above.values()) or own in map(flow_of, heads)
    if is_said or are_all_of(measure, table.heads, table.taken):
        return
    for line, text in above.items():
        named = flows_in(text)
        if other := other_flow("", [text], measure):
            what, when = "is not", ""
        elif len(named) == 1 and (other := other_flow("", [*named], measure)):
            what, when = "may not be", "if it is not, "
        else:
            continue
        how = f"{when}{name_measure(other)}{with_ends(other, given)}"
        yield f'the line above the headers "{shortened(line)}" {what} of {plain(measure)}: {how}'
        return


def line_period_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on the first line that says a part of the years, or another year."""
    above = table.file.lines_above
    period, cells = table.given.period, table.periods.cells or [table.given.period]
    if not all(map(YEAR_CELL.fullmatch, cells)):
        return
    for line in above:
        part, is_certain = _part_said(line, {it[:4] for it in cells})
        if not part or (are_years(part) and not _is_of_one_year(table)):
            continue
        what, is_of_heads = "is", table.periods.is_heads
        if not is_certain:
            place = "in each header" if is_of_heads else "in period"
            what, how = "may be", f"if each number is of that alone, say so {place}"
        elif is_of_heads:
            how = "write in each header which"
            how += f", as in {in_year(part, cells[0])}" if part != NOT_KNOWN else ""
        else:
            how = say_which(part, period)
        yield f'the line above the headers "{shortened(line)}" {what} of {called(part)}: {how}'
        return
    yield from _other_year(above, period)


def _is_of_one_year(table: MappedTable) -> bool:
    """Return whether numbers are of a year that no column says, as those of a table of more do."""
    is_of_one = YEAR_CELL.fullmatch(table.given.period)
    return bool(is_of_one) and not any(map(year_in, table.heads_of_numbers))


def _part_said(line: str, years: Set[str]) -> tuple[str, bool]:
    """Return the part of a year that a line says, if any, and whether each number is of it.

    A month may also be that in which a line was written, and is so in a year without numbers. So
    is any part of the year after a word that says so; and a day mostly is.

    >>> _part_said("Exports, Jan-Jun", {"2020", "2021"}), _part_said("Exports, May 2021", {"2021"})
    (('YYYY-01/YYYY-06', True), ('YYYY-05', False))
    >>> _part_said("Bulletin, May 2022", {"2021"}), _part_said("12 months to June", {"2021"})
    (('', False), ('', False))
    """
    part, months = part_said(line), in_months(line)
    is_of_file = bool(_OF_THE_FILE.search(months))
    is_vague = part.kind in ("month", "open")
    is_when_written = part.year not in ("", *years) and (is_vague or is_of_file)
    is_of_other_year = part.kind == "year" and part.year not in years
    if is_when_written or is_of_other_year or (is_vague and is_of_file) or part.kind == "day":
        return "", False
    named = {*_ANY_YEAR.findall(line)}
    is_of_all = not named or (len(named) == 1 and named == years)
    is_doubtful = part.kind != "part" or is_of_file or _MAYBE_NO_PART.search(months)
    return part.months, is_of_all and not is_doubtful


def _other_year(above: Sequence[str], period: str) -> Iterator[str]:
    """Yield the note on the first line of another year than that of all numbers."""
    if not YEAR_CELL.fullmatch(period) or any(period in it for it in above):
        return
    lines = (it for it in above if not part_of_year(it)[0])  # else it was told, or when printed
    of_numbers = (it for it in lines if not _OF_THE_FILE.search(in_months(it)))
    for line in (it for it in of_numbers if "@" not in in_months(it)):  # a day
        if year := year_in(line):
            what = f'the line above the headers "{shortened(line)}"'
            yield f"{what} {says_year(line, year, period)}"
            return


def cumulated_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on words that say that each number is the sum since January, of months."""
    words = [it for line in words_below(table) for it in line.values()]
    texts = [*table.numbers, *table.file.lines_above, *words]
    said = next(filter(_is_cumulated, texts), "")
    how = _since_january(table.given, table.periods.cells) if said else ""
    if how and not _is_cumulated(table.given.measure):
        yield f'"{shortened(said)}" says that a number is the sum since January: {how}'


def _is_cumulated(text: str) -> bool:
    """Return whether a text says that numbers are sums since January.

    >>> [*map(_is_cumulated, ("Sums, YTD", "Kumuliert", "monthly, not cumulative", "Cumulus AG"))]
    [True, True, False, False]
    """
    return bool(_CUMULATED.search(_NOT_CUMULATED.sub("", in_english(text))))


def _since_january(given: Given, periods: Sequence[str]) -> str:
    """Return the remedy for the months of sums since January; nothing where periods are no months.

    >>> _since_january(Given(period="{Year}-{Month}"), [])
    "write from when it is, as with --map 'period={Year}-01/{Year}-{Month}'"
    >>> _since_january(Given(period="2023-03"), []), _since_january(Given(), ["2023"])
    ('write each with its first month, as in 2023-01/2023-03', '')
    """
    period = given.period
    if of_two := _OF_TWO.fullmatch(period):
        option = map_option(f"period={of_two[1]}-01/{period}")
        return f"write from when it is, as with {option}"
    months = [*filter(_PART.fullmatch, [*periods, period])]
    if not months:
        return ""
    return f"write each with its first month, as in {months[-1][:4]}-01/{months[-1]}"
