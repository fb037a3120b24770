"""Codes of countries in a table of one's own beside the names of other countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dipfacts.countries import code_lists, country_names
from dipfacts.countries.aggregates import is_remainder, role_of_name
from dipfacts.importing.codes import SHORTEST_NAME, is_country, means_another
from dipfacts.importing.inputs import Rows
from dipfacts.importing.name_columns import Periods
from dipfacts.importing.name_meanings import is_body, meanings, meant_by, only_meaning
from dipfacts.importing.own_tables.parties.party_heads import is_reporter
from dipfacts.importing.wording import first_of
from dipfacts.model.display import are, counted
from dipfacts.model.file_format.tables import AGGREGATE
from dipfacts.model.shared_names import CODE
from dipfacts.record import Record
from dipfacts.text import fold, plain, short

_SAMPLE = 50  # different cells by which a column of names is known
_PLAIN_CODES = ("US", "GB", "NA", "USA")  # which are acronyms, too, or "not available"
_OF_TWO = len("EC")  # letters
_UNKNOWN, _KOSOVO = "UNK", "XK"


class Unlike(Record, frozen=True):
    """A code beside the name of another state, and the columns of both.

    `then` is the state that the code means in the period of a row, if it means the one named at
    another time.
    """

    column: str
    code: str
    beside: str
    name: str
    list_: str
    then: str = ""

    @property
    def is_not_available(self) -> bool:
        """Return whether the code is NA, which is no code then: "not available"."""
        return self.list_ == "iso2" and self.code == "NA"

    @property
    def is_of_remainder(self) -> bool:
        """Return whether the name says that nobody is meant by a code: "Unknown", "Other"."""
        return is_remainder(self.name) and bool(code_lists.resolve(self.list_, self.code))

    @property
    def is_of_group(self) -> bool:
        """Return whether an acronym, which is no code of the list, stands beside a group's name.

        Other Asia, nes, is no Organization of American States; EU27 is the EU.
        """
        is_group = role_of_name(self.name) == AGGREGATE and not self.name.startswith(self.code)
        return is_group and not code_lists.resolve(self.list_, self.code)

    @property
    def is_nobody(self) -> bool:
        """Return whether the code is none beside this name."""
        return self.is_not_available or self.is_of_remainder or self.is_of_group


def unlike_names(
    column: str,
    list_: str,
    heads: Sequence[str],
    rows: Rows,
    others: Mapping[str, str],
    periods: Periods,
) -> list[Unlike]:
    """Return the codes of a column that stand beside the name of another state, in any column.

    A column has the names of the codes where most of those that are known are alike. One that names
    whom a row has in the `others`, the other sides with their lists, contradicts nothing; nor does
    one of reporters, unless the codes are theirs.
    """
    results: list[Unlike] = []
    for head in heads:
        of_reporters = is_reporter(head) and not is_reporter(column)
        if head == column or of_reporters or not _are_names(head, rows):
            continue
        sides = {column: list_, **others}
        if any(_is_other(column, row[head].strip(), row, sides) for row in rows):
            continue
        pairs = dict.fromkeys((row[column].strip(), row[head].strip()) for row in rows)
        then = dict[tuple[str, str], str]()
        if dated := {it for it in pairs if code_lists.is_dated(list_, it[0])}:
            for row in rows:
                pair = row[column].strip(), row[head].strip()
                if pair in dated and not then.get(pair):
                    then[pair] = _meant_then(list_, *pair, periods(row))
        results += _unlike(
            [
                Unlike(column, code, head, name, list_, then.get((code, name), ""))
                for code, name in pairs
            ]
        )
    return results


def _meant_then(list_: str, code: str, name: str, periods: Iterable[str]) -> str:
    """Return the state that a code means in a period, if it means the one named in another."""
    named = only_meaning(name)
    others = (it for it in periods if named and means_another(list_, code, it, named))
    return next((code_lists.resolve_in(list_, code, it)[0] for it in others), "")


def _is_other(column: str, name: str, row: Mapping[str, str], sides: Mapping[str, str]) -> bool:
    """Return whether a name is that of another side of a row, and not that of a column."""
    named = only_meaning(name)
    meant = {it: named and named in meant_by(list_, row[it].strip()) for it, list_ in sides.items()}
    return not meant[column] and any(meant.values())


def _unlike(pairs: Sequence[Unlike]) -> list[Unlike]:
    """Return those of the different codes and names of two columns that are not alike.

    A name that is not known says that NA beside it is no code. "Unknown" says so of any code, but
    a remainder of several codes is a group of countries.
    """
    alike = {it: _is_alike(it) for it in pairs}
    known = [it for it, vote in alike.items() if vote is not None]
    votes = [alike[it] for it in known if not it.is_not_available] or [alike[it] for it in known]
    if not any(votes) or votes.count(False) > votes.count(True):
        return []
    remainders = Counter(fold(it.name) for it in pairs if it.is_of_remainder)

    def is_nobody(it: Unlike) -> bool:
        if it.is_of_group:
            return bool(parties_of(it.list_, it.code))
        is_alone = remainders[fold(it.name)] == 1
        return is_alone if it.is_of_remainder else it.is_not_available and bool(it.name)

    return [it for it in pairs if it.then or (not alike[it] and (it in known or is_nobody(it)))]


def _are_names(head: str, rows: Rows) -> bool:
    """Return whether a column holds names of countries."""
    cells = dict[str, None]()
    for row in rows:
        cells[row[head].strip()] = None
        if len(cells) == _SAMPLE:
            break
    worded = (it for it in cells if len(it) >= SHORTEST_NAME and any(map(str.isalpha, it)))
    names = [it for it in worded if not is_remainder(it)]
    return bool(names) and 2 * sum(bool(meanings(it)) for it in names) >= len(names)


def _is_alike(it: Unlike) -> bool | None:
    """Return whether a code ever means what a name does; None where either is not known."""
    parties, named = parties_of(it.list_, it.code), _only_party(it.name)
    return named in parties if parties and named else None


def parties_of(list_: str, code: str) -> Sequence[str]:
    """Return the parties of a code at any time, or of an acronym among codes of three letters.

    >>> parties_of("iso3", "OAS"), parties_of("iso3", "FRA"), parties_of("cow", "OAS")
    (('organization-of-american-states',), ['FR'], [])
    """
    results = code_lists.resolve(list_, code)
    is_acronym = list_ == "iso3" and not results and code.isupper() and is_body(code)
    return meanings(code) if is_acronym else results


def _only_party(name: str) -> str:
    """Return the one party of a name; of three letters those alone that are no code: GDR."""
    is_acronym = len(name) < SHORTEST_NAME and not code_lists.resolve("iso3", name)
    results = meanings(name) if is_acronym and len(name) == len("GDR") else ()
    return only_meaning(name) or (results[0] if len(results) == 1 else "")


def unlike_note(unlike: Sequence[Unlike], remedy: str) -> str:
    """Return the note on codes of a column beside names of other states."""
    of = unlike[0]
    pairs = [f"{short(it.code)} ({_title(it)}) beside {short(it.name)}" for it in unlike]
    what = f"the codes in {plain(of.column)} are taken, though {plain(of.beside)} says otherwise"
    return f"{what}, {plain(first_of(pairs))}: if the names are right, write {remedy}"


def unknown_note(
    column: str, list_: str, heads: Sequence[str], rows: Rows, unlike: Sequence[Unlike]
) -> list[str]:
    """Return the note on UNK, which is Kosovo in passports, and unknown in many data.

    There is none where a name beside it says whom it means, or what is `unlike` it is told.
    """
    own = [row for row in rows if row[column].strip() == _UNKNOWN] if list_ == "iso3" else []
    is_told = any(it.code == _UNKNOWN for it in unlike)
    named = ({only_meaning(row[it]) for it in heads} for row in own)
    if not own or is_told or all(_KOSOVO in parties for parties in named):
        return []
    which = f"its {counted(len(own), 'row')}" if len(own) > 1 else "its row"
    taken = f"{_UNKNOWN} in {plain(column)} is taken for Kosovo, as in passports"
    return [f"{taken}: if it means unknown, remove {which}"]


def codes_note(column: str, rows: Rows, of_bodies: bool) -> list[str]:
    """Return the note on codes in a column of names or of organisations that may be acronyms.

    EC is Ecuador's, and was what the European Communities were called; among organisations CAN is
    the Andean Community. It is known whether a column is `of_bodies`; else its cells tell.
    """
    cells = sorted({it for row in rows if (it := row[column].strip())})
    codes = [it for it in cells if it not in _PLAIN_CODES and _is_code_alone(it)]
    if not codes:
        return []
    fewest = max(1, sum(len(it) == _OF_TWO for it in codes))
    names = [party for it in cells if (party := only_meaning(it)) and is_country(party)]
    if of_bodies or (len(names) < len(codes) <= sum(map(is_body, cells))):
        among = "organisations"
    elif len(names) >= fewest:
        codes, among = [it for it in codes if len(it) == _OF_TWO], "names"
    else:
        return []
    return [_acronyms_note(column, codes, among)] if codes else []


def _acronyms_note(column: str, codes: Sequence[str], among: str) -> str:
    pairs = plain(first_of([f"{it} ({country_names.title(meanings(it)[0])})" for it in codes]))
    which = "codes" if len(codes) > 1 else "a code"
    another = "any is" if len(codes) > 1 else "it is"
    what = f"{pairs} in {plain(column)}, among {among}, {are(len(codes))} {which}"
    return f"{what}: if {another} another's acronym, write the name in full"


def _is_code_alone(cell: str) -> bool:
    """Return whether a cell is a code of two or three letters, and no acronym that people write."""
    lists = {_OF_TWO: "iso2", len("CAN"): "iso3"}
    return (
        bool(code_lists.resolve(lists.get(len(cell), ""), cell))
        and len(meanings(cell)) == 1
        and {it.weight for it in country_names.names_of_form(fold(cell))} == {CODE}
    )


def _title(it: Unlike) -> str:
    return country_names.title(it.then or parties_of(it.list_, it.code)[0])
