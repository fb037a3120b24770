"""Pacts of several parties, each stage of them told in a word, and what is asked of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, party, relation, source

HEAD = base(
    source("s", publisher="Ministry", published=date(2016, 1, 5)),
    source("t", publisher="Paper", published=date(2023, 1, 5)),
    *map(party, "abcd"),
)
Ask = Callable[..., str]
Told = dict[str, list[tuple[str, str]]]
"""Cases by the claims that they ask, as `pact` reads them: the words asked, and what is told."""
CLAIM = re.compile(
    r"(?P<parties>[a-z+]+)(?: (?!by )(?P<status>[a-z-]+))?(?: (?P<period>[^ a-z]+))?"
    r"(?: by (?P<source>[st]))?"
)
UNION = {
    "old": party("old", name="Old Union", kind="country", period="1922/1991-12-26"),
    "older": party("older", name="Older Land", kind="country", period="1900/1950"),
    "club": party("club", name="Club", kind="organisation", period="1945/1991-12-26"),
}
"""Parties that were gone by the end of 1991."""


def keys_of(claim: str) -> dict[str, Any]:
    """Return the keys of a claim as rows write it: parties, status, period and source.

    All but the parties may be left out. These are letters from a to f, or names, "+" between them.

    >>> keys_of("bc withdrawn 2018-05-08 by s")
    {'parties': ['b', 'c'], 'status': 'withdrawn', 'period': '2018-05-08', 'source': 's'}
    >>> keys_of("a+old 2015/..")
    {'parties': ['a', 'old'], 'status': None, 'period': '2015/..', 'source': None}
    """
    found = CLAIM.fullmatch(claim) or pytest.fail(f"no claim: {claim}")
    parts = found["parties"].split("+")
    parties = [it for part in parts for it in (part if re.fullmatch("[a-f]+", part) else [part])]
    return {**found.groupdict(), "parties": parties}


def pact(claims: str, further: Mapping[str, str] = UNION) -> str:
    """Return claims about one pact as TOML, with the parties that only they name.

    Of "abc 2015-07-14/..; b withdrawn 2018-05-08" the first is "pact", by s unless it says by whom;
    the others are "then-1" and so on, the same as that one, and by t unless they say by whom.
    """
    tables, named = [], set[str]()
    for nth, claim in enumerate(claims.split("; ")):
        keys = {"title": "Pact", "same_as": "pact" if nth else None, **keys_of(claim)}
        keys["source"] = keys["source"] or ("t" if nth else "s")
        tables.append(relation(f"then-{nth}" if nth else "pact", **keys))
        named |= {*keys["parties"]}
    parties = {"e": party("e"), "f": party("f"), **further}
    return "".join([*(it for name, it in parties.items() if name in named), *tables])


def ask_tables_of(dip: Run) -> Ask:
    """Ask a command of these tables; return what it prints."""
    return lambda tables, *words: dip(*words, "-f", str(shared(HEAD + tables)))[1]


def ask_of(ask_tables: Ask) -> Ask:
    """Ask a command of claims about a pact, as `pact` reads them; return what it prints."""
    return lambda claims, *words: ask_tables(pact(claims), *words)


def rows(told: Told) -> list[tuple[str, str, str]]:
    """Return the claims, the words and what is told of each case."""
    return [(claims, words, it) for claims, cases in told.items() for words, it in cases]
