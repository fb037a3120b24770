"""The lifetimes of states and organisations, and what followed those that are no more."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from dipfacts.countries import tables

_Ended = dict[str, tuple[str, list[str]]]
"""The time of each, as EDTF, and the codes or ids of its successors, by its code or id."""


@cache
def former_states() -> _Ended:
    """Return the states that were, by their codes."""
    rows = tables.rows("former_states.tsv")
    return {code: (period, after.split()) for code, period, after in rows}


@cache
def _former() -> _Ended:
    rows = tables.rows("former_bodies.tsv")
    return former_states() | {id_: (period, after.split()) for id_, period, after in rows}


def lifetime(code: str) -> str | None:
    """Return when a former state or organisation existed, as EDTF; None for any other.

    >>> lifetime("SU"), lifetime("warsaw-pact"), lifetime("nato")
    ('1922-12-30/1991-12-26', '1955-05-14/1991-07-01', None)
    """
    return _former()[code][0] if code in _former() else None


@cache
def _began() -> dict[str, list[str]]:
    """Return when today's states existed, by code, as `existed` does."""
    return {code: periods.split() for code, periods, _ in tables.rows("beginnings.tsv")}


def existed(code: str) -> list[str]:
    """Return when a state existed, as EDTF, by its code; none where that is not known.

    So it does for an organisation that is no more, by its id.

    >>> existed("HR"), existed("EE"), existed("SU"), existed("FR")
    (['1991-06-25/..'], ['1918-02-24/1940-06', '1991-08-20/..'], ['1922-12-30/1991-12-26'], [])
    """
    return [_former()[code][0]] if code in _former() else _began().get(code, [])


def successors(code: str) -> list[str]:
    """Return the successors of a former state or organisation, by code or id; else none."""
    return _former()[code][1] if code in _former() else []


def succeeded_by(code: str) -> list[str]:
    """Return the former states or organisations that one succeeds, by code or id.

    >>> succeeded_by("RS"), succeeded_by("CSXX"), succeeded_by("FR")
    (['YU', 'CSXX'], ['YU'], [])
    """
    return [it for it, (_, after) in _former().items() if code in after]


def predecessors(codes: Collection[str]) -> list[str]:
    """Return the former states whose successors are these states and no others.

    >>> predecessors(["KR", "KP"]), predecessors(["KR"])
    (['korea-before-1910'], [])
    """
    return [code for code, (_, after) in former_states().items() if {*after} == {*codes}]
