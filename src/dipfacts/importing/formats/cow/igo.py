"""Correlates of War, membership in organisations (IGO 3) by state and year: folded to spells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from dipfacts.countries import bodies, code_lists, country_names
from dipfacts.errors import QuestionError
from dipfacts.importing.codes import code_problem, period_problem
from dipfacts.importing.derive import LeftOutError, UnreadableError, derived, whole_cell
from dipfacts.importing.formats.cow.cells import LICENCE, PUBLISHER, check_codes
from dipfacts.importing.inputs import Input
from dipfacts.importing.known_declarations import MEMBERSHIP, relation_kinds
from dipfacts.importing.plan import LIFETIME, Keys, Plan
from dipfacts.importing.wording import years
from dipfacts.model.display import counted
from dipfacts.model.file_format.tables import BODIES
from dipfacts.read.table.ids import as_id
from dipfacts.record import Record

_KINDS = {
    "1": ("membership", "Membership"),
    "2": ("associate-membership", "Associate membership"),
    "3": ("observer-status", "Observer status"),
}
_NONE = ("0", "-1")  # no member; no such organisation in that year
_OTHER = ("ccode", "year", "state", "stateabb", "statename", "version", "statenme")
_DECADE = 10  # years
_FREQUENT_SINCE = 1965  # before, the data are of every fifth year
_HEADS = [
    *("row", "ccode", "member", "organisation", "kind"),
    *("title", "period", "begin", "status", "note"),
]


class StateCode(Record, frozen=True):
    """A code with a party that it means: 365 is the Soviet Union, and in other years Russia."""

    code: str
    party: str

    @property
    def name(self) -> str:
        """The code as a claim names it; of a code of several parties the id."""
        several = code_lists.is_dated("cow", self.code)
        return country_names.id_of(self.party) if several else f"cow:{self.code}"

    @property
    def first_years(self) -> list[int]:
        """The years in which the code begins to mean the party."""
        return [date.fromordinal(it.begin).year for it in self._meanings if it.begin]

    @property
    def last_years(self) -> list[int]:
        """The years in which the code ceases to mean the party."""
        return [date.fromordinal(it.end - 1).year for it in self._meanings if it.end]

    @property
    def _meanings(self) -> list[code_lists.Meaning]:
        meanings = code_lists.codes_of("cow").get(code_lists.spelled(self.code), ())
        return [it for it in meanings if it.party == self.party]


class Seen(Record, frozen=True):
    """The years of a state: those that say what it is in a body, and all with rows.

    `shared` are those in which its code means another state, too; it begins with the years `first`,
    and ends with those that are `last`. Of `others` the file has rows.
    """

    known: list[int]
    rows: set[int]
    shared: set[int]
    first: list[int]
    last: list[int]
    others: set[int]

    def earliest(self, begin: int) -> tuple[int, str]:
        """Return the first year in which a spell that is seen in a year may have begun; and why.

        It is 0 where no year before says anything. A state without a row that others have was no
        state then.
        """
        before = max((it for it in self.known if it < begin and it not in self.shared), default=0)
        absent = max((it for it in self.others if it < begin), default=0)
        least = max(before, absent) + 1
        founded = max((it for it in self.first if it <= begin), default=0)
        if begin in (least, founded):
            return begin, ""
        if founded > least:
            return founded, f"in force in {begin}, after the state began in {founded}"
        if least == 1:
            return 0, f"in force in {begin}, the first year that is known"
        return least, f"not in {least - 1}, in force in {begin}"

    def following(self, end: int) -> int:
        """Return the next year that says what a state is in a body; 0 for none."""
        return next((it for it in self.known if it > end and it not in self.shared), 0)


class States:
    """The standing of each state in each organisation, year by year."""

    def __init__(self, file: Input) -> None:
        self._file = file
        self.organisations = [head for head in file.named_heads if head.lower() not in _OTHER]
        self._held: dict[tuple[StateCode, str, str], list[tuple[int, int]]] = {}  # years and rows
        self._known: dict[tuple[StateCode, str], list[int]] = {}  # years, in an organisation
        self._rows: dict[StateCode, set[int]] = {}
        self._shared: dict[StateCode, set[int]] = {}
        self._codes: dict[str, dict[str, StateCode]] = {}  # of each party, those that the file has

    def note(self, number: int, cells: Keys) -> list[list[str]]:
        """Take note of what a state is in a year; a row makes no line of its own."""
        code, year_text = _state_and_year(cells)
        if not re.fullmatch("[0-9]{4}", year_text) or period_problem(year_text):
            message = f'cannot read "{year_text}" as a year'
            raise UnreadableError(message, "correct its column year")
        parties = code_lists.resolve_in("cow", code, year_text)
        states = [self._state(code, it) for it in parties]
        if len(states) < 2 and (why := code_problem("cow", code, year_text)):
            raise LeftOutError(why)
        memberships = {head: whole_cell(cells[head]) for head in self.organisations}
        check_codes(self._file, memberships, self.organisations, (*_NONE, *_KINDS))
        for state in states:
            self._note(state, int(year_text), number, memberships)
            if len(states) > 1:
                self._shared.setdefault(state, set()).add(int(year_text))
        if not any(value in _KINDS for value in memberships.values()):
            raise LeftOutError("in no organisation")
        return []

    def _state(self, code: str, party: str) -> StateCode:
        """Return a state by the first code that it has: Germany is 255, and from 1955 to 1990 260.

        A change of codes ends no membership.
        """
        codes = self._codes.setdefault(party, {})
        codes.setdefault(code, StateCode(code, party))
        return next(iter(codes.values()))

    def _name(self, state: StateCode) -> str:
        has_one = len(self._codes[state.party]) == 1
        return state.name if has_one else country_names.id_of(state.party)

    def _note(self, state: StateCode, year: int, row: int, cells: Keys) -> None:
        self._rows.setdefault(state, set()).add(year)
        for head, value in cells.items():
            if value in _NONE or value in _KINDS:
                self._known.setdefault((state, head), []).append(year)
            if value in _KINDS:
                self._held.setdefault((state, head, value), []).append((year, row))

    def lines(self) -> list[list[str]]:
        """Return a line for each spell of a state in an organisation."""
        lines = []
        every = set[int]().union(*self._rows.values())
        for (state, head, value), held in self._held.items():
            codes, rows = self._codes[state.party].values(), self._rows[state]
            seen = Seen(
                known=sorted({*self._known[state, head]}),
                rows=rows,
                shared=self._shared.get(state, set()),
                first=sorted(set.intersection(*(set(it.first_years) for it in codes))),
                last=sorted(set.intersection(*(set(it.last_years) for it in codes))),
                others=every - rows,
            )
            lines += _lines(state, self._name(state), (head, value), sorted(held), seen)
        return lines


def recognise(file: Input) -> bool:
    """Return whether a file has states by year and many acronyms of organisations."""
    heads = {*map(str.lower, file.heads)}
    by_state = {"ccode", "year"} <= heads and ("un" in heads or "igo" in " ".join(heads))
    return (by_state or {"ccode1", "ccode2", "year", "country1"} <= heads) and len(heads) > 4


def plan(file: Input) -> Plan:
    """Return the plan of a file: a relation for each spell of a state in an organisation."""
    if "ccode1" in file.heads:
        message = f"{file.label} has every pair of members, which says nothing more"
        raise QuestionError(message, "take the file of states by year: state_year_formatv3.csv")
    states = States(file)
    by_state = sorted(file.numbered(), key=lambda it: _state_and_year(it[1]))
    read = derived(_HEADS, "its years are folded to spells", by_state, states.note)
    spells = replace(read, rows=states.lines())
    used, used_kinds = {*spells.column("organisation")}, {*spells.column("kind")}
    new = [head for head in states.organisations if _id(head) in used and not _body_of(head)]
    return Plan(
        title="Correlates of War, membership in organisations",
        id="cow-igo",
        seen=f"{counted(len(used), 'organisation')}, {years(spells.column('begin'))}",
        source={
            "publisher": PUBLISHER,
            "title": "Intergovernmental Organizations, version 3",
            "url": "https://correlatesofwar.org/data-sets/igos/",
        },
        tables=[
            {
                "id": "cow-igo",
                "claim": "relation",
                "key": "{ccode}-{organisation}-{begin}-{kind}",
                "topic": "membership",
                "kind": "{kind}",
                "title": "{title}",
                "from": "{member}",
                "to": "{organisation}",
                "period": "{period}",
                "status": "{status}",
                "allow": LIFETIME,
                "note": "{note}",
                "locator": "from row {row}",
            }
        ],
        declares={
            "topic": [MEMBERSHIP],
            "kind": relation_kinds(it for it in _KINDS.values() if it[0] in used_kinds),
            "party": [{"id": _id(it), "kind": "organisation", "name": f"{it} (COW)"} for it in new],
        },
        notes=(LICENCE,),
        derived=spells,
    )


def _lines(
    state: StateCode, name: str, what: tuple[str, str], held: Sequence[tuple[int, int]], seen: Seen
) -> list[list[str]]:
    """Return a line for each spell of a state in an organisation: years and rows in `held`.

    `what` is the organisation and what the state is in it.
    """
    (head, value), again = what, {year for year, _ in held}
    kind, label = _KINDS[value]
    lines = []
    for spell in _spells(held, seen):
        (begin, row), end = spell[0], spell[-1][0]
        after = seen.following(end)
        last = next((year for year in seen.last if year >= end and not 0 < after <= year), 0)
        over = end == last or after == end + 1
        earliest, why = seen.earliest(begin)
        notes = [why, *(f"not known in {gap}" for gap in _gaps(spell, seen))]
        if not over:
            then = f"again in {after}" if after in again else _then(after, last)
            notes.append(f"in force in {end}, {then}")
        latest = end if over else last or max(after - 1, 0)
        period = _period(_some_time(earliest, begin, begin), _some_time(end, latest, end))
        status = "ended" if (after or last) and not over else ""
        if not (period or status):  # it was in force some time up to the last year that is known
            period = f"[{earliest or ''}..{end}]"
        cells_of_spell = (
            _id(head),
            kind,
            f"{label}: {head}",
            period,
            str(begin),
            status,
            "; ".join(filter(None, notes)),
        )
        lines.append([str(row), state.code, name, *cells_of_spell])
    return lines


def _period(begin: str, end: str) -> str:
    """Return the period of a spell; nothing where neither end is known. A year alone has no end.

    >>> _period("", "1950"), _period("1950", "1950"), _period("", "")
    ('/1950', '1950/1950', '')
    """
    return f"{begin}/{end}" if begin or end else ""


def _some_time(first: int, last: int, seen: int) -> str:
    """Return a date that may be any of some years, and as few others as may be; of 0 nothing.

    Of many years it is about the decade of the one in which the state is `seen`. What is about a
    time may be as long a time before and after.

    >>> _some_time(1950, 1950, 1950), _some_time(1949, 1950, 1950), _some_time(1949, 1951, 1951)
    ('1950', '1950~', '1950~')
    >>> _some_time(1951, 1955, 1955), _some_time(1946, 1950, 1950), _some_time(1946, 1960, 1960)
    ('195X', '195X~', '')
    """
    if not first or not last or last - first > _DECADE:
        return ""
    if last - first < 3:
        return f"{first}" if first == last else f"{seen if last - first == 1 else first + 1}~"
    same = first // _DECADE == last // _DECADE
    return f"{seen // _DECADE}X{'' if same else '~'}"


def _then(after: int, last: int) -> str:
    """Return the note on the time after a spell: a year without it, or the state's last."""
    if last:
        return f"before the state ended in {last}"
    return f"not in {after}" if after else "the last year that is known"


def _spells(held: Sequence[tuple[int, int]], seen: Seen) -> list[list[tuple[int, int]]]:
    """Return years and rows by spell: no year that says otherwise lies within one.

    Of a year that two states share nobody knows whose it is, but where it continues a spell. Years
    that the file leaves out of all states end none; of one alone, it was no state then.
    """
    spells: list[list[tuple[int, int]]] = []
    place = {year: nth for nth, year in enumerate(seen.known)}
    for year, row in held:
        before = spells[-1][-1][0] if spells else year
        near = year - before <= (5 if year <= _FREQUENT_SINCE else 1)
        near = near or seen.others.isdisjoint(range(before + 1, year))
        if spells and near and place[year] - place[before] <= 1:
            spells[-1].append((year, row))
        else:
            spells.append([(year, row)])
    return [spell for spell in spells if not {year for year, _ in spell} <= seen.shared]


def _gaps(spell: Sequence[tuple[int, int]], seen: Seen) -> Iterator[str]:
    """Yield the years within a spell of which no row says whether it went on.

    Before the data are of each year those are left out that no state has a row of.
    """
    for (before, _), (after, _) in pairwise(spell):
        each = range(before + 1, after)
        missing = [year for year in each if year in seen.rows or after > _FREQUENT_SINCE]
        if missing:
            yield f"{missing[0]}" if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"


def _state_and_year(cells: Keys) -> tuple[str, str]:
    return whole_cell(cells["ccode"]), whole_cell(cells["year"])


def _body_of(head: str) -> str:
    """Return the id of a known organisation with this acronym; a country's or territory's is none.

    >>> _body_of("UN"), _body_of("NC"), _body_of("CAN")
    ('united-nations', '', '')
    """
    kinds = bodies.party_kinds()
    results = [it for it in country_names.meant(head.upper()) if kinds.get(it) in BODIES]
    return results[0] if len(results) == 1 else ""


def _id(head: str) -> str:
    return _body_of(head) or f"igo-{as_id(head)}"
