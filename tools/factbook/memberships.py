"""Members, observers and candidates of organisations, blocs and groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dipfacts.countries import bodies, country_names
from dipfacts.model import display
from dipfacts.model.file_format.tables import Party
from dipfacts.model.periods.period import Period
from dipfacts.read.toml.loader import load_text
from factbook.entries import Entry, LeftOut, fields, note_of, plain

COLUMNS = ("country", "organisation", "kind", "title", "status", "note", "entry")

_STANDINGS = {
    "": ("membership", "Membership of {} in {}", ""),
    "member": ("membership", "Membership of {} in {}", ""),
    "regional": ("membership", "Regional membership of {} in {}", ""),
    "nonregional member": ("membership", "Non-regional membership of {} in {}", ""),
    "compliant country": ("membership", "Membership of {} in {}", ""),
    "implementing country": ("membership", "Membership of {} in {}", ""),
    "permanent": ("membership", "Permanent membership of {} in {}", ""),
    "suspended": ("membership", "Membership of {} in {}", "suspended"),
    "temporarily suspended": ("membership", "Membership of {} in {}", "suspended"),
    "excluded from formal participation since 1962": (
        "membership",
        "Membership of {} in {}",
        "suspended",
    ),
    "signatory": ("membership", "Membership of {} in {}", "signed"),
    "candidate": ("candidacy", "Candidacy of {} for {}", ""),
    "candidate country": ("candidacy", "Candidacy of {} for {}", ""),
    "accession candidate": ("candidacy", "Candidacy of {} for {}", ""),
    "pending member": ("candidacy", "Pending membership of {} in {}", ""),
    "observer": ("observer-status", "Observer status of {} in {}", ""),
    "associate observer": ("observer-status", "Associate observer status of {} in {}", ""),
    "associate": ("associate-membership", "Associate membership of {} in {}", ""),
    "associate member": ("associate-membership", "Associate membership of {} in {}", ""),
    "associated member": ("associate-membership", "Associate membership of {} in {}", ""),
    "participating member": ("associate-membership", "Participating membership of {} in {}", ""),
    "de facto member": ("associate-membership", "De facto membership of {} in {}", ""),
    "cooperating state": ("partner-status", "Cooperation of {} with {}", ""),
    "dialogue member": ("partner-status", "Dialogue partnership of {} with {}", ""),
    "dialogue partner": ("partner-status", "Dialogue partnership of {} with {}", ""),
    "sectoral dialogue partner": (
        "partner-status",
        "Sectoral dialogue partnership of {} with {}",
        "",
    ),
    "enhanced engagement": ("partner-status", "Enhanced engagement of {} with {}", ""),
    "partner": ("partner-status", "Partnership of {} with {}", ""),
}
"""Kind, title and status of a relation by the words in brackets behind an organisation."""

_KINDS = ("membership", "associate-membership", "candidacy", "observer-status", "partner-status")

_LEFT_OUT = {
    "NGOs": "committees, societies and unions: no states are members",
    "national committees": "committees, societies and unions: no states are members",
    "subbureau": "a bureau below another country's",
    "temporary": "a seat for a term, which is not given",
}
_CANDIDATE = " is an EU candidate country "  # a note, where most lists do not say so
_OF_THE_UNION = ("EU", "ECB", "EIB")
_NOTES = {
    "Chinese Taipei": "As Chinese Taipei.",
    "excluded from formal participation since 1962": "Without a part in its work since 1962.",
    "associate member, has not ratified the 1993 CIS charter although it participates in meetings"
    " and held the chairmanship of the CIS in 2012": "The charter of 1993 is not ratified.",
    "participating member, has not signed the 1993 CIS charter": "The charter is not signed.",
}
_EDITION = Period.parse("2026-02-04")
_TALIBAN = "Afghanistan is a member of the following organizations but Taliban representatives"
_ITEM = re.compile(r"(?P<name>[^()]+?)(?: ?\((?P<first>[^()]*)\))?(?: ?\((?P<second>[^()]*)\))?")


_PLURALS = ("Bahamas", "Comoros", "Gambia", "Islands", "Maldives", "Philippines", "Territories")


class Organisation(NamedTuple):
    """An organisation: its id, and its kind and name where dipfacts does not know it by itself."""

    id: str
    kind: str
    name: str


@cache
def organisations() -> dict[str, Organisation | str]:
    """Return the organisations by the Factbook's acronyms, or the reason to leave one out."""
    found: dict[str, Organisation | str] = {}
    text = Path(__file__).with_name("organisations.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        acronyms, id_, *more = line.split("\t")
        kind, name = more if len(more) == 2 else ("", "")
        for acronym in acronyms.split("|"):
            assert acronym not in found, acronym
            found[acronym] = Organisation(id_, kind, name) if id_ else more[0]
    return found


@cache
def states_of_the_union() -> frozenset[str]:
    """Return the members of the European Union, as its own entry lists them."""
    ((_, field),) = fields("Government", "Member states")
    listed, _, _ = plain(field["text"]).partition(" 13 overseas")
    return frozenset(listed.removeprefix("27 countries: ").split(", "))


def rows() -> Iterator[tuple[str, ...] | LeftOut]:
    """Yield the rows of the table, and what is left out of it; each organisation of each entry."""
    for entry, field in fields("Government", "International organization participation"):
        known = set[str]()
        candidate = ["EU (candidate country)"] if _CANDIDATE in note_of(field) else []
        for item in items(plain(field["text"])) + candidate:
            row = read(entry, item)
            if not isinstance(row, LeftOut):
                if row[1] in known:
                    row = LeftOut("named twice in the entry", entry.name, item)
                else:
                    known.add(row[1])
            yield row


def items(text: str) -> list[str]:
    """Return the organisations that a text lists, each with what stands in brackets behind it.

    >>> items("ADB, CIS (associate member, has not ratified), UN")
    ['ADB', 'CIS (associate member, has not ratified)', 'UN']
    """
    text = re.sub(_TALIBAN + ".*?: ", "", text)
    text = text.replace("G- 9", "G-9")  # a misprint
    found = re.split(r"[,;]\s*(?![^(]*\))", text)
    return [item.strip() for item in found if item.strip()]


def read(entry: Entry, item: str) -> tuple[str, ...] | LeftOut:
    """Return the row for one organisation of an entry, or why there is none."""
    found = _ITEM.fullmatch(item)
    assert found, (entry.code, item)
    name, first = found["name"], found["first"] or ""
    if item == "none":
        return LeftOut("none", entry.name, item)
    standing = found["second"] or first.partition(",")[0]
    if standing in _LEFT_OUT:
        return LeftOut(_LEFT_OUT[standing], entry.name, item)
    organisation = organisations()[name]
    if name in _OF_THE_UNION and not first and entry.name not in states_of_the_union():
        return LeftOut("contradicted by the entry of the European Union", entry.name, item)
    if isinstance(organisation, str):
        return LeftOut(organisation, entry.name, item)
    if entry.country is None:
        return LeftOut("a place without a code", entry.name, item)
    note = _NOTES.get(first, "")
    if standing.isdigit() or standing == "Chinese Taipei":  # the year of the list, not of entry
        standing = ""
    if entry.code == "af":
        note = "The Taliban take no part."
    kind, title, status = _STANDINGS.get(standing) or _STANDINGS[standing.removesuffix("s")]
    if entry.country != "EU" and contradicted(entry.country, organisation.id, kind):
        return LeftOut("contradicted by a dated list of members", entry.name, item)
    title = title.format(country_name(entry.country), name_of(organisation))
    return (entry.country, organisation.id, kind, title, status, note, entry.name)


@cache
def _members(organisation: str) -> frozenset[str]:
    """Return the codes of the members on the day of the edition, by the dated list; else none."""
    listed = bodies.members(organisation)
    return frozenset(code for code, when in listed if Period.parse(when).overlaps(_EDITION))


def contradicted(country: str, organisation: str, kind: str) -> bool:
    """Return whether the dated list of an organisation's members says otherwise of a country.

    >>> contradicted("IN", "oecd", "membership"), contradicted("FR", "oecd", "membership")
    (True, False)
    >>> contradicted("CL", "oecd", "partner-status"), contradicted("IN", "un", "membership")
    (True, False)
    """
    listed = _members(organisation)
    return bool(listed) and (kind == "membership") != (country in listed)


def country_name(code: str) -> str:
    """Return the name of a country as a sentence needs it: the one it has in the hand-kept base.

    >>> country_name("US"), country_name("PH"), country_name("TR")
    ('the United States', 'the Philippines', 'Turkey')
    """
    name = _declared().get(code) or country_names.title(code).replace(" & ", " and ")
    return f"the {name}" if name.endswith(_PLURALS) else display.with_article(name)


@cache
def _declared() -> dict[str, str]:
    """Return the names of countries in the hand-kept base, beside which these titles stand."""
    rows = load_text(
        (Path(__file__).parents[2] / "data" / "facts.toml").read_bytes(), "facts.toml"
    ).rows
    parties = [row.table for row in rows if isinstance(row.table, Party)]
    return {party.iso: party.name for party in parties if party.iso} | {"EU": "European Union"}


def name_of(organisation: Organisation) -> str:
    """Return the name of an organisation as a sentence needs it.

    >>> name_of(Organisation("nato", "", "")), name_of(Organisation("paris", "bloc", "Paris Club"))
    ('NATO', 'the Paris Club')
    """
    name = organisation.name or country_names.title(organisation.id)
    return display.with_article(name)


def in_order(row: tuple[str, ...]) -> tuple[object, ...]:
    """Return the key that sorts the rows: members first, observers and partners last."""
    return _KINDS.index(row[2]), row
