"""The rows to leave out of a table: codes of no country, sides that are one, early periods."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from dipfacts.countries import code_lists
from dipfacts.importing.codes import NO_COUNTRY, code_problem, period_problem
from dipfacts.importing.reasons import AnyReason, is_like_number
from dipfacts.importing.several_parties import several_codes
from dipfacts.read.rows.table_templates import as_dates, joined
from dipfacts.read.table.table_rules import PLACE
from dipfacts.text import bare_cell

_BEFORE_1 = re.compile(r"-[0-9]+(?:-[0-9]{2}){0,2}|0{1,4}")
ITSELF = "a country with itself"
CALLED = {"0": "World", "W00": "World", "WLD": "World", "OWID_WRL": "World", "G001": "World"}
"""Names that codes of the whole world have."""


def words_of_code(code: str, name: AnyReason) -> AnyReason:
    """Return the words for a code of no country; a number alone would read as a count does.

    >>> words_of_code("0", ""), words_of_code("EU", ""), words_of_code("97", "EU")
    ('World', 'EU', 'EU')
    >>> words_of_code("900", ""), words_of_code("2; 9", "")
    ('no country (900)', 'no country (2; 9)')
    """
    alone = f"{NO_COUNTRY} ({code})" if is_like_number(code) else code or "no code"
    return CALLED.get(bare_cell(code)) or name or alone


class Skips:
    """The codes of columns that name no country, collected for the `skip` of tables."""

    def __init__(self, period: str = "", template: str = "") -> None:
        """Take the column of the periods, if there is one; or that of beginnings, and a template.

        From the latter, such as {start}/{end}, periods are made.
        """
        self._period = period
        self._template = template if "/" in template else f"{{{period}}}"
        self._seen: dict[tuple[str, str], dict[str, str]] = {}  # periods of each code, and trouble
        self._texts: dict[str, dict[str, None]] = {}  # what makes each period of the template
        self._names: dict[tuple[str, str], AnyReason] = {}
        self._with_itself: dict[str, dict[str, None]] = {}
        self._by_name: dict[str, list[tuple[str, str]]] = {}  # codes that are none, with names
        self._nobody = ""  # the template of parties that are all blank in some row
        self._early: dict[str, str] = {}  # why a period is left out, which is before all others

    def period_of(self, cells: Mapping[str, str], is_missing: Callable[[str], bool]) -> str:
        """Return the period of a row: the whole, or else what stands in its column."""

        def cell_of(column: str) -> str:
            cell = cells.get(column, "")
            return "" if is_missing(cell) else cell

        if "/" in self._template:
            period = as_dates(PLACE.sub(lambda place: cell_of(place[1]), joined(self._template)))
            if not period_problem(period):
                text = PLACE.sub(lambda place: cells.get(place[1], "").strip(), self._template)
                self._texts.setdefault(period, {})[text] = None
                return period
        return cell_of(self._period) if self._period else ""

    def see(self, list_: str, column: str, code: str, period: str, name: str = "") -> None:
        """Take note of a code of a list in a column, in the period of its row."""
        self.see_period(period)
        if period_problem(period):  # which is a problem, told with its line
            return
        periods = self._seen.setdefault((column, code.strip()), {})
        if period not in periods:
            periods[period] = code_problem(list_, code.strip(), period)
            several = several_codes(list_, code.strip())
            self._names[column, code.strip()] = name.strip() or several or ""

    def see_pair(self, list_: str, one: str, other: str, cells: Mapping[str, str]) -> None:
        """Take note of both sides, in two columns, which cannot be one by the codes of a list."""
        codes = cells[one].strip(), cells[other].strip()
        if codes[0] and (codes[0] == codes[1] or code_lists.are_one(list_, *codes)):
            self.see_itself(f"{{{one}}} {{{other}}}", " ".join(codes))

    def see_itself(self, sides: str, text: str) -> None:
        """Take note of what stands in one side, or a template of both, where both are one party."""
        self._with_itself.setdefault(sides, {})[text.strip()] = None

    def see_name(self, column: str, beside: str, code: str, name: str) -> None:
        """Take note of a code in a column that is none beside a name in another."""
        self._by_name.setdefault(f"{{{column}}} {{{beside}}}", []).append((code, name))

    def see_nobody(self, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
        """Take note of rows in which all of these columns are blank, of which one must not be."""
        if not all(any(cells[column].strip() for column in columns) for cells in rows):
            self._nobody = "".join(f"{{{column}}}" for column in columns)

    def see_period(self, period: str) -> None:
        """Take note of the period of a row, which may be before all that can be recorded."""
        if _BEFORE_1.fullmatch(period.strip()):
            self.leave_out(period.strip(), "before the year 1")

    def leave_out(self, period: str, why: str) -> None:
        """Take note of a period of which there are no claims."""
        self._early[period] = why

    def taken(self, column: str) -> set[str]:
        """Return the codes of a column that name a country in some period."""
        seen = self._seen.items()
        return {code for (of, code), why in seen if of == column and not all(why.values())}

    def result(self) -> tuple[dict[str, list[str]], dict[tuple[str, str], AnyReason]]:
        """Return the codes to skip, and why; one of some periods only is skipped in these."""
        skip: dict[str, list[str]] = {}
        reasons: dict[tuple[str, str], AnyReason] = {
            (self._period, early): why for early, why in self._early.items()
        }
        if self._period and self._early:
            skip[self._period] = [*self._early]
        if self._nobody:
            skip[self._nobody], reasons[self._nobody, ""] = [""], NO_COUNTRY
        for sides, codes in self._with_itself.items():
            skip[sides] = [*codes]
            reasons |= {(sides, code): ITSELF for code in codes}
        for pair, named in self._by_name.items():
            texts = {f"{code} {name}": f"{name} ({code})" for code, name in named}
            skip[pair] = [*skip.get(pair, ()), *texts]
            reasons |= {(pair, text): why for text, why in texts.items()}
        for (column, code), periods in self._seen.items():
            if all(why == NO_COUNTRY for why in periods.values()):
                skip.setdefault(column, []).append(code)
                reasons[column, code] = words_of_code(code, self._names[column, code])
                continue
            pair = f"{{{column}}} {self._template if self._period else f'{{{column}}}'}"
            for period, why in periods.items():
                for text in self._texts.get(period, [period]) if why else ():
                    skip.setdefault(pair, []).append(f"{code} {text}")
                    reasons[pair, f"{code} {text}"] = why
        return skip, reasons
