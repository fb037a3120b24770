"""Questions over very much of one kind, and how the work of an answer grows: see docs/fuzzing.md.

Counted are the calls of functions, of Python and of C, and the steps of SQLite, which no busy
machine changes. A loop within a loop over the claims of one question, ring, name, text or source
shows in them: an input of twice the size makes four times as many.

    python -m tests.fuzz.growth [--size 200] [NAME ...]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from dipfacts.answers.mirror_data import mirror
from dipfacts.cli import app
from dipfacts.index import cache
from dipfacts.index.rows import schema
from dipfacts.model.figures import voices
from dipfacts.model.occurrences.stages import stage_order
from dipfacts.query import origins
from dipfacts.read.base import possible_duplicates

from .large import AA, AR, HEAD, figure

FILES = "\f"  # between the texts of a base of several files
EACH = "…"  # after a word of a question that is asked of each number: p0 p1 p2
STEPS = 2  # of SQLite, after each of which it calls a function
STEEPEST = 1.03  # times as many more calls as claims, in a base of twice the size

Make = Callable[[int], str]


def _each(make: Callable[[int], str]) -> Make:
    return lambda count: HEAD + "".join(make(n) for n in range(count))


def _source(n: int, more: str = "") -> str:
    return (
        f'[[source]]\nid = "s{n}"\npublisher = "P{n}"\npublished = 2022-12-{n % 28 + 1:02}\n{more}'
    )


def _said(n: int, *more: str, value: object = 5, measure: str = "exports") -> str:
    """Return a figure of a source of its own."""
    return _source(n) + figure(f"f{n}", AR, f'source = "s{n}"', *more, value=value, measure=measure)


def _two_years(count: int) -> str:
    """Return very many numbers that one voice gave of each of two years."""
    later = (figure(f"f{n}", AA, value=5 + n) for n in range(count // 2))
    earlier = (figure(f"e{n}", AA, 'period = "2020"', value=9 + n) for n in range(count // 2))
    return HEAD + "".join([*later, *earlier])


def _relation_or_event(n: int, *more: str, table: str = "event", title: str = "Visit") -> str:
    keys = {"kind": '"visit"', "title": f'"{title}"', "source": '"news"', "locator": f'"p {n}"'}
    keys |= {"parties": '["aa", "bb"]', "period": '"2021-02-03"'}
    text = "\n".join(more)
    lines = "\n".join(f"{key} = {told}" for key, told in keys.items() if f"{key} = " not in text)
    return f'[[{table}]]\nid = "h{n}"\n{lines}\n{text}\n'


def _party(n: int, more: str = "") -> str:
    return f'[[party]]\nid = "p{n}"\nkind = "bloc"\nname = "Party {n}"\n{more}'


def _between(n: int, *more: str, value: object = 5) -> str:
    """Return a figure about a partner of its own."""
    return _party(n) + figure(
        f"f{n}", f'from = "aa"\nto = "p{n}"', *more, value=value, measure="exports"
    )


def _period(n: int) -> str:
    return f'period = "{1000 + n}"'


def _ring(count: int) -> str:
    return HEAD + "".join(
        figure(f"f{n}", f'part_of = "f{(n + 1) % count}"', value=n) for n in range(count)
    )


def _day(n: int) -> str:
    """Return a day of its own."""
    return f"{1900 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"


def _of_a_side(n: int, *more: str, value: object = 5) -> str:
    """Return a figure by one of the two sides, of a source of its own."""
    return _said(n, AA if n % 2 else 'reporter = "bb"', *more, value=value)


def _bound(n: int) -> str:
    return _said(n, 'qualifier = "more-than"', value=10**6 + n)


def _number_or_bound(n: int) -> str:
    return _bound(n) if n % 2 else _said(n, value=10**6 + n)


def _derived(n: int) -> str:
    origin = f'derived_from = ["s{n - 1}"]\n' if n else ""
    return _source(n, origin) + figure(f"f{n}", AR, f'source = "s{n}"', value=n, measure="exports")


def _circle_of_sources(count: int) -> str:
    """Return sources of which each names the one before it, and the first and the last two."""
    ends = f'"s0", "s{count - 1}", "s{count - 2}"'
    return HEAD + "".join(
        _source(n, f'derived_from = ["s{(n or count) - 1}", {ends}]\n')
        + figure(f"f{n}", AR, f'source = "s{n}"', value=n, measure="exports")
        for n in range(count)
    )


def _hub_of_sources(count: int) -> str:
    """Return sources that are made from one, and that one from all the others."""
    first, others = '"s0"', ", ".join(f'"s{n}"' for n in range(1, count))
    made = (f"derived_from = [{first if n else others}]\n" for n in range(count))
    return HEAD + "".join(
        _source(n, more) + figure(f"f{n}", AR, f'source = "s{n}"', value=n, measure="exports")
        for n, more in enumerate(made)
    )


def _of_one(n: int, *more: str, table: str = "event") -> str:
    """Return a claim about the one event or relation, by a source of its own."""
    same = 'same_as = "h0"' if n else ""
    return _source(n) + _relation_or_event(n, f'source = "s{n}"', same, *more, table=table)


def _stage(n: int) -> str:
    """Return a stage of the one relation, which is suspended and resumed again and again."""
    status = ("signed", "ratified", "in-force", "suspended", "ended")[n % 5]
    return _of_one(n, f'period = "{_day(n)}"', f'status = "{status}"', table="relation")


def _until(n: int) -> str:
    """Return a time of the one relation, which others contest that give later ends."""
    status = ("in-force", "suspended", "signed", "ended")[n % 4]
    period = f'period = "{_day(n)}/{_day(n + 40_000)}"'
    return _of_one(n, period, f'status = "{status}"', table="relation")


def _undated(n: int) -> str:
    """Return an end of the one relation, a pause, or that it is in force, of no known day."""
    status = ("terminated", "in-force", "suspended")[n % 3]
    claim = _of_one(n, "period = ", f'status = "{status}"', table="relation")
    return claim.replace("period = \n", "")


def _all_parties(count: int) -> str:
    named = ", ".join(f'"p{n}"' for n in range(count))
    return HEAD + "".join(map(_party, range(count))) + _relation_or_event(0, f"parties = [{named}]")


def _left_by_each(count: int) -> str:
    """Return a relation of very many, and claims that each of them left it, which nothing joins."""
    named = [
        f'parties = ["p{n}"]\nperiod = "{_day(n)}"\nstatus = "withdrawn"' for n in range(count)
    ]
    some = (_relation_or_event(n, each, table="relation") for n, each in enumerate(named))
    every = ", ".join(f'"p{n}"' for n in range(count))
    whole = f'parties = [{every}]\nperiod = "1800/.."'
    parties = "".join(map(_party, range(count)))
    return HEAD + parties + "".join(some) + _relation_or_event(count, whole, table="relation")


def _left_in_pairs(count: int) -> str:
    """Return a relation of very many, and claims that one after the other left it with the next."""
    every = ", ".join(f'"p{n}"' for n in range(count + 1))
    same, left = 'same_as = "h0"', 'status = "withdrawn"'
    whole = _relation_or_event(0, f"parties = [{every}]", 'period = "1800/.."', table="relation")
    pairs = (
        _relation_or_event(n, f'parties = ["p{n - 1}", "p{n}"]', same, left, table="relation")
        for n in range(1, count + 1)
    )
    return HEAD + "".join(map(_party, range(count + 1))) + whole + "".join(pairs)


def _left_by_some(count: int) -> str:
    """Return a relation of very many, claims that each left it, and the first once more, alike."""
    every = ", ".join(f'"p{n}"' for n in range(count))
    same, left = 'same_as = "h0"', 'status = "withdrawn"'
    twins = [_relation_or_event(n, f"parties = [{every}]", table="relation") for n in (0, count)]
    leaving = (
        _relation_or_event(n, f'parties = ["p{n}"]', same, left, table="relation")
        for n in range(1, count)
    )
    return HEAD + "".join([*map(_party, range(count)), twins[0], *leaving, twins[1]])


def _aliases(count: int) -> str:
    return HEAD + _party(0, "aliases = [" + ", ".join(f'"Alias {n}"' for n in range(count)) + "]\n")


def _topic(n: int, more: str = "") -> str:
    """Return a topic with a measure of its own, and a figure."""
    measure = f'[[measure]]\nid = "m{n}"\ntopic = "t{n}"\nlabel = "M {n}"\nnature = "flow"\n{more}'
    return f'[[topic]]\nid = "t{n}"\nlabel = "T {n}"\n{measure}' + figure(
        f"f{n}", AR, value=n + 1, measure=f"m{n}"
    )


def _share(n: int) -> str:
    """Return a measure of its own of shares in exports, and three years of it."""
    measure = f'[[measure]]\nid = "m{n}"\ntopic = "trade"\nlabel = "M {n}"\nnature = "ratio"\n'
    years = (
        figure(f"f{n}-{year}", AR, f'period = "{year}"', 'unit = "percent"', measure=f"m{n}")
        for year in (2019, 2020, 2021)
    )
    return measure + 'of = "exports"\n' + "".join(years)


def _of_others(n: int) -> str:
    """Return a measure of its own, and a figure of it with a partner of its own."""
    measure = f'[[measure]]\nid = "m{n}"\ntopic = "trade"\nlabel = "M {n}"\nnature = "flow"\n'
    return measure + _party(n) + figure(f"f{n}", f'from = "aa"\nto = "p{n}"', measure=f"m{n}")


def _of_each(count: int) -> str:
    """Return measures of each party by itself, and figures of both."""
    topic = '[[topic]]\nid = "each"\nlabel = "Each"\n'
    return (
        HEAD
        + topic
        + "".join(
            f'[[measure]]\nid = "m{n}"\ntopic = "each"\nlabel = "M {n}"\nnature = "stock"\n'
            + "partners = 0\n"
            + "".join(
                figure(f"{it}{n}", f'parties = ["{it}"]', measure=f"m{n}") for it in ("aa", "bb")
            )
            for n in range(count)
        )
    )


def _of_a_kind(n: int) -> str:
    """Return a kind, and an event of it."""
    declared = f'[[kind]]\nid = "k{n}"\nof = "event"\nlabel = "K {n}"\n'
    return declared + _relation_or_event(n, f'kind = "k{n}"', f'period = "{_day(n)}"')


def _untold(n: int) -> str:
    return _said(n, _period(n)).replace("value = 5", 'absent = "confidential"')


def _files(count: int) -> str:
    """Return files of a claim each, of which no source is used but one."""
    each = (f"format = 1\n{_source(n)}{figure(f'f{n}', AR, _period(n))}" for n in range(count))
    return FILES.join([HEAD, *each])


BEST = 'rank = "preferred"\nrank_reason = "x"'

LARGE: dict[str, tuple[Make, str]] = {
    "numbers of one question": (
        _each(lambda n: _said(n, value=10**6 + n)),
        "trade pair brief show",
    ),
    "one number": (_each(_said), "trade pair brief show"),
    "bounds": (_each(_bound), "trade brief show"),
    "bounds and numbers": (_each(_number_or_bound), "trade brief show"),
    "preferred": (_each(lambda n: _said(n, BEST, value=10**6 + n)), "trade show"),
    "both sides": (_each(lambda n: _of_a_side(n, value=10**6 + n)), "trade mirror brief"),
    "scopes": (
        _each(lambda n: _of_a_side(n, f'scope = "group {n}"')),
        "trade mirror brief brief-aa-all",
    ),
    "units": (_each(lambda n: _said(n, f'unit = "unit {n}"')), "trade brief"),
    "years": (_each(lambda n: _said(n, _period(n))), "trade brief pair show typo-id"),
    "days": (_each(lambda n: _said(n, f'period = "{_day(n)}"')), "trade brief pair"),
    "forecasts": (
        _each(lambda n: _said(n, _period(2000 + n), 'status = "forecast"')),
        "trade brief",
    ),
    "not published": (_each(_untold), "trade brief"),
    "notes": (_each(lambda n: _said(n, f'note = "note {n}"', _period(n))), "trade brief"),
    "partners": (
        _each(lambda n: _between(n, value=n + 1)),
        "trade-aa trade-all brief-aa one parties trade-each cite-each",
    ),
    "partners of other years": (
        _each(lambda n: _between(n, _period(n), value=n + 1)),
        "trade-aa trade-all brief-aa one",
    ),
    "a ring of parts": (_ring, "trade brief show"),
    "a chain of sources": (_each(_derived), "trade brief"),
    "a circle of sources": (_circle_of_sources, "trade brief compile"),
    "sources made from one": (_hub_of_sources, "trade brief compile"),
    "one event": (
        _each(lambda n: _of_one(n, f'period = "{_day(n % 28)}"')),
        "timeline brief pair search",
    ),
    "places of one event": (
        _each(lambda n: _of_one(n, f'place = "Hall {n}, Baku"')),
        "timeline brief pair show-event",
    ),
    "one relation": (
        _each(lambda n: _of_one(n, f'period = "{_day(n)}/.."', table="relation")),
        "timeline relations brief pair",
    ),
    "stages of one relation": (_each(_stage), "timeline relations brief pair ahead check"),
    "events of a day": (
        _each(lambda n: _relation_or_event(n, title=f"Visit {n}")),
        "timeline brief pair timeline-all search ahead check",
    ),
    "events": (
        _each(lambda n: _relation_or_event(n, f'period = "{_day(n)}"')),
        "timeline brief pair timeline-all search",
    ),
    "relations": (
        _each(lambda n: _relation_or_event(n, f'period = "{_day(n)}/.."', table="relation")),
        "timeline relations brief pair relations-all",
    ),
    "parties of one event": (_all_parties, "timeline-all"),
    "a relation that each left": (_left_by_each, "relations-all check"),
    "a relation left in pairs": (_left_in_pairs, "timeline-all relations-all check"),
    "a relation told twice, left by each": (_left_by_some, "check"),
    "ends of one relation": (_each(_until), "timeline relations brief pair compile"),
    "undated ends of one relation": (_each(_undated), "relations check"),
    "two years of one voice": (_two_years, "trade brief"),
    "topics": (_each(_topic), "pair one brief brief-aa typo-topic compile"),
    "totals": (_each(lambda n: _topic(n, f'sum_of = ["m{n}", "exports"]\n')), "pair compile"),
    "shares": (_each(_share), "trade trade-aa trade-aa-all trade-all pair one brief brief-aa"),
    "measures of others": (_each(_of_others), "trade trade-aa brief brief-aa"),
    "measures of each": (_of_each, "each each-aa pair one brief-aa"),
    "kinds": (_each(_of_a_kind), "timeline brief compile"),
    "a word many times": (
        lambda n: HEAD + _relation_or_event(0, f'note = "{"visit " * n}"'),
        "search search-phrase timeline",
    ),
    "names of one party": (_aliases, "typo parties"),
    "parties of one beginning": (_each(_party), "typo parties"),
    "files": (_files, "trade check compile show"),
}
"""Bases of one oddity each, and the questions asked of them."""

QUESTIONS = {
    "trade": "trade aa bb",
    "mirror": "trade aa bb --mirror",
    "trade-aa": "trade aa",
    "trade-aa-all": "trade aa --limit 0",
    "trade-all": "trade",
    "trade-each": f"trade aa p{EACH}",
    "cite-each": f"cite f{EACH}",
    "each": "each aa bb",
    "each-aa": "each aa",
    "pair": "aa bb",
    "one": "aa",
    "brief": "brief aa bb",
    "brief-aa": "brief aa",
    "brief-aa-all": "brief aa --limit 0",
    "show": "show f1",
    "show-event": "show h0",
    "timeline": "timeline aa bb",
    "timeline-all": "timeline",
    "relations": "relations aa bb",
    "relations-all": "relations",
    "parties": "parties",
    "search": "search visit",
    "search-phrase": "search '\"visit visit\"'",
    "typo": "trade Partyy",
    "typo-id": "show f0-f",
    "typo-topic": "tt aa bb",
    "compile": "kinds",
    "ahead": "timeline --upcoming 60d",
    "check": "check",
}


@contextlib.contextmanager
def beyond_bounds(size: int) -> Iterator[None]:
    """Bound what is compared with everything to so many, as what is beyond it is to be counted."""
    with (
        mock.patch.object(schema, "_STEPS", STEPS),
        mock.patch.object(cache, "RACY_NS", 0),  # no file changes meanwhile
        mock.patch.object(voices, "COMPARED_WITH_ALL", size),
        mock.patch.object(mirror, "COMPARED", size),
        mock.patch.object(stage_order, "COMPARED_STAGES", size),
        mock.patch.object(origins, "MOST", size),
        mock.patch.object(possible_duplicates, "_MOST", size // 3),
    ):
        yield


def calls(path: Path, words: list[str], anew: bool = False) -> int:
    """Return how many calls and steps an answer makes, which a first one has compiled for.

    Where it is to compile the base `anew`, it has another path.
    """
    counted = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    line = [*words, *["-f"] * (words != ["check"]), str(path)]
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        app.run(line)
        if anew:
            line[-1] = str(path.with_stem(f"{path.stem}-anew"))
            (shutil.copytree if path.is_dir() else shutil.copy)(path, line[-1])
        sys.setprofile(count)
        try:
            status = app.run(line)
        finally:
            sys.setprofile(None)
    if status not in (0, 1, 2):
        out.flush()
        told = out.buffer.getvalue().decode()[-300:]
        raise AssertionError(f"{' '.join(words)}: exit status {status}: {told}")
    return counted


def _written(text: str, path: Path) -> Path:
    """Write a base, of several files as a folder of them; return its path."""
    first, *others = text.split(FILES)
    if not others:
        path.write_text(text, encoding="utf-8")
        return path
    path.mkdir()
    for nth, one in enumerate([first, *others]):
        (path / f"x{nth}.toml").write_text(one, encoding="utf-8")
    return path


def _words(question: str, count: int) -> list[str]:
    """Return the words of a question, of which some are of each number."""
    return [
        each
        for word in shlex.split(question)
        for each in ([word.replace(EACH, str(n)) for n in range(count)] if EACH in word else [word])
    ]


def steep(name: str, size: int, folder: Path) -> Iterator[str]:
    """Yield the questions of which the work grows faster than a base, if there are any."""
    make, asked = LARGE[name]
    counts = 2, size, 2 * size  # one claim is answered in a way of its own
    paths = [_written(make(count), folder / f"{count}.toml") for count in counts]
    for question in asked.split():
        least, once, twice = (
            calls(path, _words(QUESTIONS[question], count), question == "compile")
            for path, count in zip(paths, counts, strict=True)
        )
        even = (2 * size - 2) / (size - 2)
        ratio = (twice - least) / max(once - least, least) / even
        print(f"{name:26} {question:14} {once:9,} {twice:9,} {ratio:5.2f}")
        if ratio > STEEPEST:
            yield f"{name}, {QUESTIONS[question]}: {once:,} calls, {twice:,} for twice as much"


def main() -> int:
    """Ask each question of each base; exit status 1 where the work grows faster than its size."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.growth", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="these alone")
    parser.add_argument("--size", type=int, default=200, help="claims of the smaller base")
    given = parser.parse_args()
    found = list[str]()
    for name in given.names or LARGE:
        with tempfile.TemporaryDirectory() as folder, beyond_bounds(given.size // 2):
            found += steep(name, given.size, Path(folder))
    print("\n".join(found) or "nothing grows faster than its size")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
