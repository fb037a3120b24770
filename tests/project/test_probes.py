"""Probes find what coverage.py finds: of each kind of statement, whichever way it is taken."""

from __future__ import annotations

import itertools
import json
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

from support import probes

CODE = '''\
"""A module of every kind of statement that may be passed, or left on several ways."""

from __future__ import annotations

from contextlib import suppress

if 1 > 2:
    NEVER = 1
else:
    ALWAYS = (
        2
    )


def decorated(function):
    return function


@decorated
@decorated
class Kind:
    """What a class has."""

    key: int = 1

    def method(self):
        """Nothing but a text."""


@decorated
def every(
    first, second, third
):
    """Go on a way that the arguments choose."""
    global LAST
    LAST = first
    if first:
        if second:
            pass
    elif second:
        LAST = 2
    elif (
        third
    ):
        return 3
    for item in range(first):
        if item == second:
            continue
        if item > third:
            break
        LAST = item
    else:
        LAST = 4
    for item in range(second):
        if item:
            LAST = item
    while first > 0:
        first -= 1
        if third:
            break
    while True:
        if first <= second:
            break
        first -= 1
    match second, third:
        case 0, 0:
            LAST = 5
        case (0, 1) | (1, 0):
            pass
        case 1, _ if first:
            LAST = 6
    match third:
        case 1:
            LAST = 7
        case other:
            if other == second:
                LAST = 8
            LAST += 1
    try:
        LAST = 1 / second
        if third:
            raise KeyError
    except ZeroDivisionError:
        LAST = 9
    except KeyError:
        if first:
            LAST = 10
    else:
        LAST = 11
    finally:
        if third > 1:
            LAST = 12
    with suppress(ValueError), suppress(KeyError):
        if second:
            raise ValueError
    with suppress(ValueError):
        if third:
            return [it for it in range(3) if it]
    try:
        return sum(
            it for it in range(third)
        ) if first else (lambda: 13)()
    finally:
        LAST = 14


async def later(wait):
    async with wait:
        async for item in wait:
            if item:
                return item


def lists(end):
    def inner():
        while end:
            return end
        if not end:
            raise LookupError

    if end < 2:
        return inner()
    yield end
'''
ARGUMENTS = [*itertools.product(range(3), repeat=3)]


def missing(coverage: Coverage, path: Path) -> Any:
    """Return what coverage.py says is missing: lines and branches."""
    out = path.with_suffix(".json")
    coverage.json_report([str(path)], outfile=str(out), ignore_errors=False)
    (found,) = json.loads(out.read_text(encoding="utf-8"))["files"].values()
    assert found["summary"]["num_branches"] > 50
    return found["missing_lines"], found["missing_branches"]


def run(names: dict[str, Any], chosen: list[tuple[int, ...]]) -> None:
    for arguments in chosen:
        names["every"](*arguments)


@pytest.mark.parametrize(
    "chosen", [[], ARGUMENTS, *([one] for one in ARGUMENTS[::4]), ARGUMENTS[:9], ARGUMENTS[13:]]
)
def test_probes_find_what_coverage_finds(chosen: list[tuple[int, ...]], tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(CODE, encoding="utf-8")
    usual = Coverage(data_file=None, branch=True, include=[str(path)], config_file=False)
    trace = sys.gettrace()
    usual.start()
    try:
        names: dict[str, Any] = {}
        exec(compile(CODE, str(path), "exec", dont_inherit=True), names)
        run(names, chosen)
    finally:
        usual.stop()
        sys.settrace(trace)

    module = probes.probed(str(path))
    exec(module.code, names := {probes.RAN: module.ran})
    run(names, chosen)
    probed = Coverage(data_file=None, branch=True, config_file=False)
    probed.get_data().add_arcs({str(path): probes.taken(str(path), module)})
    assert missing(probed, path) == missing(usual, path)
    for measured in (usual, probed):  # Python 3.13 warns of what is dropped
        measured.get_data().close(force=True)


HELD = """\
import functools


def half(this):
    if this:
        return 1
    return 2


class Kind:
    @functools.cached_property
    def kept(self):
        return 3

    @property
    def own(self):
        return 4

    @staticmethod
    @functools.lru_cache
    def alone(this=0):
        return [it for it in [5, this] if it]

    @classmethod
    def unused(cls):
        return 6


@functools.lru_cache
def outer():
    def inner():
        return 7
    return inner()
"""


def test_what_ran_whole_has_no_probes_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "held.py"
    path.write_text(HELD, encoding="utf-8")
    for name, empty in (("MODULES", {}), ("LOADED", []), ("WAITING", [])):
        monkeypatch.setattr(probes, name, empty)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = spec_from_file_location("held", path, loader=probes._Loader("held", str(path)))
    assert spec
    assert spec.loader
    held = module_from_spec(spec)
    spec.loader.exec_module(held)
    module = probes.MODULES[str(path)]

    def with_probes() -> set[str]:
        probes.retire()
        found = [*probes._functions(vars(held).values(), "held")]
        return {it.__name__ for it in found if probes.RAN in it.__code__.co_names}

    usual = {"half", "kept", "own", "alone", "unused", "outer"}
    assert with_probes() == usual
    kind = held.Kind()
    assert (held.half(1), kind.kept, kind.own, kind.alone(), held.outer()) == (1, 3, 4, [5], 7)
    assert with_probes() == {"half", "unused"}
    before = [*module.ran]
    assert held.half(0) == 2
    assert before != module.ran
    assert with_probes() == {"unused"}
    held.Kind.unused()
    assert with_probes() == set()
    assert all(module.ran)
    held.outer.cache_clear()
    assert (held.half(0), held.Kind().kept, held.outer(), kind.alone(6)) == (2, 3, 7, [5, 6])
