"""Fact bases broken at random, and what must hold for each: see docs/fuzzing.md.

Every input is made from a seed and its number alone, so that any of them can be made again:
python -m tests.fuzz.fuzz --seed 1 --only 4711
"""

# ruff: noqa: E501  the tables of odd texts are easier to read in long lines

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import tracemalloc
import unicodedata
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec.inspect

from dipfacts.cli import app
from dipfacts.cli.registry import COMMANDS
from dipfacts.model.display import counted
from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.model.file_format.tables import CLAIM_TYPES, TABLES, Claim, Figure, Party
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from dipfacts.render import formats

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SMALL = 20_000  # bytes that must be read within a limit; longer texts have as much more time
WEIGHED = 10  # one input in so many has the memory that reading it takes measured
LIMIT = 2.0  # seconds of the processor for that, on a machine of today
SPARE, PER_BYTE = 32 * 1024**2, 400  # bytes that reading may take, and for each byte of a text
IN_MEMORY = next(filter(os.path.isdir, ["/dev/shm"]), None)  # folders are quicker there
MEMORY = 2 * 1024**3  # bytes of address space of one process of the long run

# ------------------------------------------------------------------------------------- bytes

WORDS = [
    *(f"[[{name}]]".encode() for name in FILE_TABLES),
    *(f"[[{name}]]\n".encode() for name in FILE_TABLES),
    *(f"\n{key} = ".encode() for key in ("id", "period", "value", "parties", "from", "note")),
    *b'format = 1|format=2|period = "|period = "2021"|value = |"""|\'\'\'|"|\'|[|]|[[|]]|{|}'.split(
        b"|"
    ),
    *b"=|.|,|#|\n|\r|\r\n|\t|\\|\\u|\\u0000|\\ud800|\\U0010FFFF|\\x1b|\\e|\\b|\\u202e|\\n".split(b"|"),
    *b"nan|-nan|inf|+inf|true|1e999999|1e9999999999999|-1e-400|0x7fffffffffffffff|0o7|0b1".split(
        b"|"
    ),
    *b"1_0|01|.5|5.|-0.0|1979-05-27|0000-00-00|9999-12-31|1979-05-27T07:32:00Z|07:32:00".split(
        b"|"
    ),
    *b'"2021-13"|"2021/.."|"/.."|"/"|"2021~/2022?"|"199X"|"[2021,2022]"|"2021-02-30"|"{2021}"'.split(
        b"|"
    ),
    b"9" * 30,
    b"9" * 5000,
    b"0x" + b"f" * 5000,
    b"[" * 50,
    b"[" * 3000,
    b"{a=" * 500,
    b"a." * 300,
    b"[[source.source]]",
    b"[figure]",
    b"x = {}\n",
    b"\n" * 200,
    b" " * 2000,
    b"\x00",
    b"\x07",
    b"\x1b[31m",
    b"\x7f",
    b"\xc2\x85",
    b"\xc2\x9b",
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    *(c.encode() for c in "\u202e\u2066\u2069\u200f\u2028\u2029\u00ad\u200d\ufeff\u0301\ufdfd\U000e0041"),
    *(c.encode() for c in ("\U0001f3f3\ufe0f\u200d\U0001f308", "ß", "İ", "ﬁ", "[bold]", "[/]", "|", "$")),
]  # fmt: skip


def corpus() -> list[bytes]:
    """The texts that are broken: small ones made for it, the tests' own, and the bundled base."""
    paths = [*sorted((HERE / "corpus").glob("*.toml")), HERE.parent / "sample.toml"]
    return [path.read_bytes() for path in paths]


CORPUS = corpus()
BUNDLED = (ROOT / "data" / "facts.toml").read_bytes().split(b"\n[[")


def original(rng: random.Random) -> bytes:
    """A text to break."""
    chance = rng.random()
    if chance < 0.1:
        start = rng.randrange(len(BUNDLED))
        return b"\n[[".join([b"format = 1", *BUNDLED[start : start + rng.randint(1, 12)]])
    if chance < 0.25:
        return document(rng)
    *small, sample = CORPUS
    return sample if chance < 0.35 else rng.choice(small)


def mutated(rng: random.Random) -> bytes:
    """One of the corpus with a few bytes changed, moved, doubled, lost or put in."""
    data = bytearray(original(rng))
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice((1, 1, 2, 8, 40, 300)))
        match rng.randrange(10):
            case 0 if data:
                data[at % len(data)] ^= 1 << rng.randrange(8)
            case 1 if data:
                data[at % len(data)] = rng.randrange(256)
            case 2:
                del data[at:end]
            case 3:
                data[at:at] = data[at:end] * rng.choice((1, 1, 2, 30))
            case 4:
                other = original(rng)
                start = rng.randrange(len(other) + 1)
                data[at:end] = other[start : start + rng.choice((4, 40, 400))]
            case 5 if rng.random() < 0.3:
                del data[at:]
            case 6:
                lines = bytes(data).split(b"\n")
                one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
                lines[one], lines[two] = lines[two], lines[one]
                data[:] = b"\n".join(lines)
            case 7:
                lines = bytes(data).split(b"\n")
                lines[rng.randrange(len(lines))] = rng.choice(bytes(data).split(b"\n"))
                data[:] = b"\n".join(lines)
            case 8 if rng.random() < 0.5:
                _value_replaced(data, rng)
            case _:
                data[at:at] = rng.choice(WORDS)
    if rng.random() < 0.02:
        data[:] = data.replace(b"\n", b"\r\n")
    return bytes(data)


def _value_replaced(data: bytearray, rng: random.Random) -> None:
    """Another value after one of the equals signs, with the line still whole."""
    found = list(re.finditer(rb"= *([^\n]*)", data))
    if found:
        start, end = rng.choice(found).span(1)
        data[start:end] = rng.choice(WORDS) if rng.random() < 0.5 else odd_value(rng).encode()


# -------------------------------------------------------------------------------- structures

REFERENCES = {
    "source": "source",
    "topic": "topic",
    "measure": "measure",
    "of": "measure",
    "sum_of": "measure",
    "difference_of": "measure",
    **dict.fromkeys(("part_of", "same_as"), "claim"),
    **dict.fromkeys(("country", "from", "to", "parties", "people", "claimant", "reporter"), "party"),
}  # fmt: skip
TEXTS = (
    "Trade", "Überschrift", "Россия", "中国 会议", "שלום עולם", "Côte d'Ivoire", "e\u0301", "İstanbul",
    "[bold]x[/bold]", "[/]", "[link=http://x]y", "a|b", "=1+1", "@x", "-1", "\\", "$5 & 10% #1_a^b~{}",
    "\u202eevil\u202c", "\x1b[31mred", "\x07", "\x00", "line\nbreak", "\r", "tab\there", "\u2028",
    "\U0001f3f3\ufe0f\u200d\U0001f308", "\u200b", "\u0085", "x" * 300, "word " * 60, '"', "'", "`code`", "*",
    "<b>&amp;", "---", "# head", " lead", "trail ", "\u00a0", "\u3000", "\ufdfd" * 20, "\x02hit\x03",
    "2021", "None", "null", "\U0010ffff", "\ue000", "%s {0}", "http://example.org/a b?c=[d]", "ﬁ", "…",
    "\u0301", "A", "1,000.5", "a;b", "@article{", "and", "Smith, John and others", "}", "{", "\\u0041",
)  # fmt: skip
PERIODS = (
    "2020", "2021", "2021", "2021", "2022", "2021-01/2021-11", "2021-11", "2021-12-05", "2019/2021",
    "2021?", "2021~", "2021%", "1992-04-04/..", "/2022-10-31", "../2020", "2020/", "9998", "0001",
    "9998-12-31/..", "2021-02-28/2021-03", "0001/9998", "1918-05-28/1920-04-28", "2020-07~/2021-06?",
    "202X", "2021-XX", "2021-11-XX", "2021-XX-XX", "20XX/..", "[2020,2021]", "[2021-12-05..2021-12-07]",
    "[..2020]", "/..", "2020-04/2021-03", "2021-04/2022-03", "2020-03-20/2021-03-20",
)  # fmt: skip
WRONG_PERIODS = (
    "2021-13", "", "0000", "9999", "9999-12-31/..", "12/05/2022", "2021-21", "about 2021", "2022/2021", "20211", "2021-02-30",
    "2021-Q1", "202x", "[2021]", "FY2021", "-0044", "../..", "/", "2021-01-01T10:00", "\u0662\u0660\u0662\u0661", "x" * 500,
)  # fmt: skip
UNITS = ("USD", "USD", "EUR", "percent", "rank", "companies", "tonnes", "people", "XXX", "percent")
MANY = ("USD", "EUR", "XXX")


class Known(NamedTuple):
    """The ids that a document is to have, and the topic of each of its measures."""

    ids: dict[str, list[str]]
    topics: dict[str, str]


def document(rng: random.Random) -> bytes:
    """A fact base in the format's tables, mostly right, written as TOML."""
    wrong = rng.choice((0.0, 0.0, 0.0, 0.002, 0.01, 0.05, 0.3))
    counts = {
        "source": rng.randint(1, 3),
        "party": rng.randint(2, 5),
        "topic": rng.randint(1, 2),
        "measure": rng.randint(1, 4),
        "kind": rng.randint(0, 2),
        "figure": rng.randint(0, 8),
        "relation": rng.randint(0, 3),
        "event": rng.randint(0, 4),
    }
    prefix = rng.choice(("", "x-", "long-name-of-a-thing-"))
    ids = {
        name: [f"{prefix}{name[: rng.choice((1, 2, 9))]}-{n}" for n in range(count)]
        for name, count in counts.items()
    }
    ids["claim"] = [one for name in CLAIM_TYPES for one in ids[name]]
    known = Known(ids, {measure: rng.choice(ids["topic"]) for measure in ids["measure"]})
    names = list(TABLES)
    if rng.random() < 0.2:
        rng.shuffle(names)
    parts = ["format = 1"] if rng.random() >= wrong / 4 else [rng.choice(("", "format = '1'"))]
    for name in names:
        for one in ids[name]:
            parts.append(f"[[{name}]]" if rng.random() >= wrong / 4 else rng.choice(_HEADERS))
            parts += _table(name, one, known, rng, wrong)
    return "\n".join(parts).encode("utf-8", "replace") + b"\n"


_HEADERS = ("[[figurs]]", "[figure]", "[[figure.x]]", "[[event]", "[[ source ]]", '[["party"]]')


def _table(name: str, own: str, known: Known, rng: random.Random, wrong: float) -> Iterator[str]:
    values: dict[str, str] = {}
    for key, kind, required in _fields(name):
        if required or rng.random() < (0.12 if key in ("rank", "note") else 0.3):
            values[key] = _value(key, kind, known, rng)
    values["id"] = _string(own, rng)
    if name in CLAIM_TYPES:
        _about_whom(values, known, rng)
        if rng.random() < 0.9:  # claims that are drawn are seldom about one thing
            values.pop("same_as", None)
    if name == "figure":
        measure = rng.choice(known.ids["measure"])
        values["measure"] = _string(measure, rng)
        if "topic" in values:
            values["topic"] = _string(known.topics[measure], rng)
        unit = rng.choice(UNITS)
        values["unit"] = _string(unit, rng)
        values["value"] = _number(rng, whole=unit in MANY)
    elif name == "measure":
        values["topic"] = _string(known.topics[own], rng)
    elif name in CLAIM_TYPES and rng.random() < 0.9:
        values["topic"] = _string(rng.choice(known.ids["topic"]), rng)
    lines = list(values.items())
    if rng.random() < 0.3:
        rng.shuffle(lines)
    for key, value in lines:
        if rng.random() >= wrong:
            yield f"{key} = {value}"
            continue
        match rng.randrange(4):
            case 0:
                yield f"{key} = {odd_value(rng)}"
            case 1:
                yield f"{key}{rng.choice('sx-_')} = {value}"
            case 2:
                yield f"{key} = {value}\n{key} = {value}"


@cache
def _fields(name: str) -> list[tuple[str, msgspec.inspect.Type, bool]]:
    """The keys of a table, each with its type, and whether it must be there."""
    info = msgspec.inspect.type_info(TABLES[name])
    assert isinstance(info, msgspec.inspect.StructType)
    return [(field.encode_name, _plain(field.type), field.required) for field in info.fields]


def _plain(kind: msgspec.inspect.Type) -> msgspec.inspect.Type:
    while isinstance(kind, msgspec.inspect.Metadata | msgspec.inspect.UnionType):
        kind = kind.type if isinstance(kind, msgspec.inspect.Metadata) else kind.types[0]
    return kind


def _about_whom(values: dict[str, str], known: Known, rng: random.Random) -> None:
    parties = rng.sample(known.ids["party"], rng.choice((2, 2, 2, min(3, len(known.ids["party"])))))
    for key in ("parties", "from", "to"):
        values.pop(key, None)
    if rng.random() < 0.5:
        values["parties"] = "[" + ", ".join(_string(party, rng) for party in parties) + "]"
    else:
        values["from"], values["to"] = (_string(party, rng) for party in parties[:2])


def _value(key: str, kind: msgspec.inspect.Type, known: Known, rng: random.Random) -> str:
    if key in REFERENCES:
        given = known.ids[REFERENCES[key]] or ["nobody"]
        if isinstance(kind, msgspec.inspect.VarTupleType):
            some = rng.sample(given, rng.randint(0, min(3, len(given))))
            return "[" + ",\n  ".join(_string(one, rng) for one in some) + "]"
        return _string(rng.choice(given), rng)
    if key in ("period", "published", "said_on") and (key == "period" or rng.random() < 0.5):
        return _string(rng.choice(PERIODS), rng)
    if key == "iso":
        return _string(rng.choice(("AZ", "RU", "CI", "DE", "XX", "SU")), rng)
    if key == "url" and rng.random() < 0.7:
        return _string("https://example.org/" + rng.choice(("", "a", "%20", "ü", "x" * 200)), rng)
    if isinstance(kind, msgspec.inspect.BoolType):
        return rng.choice(("true", "false"))
    if isinstance(kind, msgspec.inspect.DateType) or key in ("published", "said_on"):
        day = date(2021, 1, 1) + timedelta(days=rng.randint(-900, 900))
        return rng.choice((str(day), str(day), str(day), "0001-01-01", "9998-12-31"))
    if isinstance(kind, msgspec.inspect.LiteralType):
        return _string(str(rng.choice(sorted(map(str, kind.values)))), rng)
    if isinstance(kind, msgspec.inspect.VarTupleType):
        return "[" + ", ".join(_string(_text(rng), rng) for _ in range(rng.randint(0, 3))) + "]"
    return _string(_text(rng), rng)


def _text(rng: random.Random) -> str:
    if rng.random() < 0.05:
        return "".join(chr(rng.randrange(0xD7FF)) for _ in range(rng.randint(1, 30)))
    return rng.choice((" ", "", ", ")).join(rng.choices(TEXTS, k=rng.choice((1, 1, 2, 4))))


def _number(rng: random.Random, whole: bool) -> str:
    number = rng.choice((0, 1, 7, 900, 10**6 + 1, 2_900_000_000, 2_950_000_000, 10**18 - 1))
    number = rng.randint(-(10**12), 10**12) if rng.random() < 0.2 else number
    if whole or rng.random() < 0.4:
        return f"{number:_}"
    return rng.choice(("11.5", "-3.25", "0.0", "-0.0", "1e17", "1e-18", "99.99", "100.1", "5E0"))


def odd_value(rng: random.Random) -> str:
    """A value that may or may not be of the right sort."""
    return rng.choice(
        (
            _string(_text(rng), rng),
            _string(rng.choice(WRONG_PERIODS), rng),
            _string(rng.choice(PERIODS), rng),
            _number(rng, whole=False),
            *("nan", "-inf", "1e400", "9" * 25, "0x" + "f" * 60, "true", "[]", "{}", "[[[]]]", '""'),
            *("2021-12-05", "2021-12-05T10:00:00Z", "10:00:00", "2021", "[1, 2]", '["a", 1]', "{a.b=1}"),
            *('["a", "a"]', '"A-B"', '"a\\n"', '"a"', "1_000", "2021-13-01", "{id=1, id=2}", "[{}]"),
        )
    )  # fmt: skip


_ESCAPES = {
    **{code: f"\\u{code:04x}" for code in (*range(0x20), *range(0x7F, 0xA0))},
    **str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}),
}


def _string(text: str, rng: random.Random) -> str:
    """The text as a TOML string, in one of the ways in which it can be written."""
    chance = rng.random()
    if chance < 0.1 and "'" not in text and not _CONTROLS.search(text):
        return f"'{text}'"
    if chance < 0.15 and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"""\n{text}"""'
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{text.translate(_ESCAPES)}"'


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def made(seed: int, number: int) -> bytes:
    """The input of that number: bytes mostly, one in five a structure."""
    rng = random.Random(f"input {seed} {number}")
    return document(rng) if number % 5 == 0 else mutated(rng)


# -------------------------------------------------------------------------- what must hold


class BrokenError(AssertionError):
    """Something that must hold does not."""


class Outcome(NamedTuple):
    """The result of an input: whether it was loaded, and the processor time of reading it."""

    loaded: bool
    seconds: float


def must(holds: bool, message: str, shown: object = "") -> None:
    """Complain where it does not hold; `shown` is cut to what can be read."""
    if not holds:
        raise BrokenError(f"{message}: {shown!r:.300}" if shown != "" else message)


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what takes more of the processor's time than that."""

    def stop(*_: object) -> None:
        raise BrokenError(f"takes longer than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextlib.contextmanager
def no_more_than(size: float | None) -> Iterator[None]:
    """Complain of what takes more memory than so many bytes at a time."""
    if size is None:
        yield
        return
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    must(peak <= size, f"takes more than {size / 1024**2:.0f} MiB", f"{peak / 1024**2:.0f} MiB")


def examine(
    data: bytes,
    rng: random.Random,
    questions: int = 8,
    check: bool = True,
    limit: float = LIMIT,
    weigh: bool = False,
) -> Outcome:
    """Read one input, and ask it that many questions if it loads. Raises where anything is wrong.

    Every question is asked in a format at random,
    and `dipfacts check` is run over the file if `check` says so. `weigh` tells to hold the memory
    that reading takes against its bound, which is slow.
    """
    limit *= max(1, len(data) / SMALL)
    began = time.process_time()
    with within(limit), no_more_than(SPARE + PER_BYTE * len(data) if weigh else None):
        reader = BaseReader()
        reader.add(SourceFile("facts.toml", "facts.toml", "facts.toml"), data)
        problems = reader.problems()
    seconds = time.process_time() - began
    lengths = [len(line) for line in data.split(b"\n")]
    for problem in problems:
        must(problem.file == "facts.toml", "a problem of no file", problem)
        must(bool(problem.message and problem.hint), "a problem says nothing", problem)
        must(
            _JOINERS.sub("", str(problem)).isprintable(),
            "a problem shows what cannot be seen",
            problem,
        )
        must(0 <= problem.line <= len(lengths), "a line that is not there", problem)
        length = lengths[problem.line - 1] if problem.line else -1
        must(0 <= problem.column <= length + 1, "a column that is not there", problem)
    if check or (questions and not problems):
        with tempfile.TemporaryDirectory(prefix="dipfacts-fuzz-", dir=IN_MEMORY) as folder:
            os.environ["DIPFACTS_CACHE"] = folder
            path = os.path.join(folder, "facts.toml")
            with open(path, "wb") as stream:
                stream.write(data)
            os.utime(
                path, (10**9, 10**9)
            )  # old enough that its index is kept for the next question
            with within(limit * (3 + questions)):
                said = set[str]()
                if not problems:
                    asked = list(_questions(reader, rng))
                    for words in rng.sample(asked, min(questions, len(asked))):
                        said.add(_ask(words, path, rng))
                if check:
                    _check(path, 3 if problems else None, rng)
                if check and said:
                    _hold_errors(path, said)
    return Outcome(not problems, seconds)


_DATES = (
    (), (), (), ("--since", "2020"), ("--until", "2021-06"), ("--in", "2021"), ("--in", "0001/9998"),
    ("--known-by", "2022-01-01"), ("--all",), ("--limit", "1"), ("--limit", "0"), ("--all", "--in", "2021"),
)  # fmt: skip


def _questions(reader: BaseReader, rng: random.Random) -> Iterator[list[str]]:
    """Every command over what is in the base."""
    tables = [row.table for _, row in reader.rows]
    ids: dict[str, list[str]] = {name: [] for name in (*FILE_TABLES, "claim")}
    for _, row in reader.rows:
        ids[row.name].append(row.table.id)
    claims = [table for table in tables if isinstance(table, Claim)]
    parties = [table.id for table in tables if isinstance(table, Party)]

    def some(most: int) -> list[str]:
        return rng.sample(parties, min(most, len(parties)))

    for topic in ids["topic"][:3]:
        if topic not in COMMANDS:
            for most in (0, 1, 2, 2):
                who = some(most)
                extra = rng.choice(((), (), ("--mirror",) if len(who) == 2 else (), ("--chart",)))
                yield [topic, *who, *rng.choice(_DATES), *extra]
            pairs = [c.everyone for c in claims if isinstance(c, Figure)]
            if pairs:
                yield [topic, *rng.choice(pairs)[:2], *rng.choice(_DATES)]
                yield [topic, *rng.choice(pairs)[:2], rng.choice(("--mirror", "--chart"))]
    for command in ("timeline", "relations"):
        for most in (0, 1, 2, 3):
            yield [command, *some(most), *rng.choice(_DATES)]
    if parties:
        for most in (1, 2, 2):
            yield ["brief", *some(most), *rng.choice(_DATES)]
        if pairs := [claim.everyone for claim in claims if len({*claim.everyone}) > 1]:
            yield ["brief", *rng.choice(pairs)[:2], *rng.choice(_DATES)]
    for claim in rng.sample(claims, min(4, len(claims))):
        yield ["show", claim.id]
        yield ["cite", claim.id]
        yield ["search", "--", *_words(claim, rng)]
    if claims:
        yield ["cite", *(claim.id for claim in claims[:5])]
    for command in ("parties", "topics", "measures", "kinds", "sources"):
        yield [command]


def _words(claim: Claim, rng: random.Random) -> list[str]:
    text = claim.note or getattr(claim, "title", None) or claim.id
    word = rng.choice([w for w in text.split() if any(map(str.isalnum, w))] or ["x"])
    return [rng.choice((word, "trade", f'"{word}', "x" + word[:3]))]


class _Stream(io.TextIOWrapper):
    """The stream that a command prints to: UTF-8, and a terminal or not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode("utf-8")


def _run(words: list[str], terminal: bool = False) -> tuple[int, str, str]:
    out, err = _Stream(terminal), _Stream(False)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = app.run(words)
    return status, out.text(), err.text()


NO_CHART = re.compile(r"dipfacts: no chart.*: it takes (three|the) full years of one series\n")


def _ask(words: list[str], path: str, rng: random.Random) -> str:
    """One question in one format: its status, and that what it prints can be read.

    Returns what is said of the errors of the base.
    """
    # A document is no text, and a chart takes three full years.
    texts = [form for form in formats.offered(words[0]) if form not in ("docx", "svg")]
    form = rng.choice((*texts, "table", "terminal"))
    if words[0] == "cite":
        form = rng.choice(("text", "markdown", "bibtex", "csl-json"))
        typed = ["--facts", path, "--style", form]
    else:
        typed = ["--facts", path, "--format", "table" if form == "terminal" else form]
    if form not in ("table", "terminal"):
        words = [word for word in words if word != "--chart"]  # which other formats refuse
    full = [words[0], *typed, *words[1:]]
    status, out, err = _run(full, terminal=form == "terminal")
    must(status in (0, 1), f"status {status} of {full[0]} {form} {words[1:]}", err)
    said = re.match(r"dipfacts: \S+ has [0-9,]+ errors? \(.*\); dipfacts check .*\n", err)
    rest = err[said.end() :] if said else err
    if "--chart" in words:
        rest = NO_CHART.sub("", rest, count=1)
    must(rest == "" or form == "ics", f"{full} complains", err)  # of what is in no calendar
    _readable(out, form, full)
    _readable(err, "text", full)
    return said[0] if said else ""


def _hold_errors(path: str, said: set[str]) -> None:
    """Every question is told of the errors that `check` finds, of all of them and no others."""
    _, out, _ = _run(["check", path, "--json"])
    found = json.loads(out)["problems"]
    count = sum(problem["severity"] == "error" for problem in found)
    head = f"dipfacts: {path} has {counted(count, 'error')} (" if count else ""
    must(len(said) == 1, "not every question is told of the errors", said)
    (line,) = said
    must(line.startswith(head) and bool(line) == bool(count), f"{count} errors are", line)


def _check(path: str, expected: int | None, rng: random.Random) -> None:
    form = rng.choice(("text", "human", "json", "github"))
    full = ["check", path, "--format", form, *rng.choice(((), ("--strict",)))]
    status, out, err = _run(full)
    must(status in ((0, 3) if expected is None else (expected,)), f"status {status} of {full}", err)
    _readable(out, form, full)
    _readable(err, "text", full)


_JOINERS = re.compile("[\u200c\u200d]")  # unseen, but they shape words and emoji
_STYLE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def _readable(out: str, form: str, words: list[str]) -> None:
    """No control character, and no way to hide or turn text, where people read it."""
    if form == "terminal":
        out = _STYLE.sub("", out)
    for char in set(out) - {"\n"}:
        kind = unicodedata.category(char)
        must(kind != "Cc" or char in "\t\r", f"{words} prints a control character", char)
        if form in ("table", "terminal", "md", "html", "text", "human", "markdown"):
            seen = kind not in ("Cf", "Zl", "Zp", "Cc") or char in "\u200c\u200d"
            must(seen, f"{words} prints what cannot be seen", char)
    if form in ("json", "csl-json"):
        json.loads(out, parse_constant=lambda word: must(False, f"{words} prints {word}"))
    elif form == "jsonl":
        for line in out.split("\n")[:-1]:
            must(isinstance(json.loads(line), dict), f"{words} prints no object", line)
    elif form in ("csv", "tsv"):
        rows = list(
            csv.reader(io.StringIO(out, newline=""), "excel" if form == "csv" else "excel-tab")
        )
        must(len({len(row) for row in rows}) <= 1, f"{words} prints rows of several widths", rows)


# ------------------------------------------------------------------------------ the long run


class Failure(NamedTuple):
    """An input for which something does not hold: how to make it again, and what is wrong."""

    number: int
    data: bytes
    told: str
    place: str


class Batch(NamedTuple):
    """The results of some inputs."""

    loaded: int
    refused: int
    slowest: tuple[float, int, int]  # seconds, number, bytes
    peak: int  # bytes of memory that the process ever had
    failures: list[Failure]


def tried(
    data: bytes, number: int, seed: int, questions: int, check: bool, limit: float
) -> Outcome | Failure:
    """Examine one input; what does not hold is told, not raised."""
    rng = random.Random(f"questions {seed} {number}")
    try:
        return examine(data, rng, questions, check, limit, weigh=number % WEIGHED == 0)
    except Exception as error:
        return Failure(number, data, traceback.format_exc(limit=-12), place(error))


def place(error: BaseException) -> str:
    """The deepest line of ours that an error came from, to tell one fault from another."""
    found = [f for f in traceback.extract_tb(error.__traceback__) if "dipfacts" in f.filename]
    ours = [f"{Path(f.filename).name}:{f.lineno}" for f in found if "/src/" in f.filename]
    if isinstance(error, BrokenError):
        return re.sub(r"\[[^\]]*\] |\(.*| of .*", "", str(error))[:60]
    return f"{type(error).__name__} at {ours[-1] if ours else '?'}"


def shrunk(failure: Failure, seed: int, questions: int, limit: float, seconds: float = 10) -> bytes:
    """The failing input with all left out that it fails without: lines first, then characters."""
    end, data = time.monotonic() + seconds, failure.data

    def fails(shorter: bytes) -> bool:
        found = tried(shorter, failure.number, seed, questions, True, limit)
        return isinstance(found, Failure) and found.place == failure.place

    for split, step in ((b"\n", 64), (b"\n", 8), (b"\n", 1), (b"", 8), (b"", 1)):
        parts = data.split(split) if split else [bytes([byte]) for byte in data]
        at = 0
        while at < len(parts) and time.monotonic() < end:
            fewer = parts[:at] + parts[at + step :]
            if fails(split.join(fewer)):
                parts = fewer
            else:
                at += step
        data = split.join(parts)
    return data


def batch(
    seed: int,
    numbers: range,
    questions: int,
    ask_every: int,
    check_every: int,
    limit: float,
    memory: int | None,
) -> Batch:
    """Try inputs one after the other in this process; ask, and check, one in so many."""
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    loaded = refused = 0
    slowest = (0.0, 0, 0)
    failures: list[Failure] = []
    for number in numbers:
        data = made(seed, number)
        found = tried(
            data,
            number,
            seed,
            0 if number % ask_every else questions,
            number % check_every == 0,
            limit,
        )
        if isinstance(found, Failure):
            failures.append(found)
            continue
        loaded += found.loaded
        refused += not found.loaded
        slowest = max(slowest, (found.seconds, number, len(data)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Batch(loaded, refused, slowest, peak, failures)


def merged(one: Batch, two: Batch) -> Batch:
    """Return the results of the inputs of both."""
    return Batch(
        one.loaded + two.loaded,
        one.refused + two.refused,
        max(one.slowest, two.slowest),
        max(one.peak, two.peak),
        one.failures + two.failures,
    )


NOTHING = Batch(0, 0, (0.0, 0, 0), 0, [])


def main(words: list[str] | None = None) -> int:
    """Try as many inputs as asked for; exit status 1 where anything does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many inputs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="the number of the first input")
    parser.add_argument("--only", type=int, help="this input alone, with all that is asked of it")
    parser.add_argument("--file", type=Path, help="this file alone")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--questions", type=int, default=8, help="asked of each that loads")
    parser.add_argument("--ask-every", type=int, default=1, help="only 1 in so many is asked")
    parser.add_argument("--check-every", type=int, default=7, help="`check` runs on 1 in so many")
    parser.add_argument("--shrink", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--minutes", type=float, default=10**6, help="stop after that time")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"), help="saved there")
    given = parser.parse_args(words)
    if given.file or given.only is not None:
        return _one(given)
    return _many(given)


def _one(given: argparse.Namespace) -> int:
    number = given.only or 0
    data = given.file.read_bytes() if given.file else made(given.seed, number)
    sys.stdout.write(data.decode("utf-8", "backslashreplace") if not given.file else "")
    found = tried(data, number, given.seed, given.questions, True, LIMIT)
    if not isinstance(found, Failure):
        found = tried(data, number, given.seed, 1000, True, LIMIT)
    if isinstance(found, Failure):
        print(f"\n--- broken: {found.place}\n{found.told}")
        return 1
    print(f"\n--- {'loaded' if found.loaded else 'refused'} in {found.seconds * 1000:.1f} ms")
    return 0


def _many(given: argparse.Namespace) -> int:
    began, size = time.monotonic(), 500
    starts = iter(range(given.start, given.start + given.count, size))
    total, last = NOTHING, given.start + given.count

    with ProcessPoolExecutor(given.jobs) as pool:

        def submit(start: int) -> Future[Batch]:
            numbers = range(start, min(start + size, last))
            ask = (given.questions, given.ask_every, given.check_every, LIMIT, MEMORY)
            return pool.submit(batch, given.seed, numbers, *ask)

        running = {submit(start) for _, start in zip(range(given.jobs * 2), starts, strict=False)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                total = merged(total, future.result())
                in_time = time.monotonic() - began < given.minutes * 60
                start = next(starts, None) if in_time else None
                if start is not None:
                    running.add(submit(start))
            _progress(total, time.monotonic() - began)
    print(file=sys.stderr)
    return _report(total, given, time.monotonic() - began)


def _progress(total: Batch, seconds: float) -> None:
    tried_ = total.loaded + total.refused + len(total.failures)
    if sys.stderr.isatty():
        line = f"\r{tried_} inputs, {len(total.failures)} failures, {seconds:.0f} s"
        print(line, end="", file=sys.stderr, flush=True)


def _report(total: Batch, given: argparse.Namespace, seconds: float) -> int:
    inputs = total.loaded + total.refused + len(total.failures)
    slow, number, length = total.slowest
    print(f"inputs    {inputs} in {seconds:.0f} s, seed {given.seed}, from number {given.start}")
    print(f"loaded    {total.loaded}, refused {total.refused}")
    print(f"slowest   {slow * 1000:.0f} ms: number {number}, {length} bytes")
    print(f"memory    at most {total.peak / 1024**2:.0f} MiB a process")
    print(f"failures  {len(total.failures)}")
    sorts: dict[str, list[Failure]] = {}
    for failure in total.failures:
        sorts.setdefault(failure.place, []).append(failure)
    for place_, found in sorts.items():
        least = min(found, key=lambda failure: len(failure.data))
        given.failures.mkdir(parents=True, exist_ok=True)
        name = f"{given.seed}-{least.number}"
        data = shrunk(least, given.seed, given.questions, LIMIT) if given.shrink else least.data
        (given.failures / f"{name}.toml").write_bytes(data)
        (given.failures / f"{name}.txt").write_text(least.told, encoding="utf-8")
        numbers = ", ".join(str(failure.number) for failure in found[:5])
        print(f"  {len(found)} x {place_}: numbers {numbers}; {given.failures / name}.toml")
    return 1 if total.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
