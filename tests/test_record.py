"""Values as bytes: what msgspec makes of them, also where no memory is left."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from dipfacts import record
from dipfacts.index.rows.checksum import checksum, checksums
from dipfacts.render.json.encoding import encoded

SOURCES = Path(record.__file__).parent
VALUES = (("2021", 123456, b"p. 12", None), ["a"] * 1_000, {"a": Decimal("1.50")}, "")

# Small values fill the memory, so that the last one is missed wherever it is asked for.
FILLING = """
import resource, sys
from {module} import {function}
resource.setrlimit(resource.RLIMIT_AS, (80_000_000, 80_000_000))
kept = []
try:
    while True:
        kept.append({function}({value}))
except MemoryError:
    kept = None
    sys.exit(7)
"""


def test_values_are_what_msgspec_makes_of_them() -> None:
    made = [msgspec.msgpack.encode(value) for value in VALUES]
    assert [*map(record.as_msgpack, VALUES)] == record.all_as_msgpack(VALUES) == made
    assert [*map(record.json_text, VALUES)] == [msgspec.json.encode(it).decode() for it in VALUES]
    rows = [(nth, "id", b"") for nth in range(3)]
    assert checksums(rows) == [*map(checksum, rows)]
    assert len({*checksums(rows)}) == 3


@pytest.mark.parametrize(
    "function", [record.as_msgpack, record.all_as_msgpack, record.json_text, encoded]
)
def test_too_little_memory_is_an_error_and_ends_no_process(function: object) -> None:
    module, name = function.__module__, function.__qualname__  # type: ignore[attr-defined]  # each is a function
    value = "('2021', 123456, 'p. 12' * 30)"
    program = FILLING.format(module=module, function=name, value=value)
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, text=True
    )
    assert (ended.returncode, ended.stderr) == (7, "")


def test_nothing_else_asks_msgspec_for_bytes_of_its_own() -> None:
    own = re.compile(r"msgspec\.(json|msgpack)\.encode|msgpack\.encode\b|Encoder\(.*\)\.encode\b")
    texts = {path: path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py")}
    assert any("encode_into" in text for text in texts.values())
    assert [path.name for path, text in texts.items() if own.search(text)] == []
