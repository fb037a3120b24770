"""Large fact bases of one oddity each, and what a command may take for them: see docs/fuzzing.md.

The fuzzer's inputs are small. Here a rule that compares every claim with every other would show:
an input of twice the size may take not much more than twice as long.

    python -m tests.fuzz.large [--size 5000] [NAME ...]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator

SECONDS, PER_BYTE = 1.0, 25e-6  # of the processor, that any base may take, and each byte of it
MEMORY, MEMORY_PER_BYTE = 100 * 1024**2, 400  # bytes, likewise
STEEPEST = 3.0  # times as long that one of twice the size may take

HEAD = """format = 1
[[source]]
id = "news"
publisher = "N"
published = 2022-12-05
[[party]]
id = "aa"
kind = "country"
name = "Aaland"
[[party]]
id = "bb"
kind = "country"
name = "Bbland"
[[topic]]
id = "trade"
label = "Trade"
[[measure]]
id = "turnover"
topic = "trade"
label = "T"
nature = "flow"
sum_of = ["exports", "imports"]
[[measure]]
id = "balance"
topic = "trade"
label = "B"
nature = "flow"
difference_of = ["exports", "imports"]
[[measure]]
id = "exports"
topic = "trade"
label = "E"
nature = "flow"
[[measure]]
id = "imports"
topic = "trade"
label = "I"
nature = "flow"
[[measure]]
id = "growth"
topic = "trade"
label = "G"
nature = "ratio"
of = "turnover"
"""
AR, RA = 'from = "aa"\nto = "bb"', 'from = "bb"\nto = "aa"'
AA = 'reporter = "aa"'
OF_A, OF_B = 'parties = ["aa"]', 'parties = ["bb"]'
BEST = 'rank = "preferred"\nrank_reason = "x"'


def figure(id_: str, *more: str, value: object = 5, measure: str = "turnover") -> str:
    """A figure that has no problem of its own; later keys may take the place of the usual ones."""
    keys = {"period": '"2021"', "unit": '"USD"', "source": '"news"', "locator": f'"p {id_}"'}
    text = "\n".join(more)
    if "parties =" not in text and "from =" not in text:
        keys["parties"] = '["aa", "bb"]'
    given = [f"{key} = {told}" for key, told in keys.items() if f"{key} = " not in text]
    lines = "\n".join([*given, *more])
    return f'[[figure]]\nid = "{id_}"\nmeasure = "{measure}"\nvalue = {value}\n{lines}\n'


def _each(make: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: HEAD + "".join(make(n) for n in range(count))


def _flows(measure: str, **more: object) -> Callable[[int], str]:
    """Very many results, and a few terms that fit none of them."""

    def made(count: int) -> str:
        results = (figure(f"f{n}", AA, measure=measure, value=10**10 + n) for n in range(count))
        terms = (
            figure(f"e{n}", AA, AR, measure="exports", value=n)
            + figure(f"i{n}", AA, RA, measure="imports", value=n)
            for n in range(7)
        )
        return HEAD + "".join(results) + "".join(terms)

    return made


def _source(n: int, made_from: str) -> str:
    return f'[[source]]\nid = "s{n}"\npublisher = "P"\nderived_from = [{made_from}]\n'


def _growth(count: int) -> str:
    rates = (figure(f"g{n}", AA, 'unit = "percent"', measure="growth") for n in range(count))
    now = (figure(f"n{n}", AA, value=5 + n) for n in range(7))
    before = (figure(f"b{n}", AA, 'period = "2020"', value=9 + n) for n in range(7))
    return HEAD + "".join([*rates, *now, *before])


def _left_in_pairs(count: int) -> str:
    """A treaty of very many, and each time another two of them that left it."""
    of = 'kind = "treaty"\ntitle = "T"\ntopic = "trade"\nsource = "news"\n'
    named = [f'"p{n}"' for n in range(400)]
    pairs = ((n % 400, (n + n // 400 + 1) % 400) for n in range(count))
    return (
        HEAD
        + "".join(f'[[party]]\nid = {it}\nkind = "bloc"\nname = {it}\n' for it in named)
        + f'[[relation]]\nid = "r"\nparties = [{", ".join(named)}]\n{of}'
        + "".join(
            f'[[relation]]\nid = "r{n}"\nparties = [{named[one]}, {named[other]}]\n{of}'
            'period = "2010-01-01"\nstatus = "withdrawn"\nsame_as = "r"\n'
            for n, (one, other) in enumerate(pairs)
        )
    )


def _near_names(table: str, key: str) -> Callable[[int], str]:
    """Names that are not there, each of them near to very many that are."""
    more = 'kind = "bloc"\nname = "P%d"' if table == "party" else 'publisher = "P%d"'

    def made(count: int) -> str:
        known = (f'[[{table}]]\nid = "name-{n}"\n{more % n}\n' for n in range(count // 2))
        named = (figure(f"f{n}", key % f"name-x{n}") for n in range(count // 2))
        return HEAD + "".join([*known, *named])

    return made


def _listed(table: str, keys: str, item: str = '"a{}"') -> Callable[[int], str]:
    return lambda count: (
        HEAD + f"[[{table}]]\n{keys}[" + ", ".join(item.format(n) for n in range(4 * count)) + "]\n"
    )


STAGES = "signed", "in-force", "suspended", "terminated"
BLOC = 'id = "cc"\nkind = "bloc"\nname = "C"\naliases = '

LARGE: dict[str, Callable[[int], str]] = {
    "figures": _each(lambda n: figure(f"f{n}", value=n)),
    "the same figure": _each(lambda n: figure(f"f{n}")),
    "one id": _each(lambda n: figure("same")),
    "a chain of parts": _each(lambda n: figure(f"f{n}", f'part_of = "f{max(n - 1, 0)}"')),
    "a ring of parts": lambda n: HEAD + "".join(
        figure(f"f{k}", f'part_of = "f{(k + 1) % n}"', value=k) for k in range(n)
    ),
    "parts of one": _each(lambda n: figure(f"f{n}", 'part_of = "f0"\nparts = "complete"')),
    "all preferred": _each(lambda n: figure(f"f{n}", BEST, value=10**9 * n + 1)),
    "bounds preferred": _each(lambda n: figure(f"f{n}", BEST, 'qualifier = "more-than"', value=n)),
    "totals": _flows("turnover"),
    "balances": _flows("balance"),
    "growth": _growth,
    "aliases": _listed("party", BLOC),
    "aliases of two": lambda n: (
        _listed("party", BLOC)(n) + _listed("party", BLOC.replace("cc", "dd"))(n)[len(HEAD) :]
    ),
    "parties of one name": _each(lambda n: f'[[party]]\nid = "p{n}"\nkind = "bloc"\nname = "P"\n'),
    "unknown parties": _near_names("party", 'parties = ["aa", "%s"]'),
    "unknown sources": _near_names("source", 'source = "%s"'),
    "unknown totals": _each(lambda n: figure(f"f-{n}", f'part_of = "g-{n}"')),
    "unused sources": _each(lambda n: f'[[source]]\nid = "s-{n}"\npublisher = "P"\n'),
    "unknown keys": lambda n: HEAD + figure("f", *(f"k{nth} = 1" for nth in range(4 * n))),
    "unknown tables": lambda n: HEAD + "".join(f"[[t{nth}]]\nx = 1\n" for nth in range(4 * n)),
    "wrong items": _listed("figure", "parties = ", "{}"),
    "bad ids in an array": _listed("figure", "parties = ", '"A {}"'),
    "allowed": lambda n: HEAD + figure("f", f"allow = {[f'locatr: {k}' for k in range(n)]}"),
    "measures in a circle": lambda n: HEAD + "".join(
        f'[[measure]]\nid = "m{k}"\ntopic = "trade"\nlabel = "M"\nnature = "flow"\n'
        f'sum_of = ["m{(k + 1) % n}", "exports"]\n'
        for k in range(n)
    ),
    "sources in a circle": lambda n: HEAD + "".join(
        _source(k, f'"s{(k + 1) % n}", "s0"') + figure(f"f{k}", f'source = "s{k}"')
        for k in range(n)
    ),
    "bad periods": _each(lambda n: figure(f"f{n}", f'period = "Q1 {n}"')),
    "bad syntax": _each(lambda n: figure(f"f{n}", "note = x")),
    "unclosed strings": lambda n: HEAD + '[[figure]]\nx = """\n' * n,
    "unclosed arrays": lambda n: HEAD + "[[figure]]\nx = [\n" * n,
    "comments": lambda n: HEAD + "# \u202e\n" * (4 * n),
    "one line": lambda n: HEAD + "figure = [" + ", ".join(f'{{id="{k}"}}' for k in range(n)) + "]",
    "brackets": lambda n: HEAD + "x = " + "[" * 100 * n + "]" * 100 * n + "\n",
    "dots": lambda n: HEAD + "[" + "a." * 100 * n + "a]\n",
    "a text": lambda n: HEAD + figure("f", f'note = "{"x" * 100 * n}"'),
    "scales of a unit": lambda n: HEAD + figure("f", f'unit = "{"W, (x) 5 mln " * 100 * n}"'),
    "words of a text": lambda n: HEAD + figure("f", f'note = "{"word " * 100 * n}"'),
    "sources of one number": _each(
        lambda n: (
            f'[[source]]\nid = "s{n}"\npublisher = "P"\npublished = 2022-12-05\n'
            + figure(f"f{n}", f'source = "s{n}"', value=n)
        )
    ),
    "a bad text": lambda n: HEAD + figure("A" * 100 * n),
    "an unknown name": lambda n: HEAD + figure("f", f'source = "{"a-" * 50 * n}a"'),
    "a bad address": lambda n: HEAD.replace(
        'publisher = "N"', f'publisher = "N"\nurl = "https://{"a" * 100 * n} "'
    ),
    "a bad period": lambda n: HEAD + figure("f", f'period = "{"2021/" * 20 * n}"'),
    "a long number": lambda n: HEAD + figure("f", value="9" * 100 * n),
    "a long fraction": lambda n: HEAD + figure("f", 'unit = "t"', value="0." + "9" * 100 * n),
    "columns of a CSV": lambda n: (
        f"Country,{','.join(f'c{k}' for k in range(8 * n))}\nNOR{',2020' * 8 * n}\n"
    ),
    "indicators of a CSV": lambda n: ",".join(
        ["Country Name", "Country Code", "Indicator Name", "Indicator Code", "2020\n"]
    )
    + "".join(
        f"{name},{code},Index {k},AA.{k},{k + 9}\n"
        for name, code in (("Norway", "NOR"), ("Chad", "TCD"), ("Peru", "PER"))
        for k in range(n // 10)
    ),
    "stages in a calendar": lambda n: HEAD + "".join(
        f'[[relation]]\nid = "r{k}"\nkind = "treaty"\ntitle = "T"\ntopic = "trade"\n'
        f'source = "news"\nparties = ["aa", "bb"]\nperiod = "{1000 + k // 9}-0{k % 9 + 1}-05"\n'
        f'status = "{STAGES[k % 4]}"\n' + ('same_as = "r0"\n' if k else "")
        for k in range(n // 2)
    ),
    "pairs of one treaty": _left_in_pairs,
    "topics of a brief": _each(
        lambda n: (
            f'[[topic]]\nid = "t{n}"\nlabel = "T {n}"\n[[measure]]\nid = "m{n}"\ntopic = "t{n}"\n'
            f'label = "M"\nnature = "flow"\n' + figure(f"f{n}", AR, measure=f"m{n}", value=n + 1)
        )
    ),
    "shares": _each(
        lambda n: f'[[measure]]\nid = "m{n}"\ntopic = "trade"\nlabel = "M {n}"\nnature = "ratio"\n'
        'of = "exports"\n' + figure(f"f{n}", AR, 'unit = "percent"', measure=f"m{n}", value=n % 9)
    ),
    "scopes of a partner": _each(
        lambda n: figure(f"f{n}", AR, f'scope = "s {n}"', measure="exports", value=n + 1)
    ),
    "measures of each": lambda n: HEAD + '[[topic]]\nid = "each"\nlabel = "E"\n' + "".join(
        f'[[measure]]\nid = "m{k}"\ntopic = "each"\nlabel = "M {k}"\nnature = "stock"\n'
        f"partners = 0\n{figure(f'a{k}', OF_A, measure=f'm{k}')}"
        f"{figure(f'b{k}', OF_B, measure=f'm{k}')}"
        for k in range(n)
    ),
    "backslashes": lambda n: HEAD + 'x = "' + "\\" * 100 * n,
    "accents": lambda n: HEAD + '[[topic]]\nid = "t"\nlabel = "a' + "\u0301" * 50 * n + '" x\n',
}  # fmt: skip


ASKED = {
    "words of a text": "show f -f",
    "sources of one number": "trade aa bb -f",
    "stages in a calendar": "timeline --format ics -f",
    "topics of a brief": "brief aa -f",
    "shares": "brief aa -f",
    "scopes of a partner": "brief aa --limit 0 -f",
    "measures of each": "each aa bb -f",
    "columns of a CSV": "import --published 2024 --dry-run --id x --map claim=figure "
    "--map measure=exports --map parties={Country} --map value=5 --map unit=USD --map period={c5}",
    "indicators of a CSV": "import --published 2024 --dry-run --id x --map unit=index",
}
"""Commands for what is not checked: where a page would take too long, or what is imported."""


def taken(text: str, words: list[str]) -> tuple[float, int, int]:
    """Seconds of the processor and bytes of memory that a command takes, and its exit status."""
    suffix = ".csv" if words[0] == "import" else ".toml"
    with tempfile.NamedTemporaryFile("w", suffix=suffix, encoding="utf-8") as file:
        file.write(text)
        file.flush()
        line = [sys.executable, "-m", "dipfacts", *words, file.name]
        process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, os.waitstatus_to_exitcode(status)


def wrong(name: str, size: int, form: str = "human") -> Iterator[str]:
    """Yield each limit that a large base passes."""
    half, text = LARGE[name](size // 2), LARGE[name](size)
    length = len(text.encode())
    words = ASKED[name].split() if name in ASKED else ["check", "--format", form]
    (less, _, _), (seconds, memory, status) = taken(half, words), taken(text, words)
    print(f"{name:22} {length / 1e6:5.2f} MB {seconds:6.2f} s {memory / 1024**2:5.0f} MiB")
    if status not in (0, 3):
        yield f"{name}: exit status {status}"
    if seconds > SECONDS + PER_BYTE * length:
        yield f"{name}: {seconds:.1f} s for {length} bytes"
    if seconds > SECONDS + STEEPEST * less:
        yield f"{name}: {seconds:.1f} s, and {less:.1f} s for half of it"
    if memory > MEMORY + MEMORY_PER_BYTE * length:
        yield f"{name}: {memory / 1024**2:.0f} MiB for {length} bytes"


def main() -> int:
    """Check each large base; exit status 1 where one takes more than it may."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.large", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="these alone")
    parser.add_argument("--size", type=int, default=5000, help="claims, or what is counted")
    given = parser.parse_args()
    found = [told for name in given.names or LARGE for told in wrong(name, given.size)]
    print("\n".join(found) or "nothing takes more than it may")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
