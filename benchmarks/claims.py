"""Made-up claims about two countries, without end, in the order in which people record them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from world import BOOKS, PAPERS, Country, World, people, word

COMMON, RARE = "agreement", "gyrfalcon"
"""A word of very many claims, and one that a single claim of any base has."""

FIRST_YEAR, LAST_YEAR = 1995, 2025

_SUBJECTS = (
    "visas transport fisheries customs energy taxation culture science tourism pipelines "
    "railways banking education health aviation water"
).split()
_EVENTS = ("meeting", "visit", "signing", "talks", "forum", "call")
_RELATIONS = ("treaty", "partnership", "cooperation", "exchange")
_REMARKS = (
    "The {} was discussed at length, and the delegations agreed to meet again.",
    "Both sides called the {} a step forward; no figures were given.",
    "Ministers reviewed the {} and the work of the joint commission.",
    "The text of the {} was not made public.",
)


class Claim(NamedTuple):
    """The text of a claim up to its source, which is a publisher's document of that year."""

    text: str
    publisher: str
    year: int


def about(one: Country, two: Country, world: World, random: Random) -> Iterator[Claim]:
    """Claims about two countries: seven figures to one relation and two events, from anywhere."""
    of_kind = {
        "f": figures(one, two, random),
        "r": relations(one, two, world, random),
        "e": events(one, two, world, random),
    }
    start = random.randrange(10)
    for nth in itertools.count(start):
        yield next(of_kind["ffffefffre"[nth % 10]])


def _periods() -> list[tuple[str, int, float]]:
    """Every span that figures are for: its text, its year, and its share of that year."""
    years = range(LAST_YEAR, FIRST_YEAR - 1, -1)
    found = [(str(year), year, 1.0) for year in years]
    found += [
        (f"{year}-01/{year}-{month:02}", year, month / 12)
        for month in (11, 6, 9, 3, 2, 4, 5, 7, 8, 10)
        for year in years
    ]
    found += [(f"{year}-{m:02}", year, 1 / 12) for year in years for m in range(1, 13)]
    return found


_PERIODS = _periods()


def figures(one: Country, two: Country, random: Random) -> Iterator[Claim]:
    """Trade both ways as both sides report it, and their turnover; full years first.

    A question is answered by one source, or by several that differ a little or in rounding.
    """
    chance, pick = random.random, random.choice
    size = 10 ** (7 + 3 * chance())
    for scope in itertools.count():
        suffix = f"-goods-{scope}" if scope else ""
        scoped = f'scope = "group {scope} of the tariff"\n' if scope else ""
        for text, year, share in _PERIODS:
            span = text.replace("/", "-to-")
            for a, b in ((one, two), (two, one)):
                true = size * share * (0.5 + chance()) * (year - FIRST_YEAR + 3)
                size *= 0.99 + 0.02 * chance()
                for measure, reporter, basis in (("exports", a, "fob"), ("imports", b, "cif")):
                    priced = f'valuation = "{basis}"\n' if chance() < 0.3 else ""
                    for nth, publisher in enumerate(_sources(BOOKS, chance())):
                        value = rounded(true * (0.97 + 0.06 * chance()), 3 + int(4 * chance()))
                        yield Claim(
                            f'[[figure]]\nid = "{a.code}-{b.code}-{measure}-{span}-{publisher}'
                            f'{suffix}"\nmeasure = "{measure}"\nfrom = "{a.id}"\nto = "{b.id}"\n'
                            f'period = "{text}"\nvalue = {value}\nunit = "USD"\n'
                            f'reporter = "{reporter.id}"\n{priced}{scoped}'
                            f"{_rank(chance(), nth)}",
                            publisher,
                            year,
                        )
            speaker = pick(people(pick((one, two))))
            total = size * share * 2 * (year - FIRST_YEAR + 3)
            for publisher in _sources(PAPERS, chance()):
                value = rounded(total * (0.95 + 0.1 * chance()), 2)
                qualifier = 'qualifier = "about"\n' if chance() < 0.4 else ""
                yield Claim(
                    f'[[figure]]\nid = "{one.code}-{two.code}-turnover-{span}-{publisher}{suffix}"'
                    f'\nmeasure = "turnover"\nparties = ["{one.id}", "{two.id}"]\n'
                    f'period = "{text}"\nvalue = {value}\nunit = "USD"\n{qualifier}{scoped}'
                    f'claimant = "{speaker}"\nsaid_on = {year + 1}-02-{10 + value % 10}\n',
                    publisher,
                    year,
                )
            if share == 1.0 and not scope:
                yield Claim(
                    f'[[figure]]\nid = "{one.code}-{two.code}-invested-{span}"\n'
                    f'measure = "invested"\nfrom = "{one.id}"\nto = "{two.id}"\n'
                    f'period = "/{text}-12-31"\nvalue = {rounded(total / 3, 2)}\nunit = "USD"\n',
                    "ministry",
                    year,
                )


def _sources(names: tuple[str, ...], chance: float) -> tuple[str, ...]:
    """One source mostly, two at times, seldom all: another one first each time."""
    start = int(chance * 997) % len(names)
    return (names[start:] + names[:start])[: 1 if chance < 0.75 else 2 if chance < 0.95 else 3]


def _rank(chance: float, nth: int) -> str:
    if chance < 0.01:
        return 'rank = "deprecated"\nrank_reason = "revised in a later edition"\n'
    if chance > 0.98 and not nth:
        return 'rank = "preferred"\nrank_reason = "the final count"\n'
    return ""


def rounded(value: float, digits: int) -> int:
    """A number with so many significant digits.

    >>> rounded(1234567.0, 2)
    1200000
    """
    number = max(1, int(value))
    grain = int("1" + "0" * (len(str(number)) - digits))
    return max(grain, (number + grain // 2) // grain * grain)


def relations(one: Country, two: Country, world: World, random: Random) -> Iterator[Claim]:
    """Treaties and the like, most of them in force, and memberships in organisations."""
    for nth in itertools.count(1):
        year = random.randint(FIRST_YEAR, LAST_YEAR)
        start = f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        if random.random() < 0.7:
            period, status = f"{start}/..", "in-force"
        else:
            period, status = (
                f"{start}/{min(LAST_YEAR, year + random.randint(0, 12))}-12-31",
                "ended",
            )
        subject = random.choice(_SUBJECTS)
        if random.random() < 0.1:
            who = f'from = "{one.id}"\nto = "{random.choice(world.organisations)}"\n'
            kind, title = "membership", f"Membership of {one.name}, chapter {nth} ({two.name})"
        else:
            who = f'parties = ["{one.id}", "{two.id}"]\n'
            kind = random.choice(_RELATIONS)
            named = COMMON.title() if random.random() < 0.8 else "Memorandum"
            title = f"{named} on {subject} between {one.name} and {two.name}, no. {nth}"
        yield Claim(
            f'[[relation]]\nid = "{one.code}-{two.code}-{kind}-{nth}"\ntopic = "diplomacy"\n'
            f'kind = "{kind}"\ntitle = "{title}"\n{who}period = "{period}"\nstatus = "{status}"\n',
            random.choice(BOOKS),
            year,
        )


def events(one: Country, two: Country, world: World, random: Random) -> Iterator[Claim]:
    """Meetings and visits: held, reported or planned; by the day, the month, or undated."""
    for nth in itertools.count(1):
        chance, year = random.random(), random.randint(FIRST_YEAR, LAST_YEAR)
        month, day = random.randint(1, 12), random.randint(1, 28)
        status, period = "held", f"{year}-{month:02}-{day:02}"
        if chance < 0.05:
            status, period = "planned", f"{LAST_YEAR + 2}-{month:02}"
        elif chance < 0.1:
            status, period = "reported", f"{year}-{month:02}?"
        elif chance < 0.12:
            status, period = "reported", ""
        kind, subject = random.choice(_EVENTS), random.choice(_SUBJECTS)
        theme = f"the {subject} {COMMON}" if random.random() < 0.3 else subject
        third = f', "{random.choice(world.organisations)}"' if random.random() < 0.1 else ""
        note = random.choice(_REMARKS).format(subject)
        if random.random() < 0.2:  # a name that few others have
            note += (
                f" The project is called {word(int(random.paretovariate(0.3)) % 10**7).title()}."
            )
        dated = f'period = "{period}"\n' if period else ""
        yield Claim(
            f'[[event]]\nid = "{one.code}-{two.code}-{kind}-{nth}"\ntopic = "diplomacy"\n'
            f'kind = "{kind}"\ntitle = "{kind.title()} of {one.name} and {two.name} on {theme}, '
            f'no. {nth}"\nparties = ["{one.id}", "{two.id}"{third}]\n{dated}'
            f'people = ["{random.choice(people(one))}"]\nstatus = "{status}"\nnote = "{note}"\n',
            random.choice(PAPERS),
            year,
        )


def core(world: World) -> Iterator[Claim]:
    """The fifty claims that every base begins with: what look-ups at all sizes are compared by."""
    one, two = world.core
    for nth, publisher in itertools.product(range(5), ("gazette", "wire")):
        yield Claim(
            f'[[figure]]\nid = "core-turnover-{2017 + nth}-{publisher}"\nmeasure = "turnover"\n'
            f'parties = ["{one.id}", "{two.id}"]\nperiod = "{2017 + nth}"\nunit = "USD"\n'
            f"value = {41 + nth + (publisher == 'wire' and nth % 2)}_000_000\n",
            publisher,
            2017 + nth,
        )
    for nth in range(14):
        end = ".." if nth < 4 else f"{2005 + nth}-06-30"
        yield Claim(
            f'[[relation]]\nid = "core-treaty-{nth}"\ntopic = "diplomacy"\nkind = "treaty"\n'
            f'title = "Agreement no. {nth} on {_SUBJECTS[nth]}"\n'
            f'parties = ["{one.id}", "{two.id}"]\nperiod = "{1991 + nth}-05-01/{end}"\n',
            "ministry",
            1991 + nth,
        )
    for nth in range(26):
        theme = f"the {_SUBJECTS[nth % 14]} {COMMON}" if nth % 2 else f"the {RARE}" * (nth == 8)
        yield Claim(
            f'[[event]]\nid = "core-meeting-{nth}"\ntopic = "diplomacy"\nkind = "meeting"\n'
            f'title = "Meeting no. {nth} on {theme or "trade"}"\nstatus = "held"\n'
            f'parties = ["{one.id}", "{two.id}"]\nperiod = "{1995 + nth}-09-1{nth % 10}"\n',
            "herald",
            1995 + nth,
        )
