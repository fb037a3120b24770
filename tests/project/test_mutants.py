"""The mutants: which faults are made, which are drawn, and which tests are run for them."""

from __future__ import annotations

import ast
import json
import os
import tomllib
from pathlib import Path

import pytest
from coverage import CoverageData

from mutants.__main__ import EQUIVALENT, MODULES, ROOT, own_files
from mutants.choose import Choice
from mutants.operators import mutants, sample

SOURCES = ROOT / "src" / "dipfacts"
WITHOUT_EFFECT = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["equivalent"]


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("return a < b", ["return (a <= b)", "return (a >= b)", "return None"]),
        ("return a and not b", ["return (a or not b)", "return (not b)", "return a"]),
        ("if a in (1, 2):", ["if (a not in (1, 2)):", "if a in (2,):", "if a in (1,):"]),
        ("if seen:", ["if (not seen):"]),
        ("x = a[1:]", ["x = a[:]", "x = a[2:]"]),
        ("x = sorted(a, key=b)", ["x = sorted(a)"]),
        ("x = plain(a)", ["x = a"]),
        ("x = [a for a in b if c]", ["x = [a for a in b]"]),
        ("x = f'ä{plain(a)} b'", ["x = f'{plain(a)} b'", "x = f'ä b'", "x = f'ä{plain(a)}'"]),
        ("x = {'a': 1}", ["x = {}", "x = {'a': 2}"]),
        ("x += 1", ["x -= 1", "pass", "x += 2"]),
        ("x = a if b else c", ["x = a", "x = c", "x = a if (not b) else c"]),
        ("yield", ["pass"]),
        ("break", ["continue", "pass"]),
        ("x: list[int] | None = y", []),
        ('"""What stands here, in words."""', []),
    ],
)
def test_the_faults_of_a_line(line: str, faults: list[str]) -> None:
    block = f"        {line}\n" + ("            pass\n" if line.endswith(":") else "")
    text = f"def f(a: int = 0) -> None:\n    for b in a:\n{block}"
    found = [m for m in mutants(text) if 3 in m.lines]
    assert {m.becomes for m in found} >= {*faults}
    assert bool(found) == bool(faults)
    for mutant in found:
        assert (mutant.function, mutant.was) == ("f", line)
        assert ast.dump(ast.parse(mutant.text)) != ast.dump(ast.parse(text))


def test_a_sample_is_the_same_again_and_stays_where_others_change() -> None:
    text = (SOURCES / "render" / "csv.py").read_text(encoding="utf-8")
    drawn = [mutant.key for mutant in sample(text, 50, 1)]
    assert len(drawn) == 50
    assert drawn == [mutant.key for mutant in sample(text, 50, 1)]
    assert {*drawn} != {mutant.key for mutant in sample(text, 50, 2)}
    longer = [
        mutant.key for mutant in sample(f"{text}\n\ndef more() -> int:\n    return 1\n", 50, 1)
    ]
    assert len({*drawn} - {*longer}) <= 2


def test_the_tests_that_ran_a_line_are_chosen(tmp_path: Path) -> None:
    module = tmp_path / "src" / "dipfacts" / "text.py"
    module.parent.mkdir(parents=True)
    module.touch()
    (tmp_path / "own.py").touch()
    (tmp_path / "other.py").touch()
    data = CoverageData(str(tmp_path / "contexts"))
    for context, line in {
        "": 1,
        "own.py::a|run": 1,
        "own.py::b|setup": 2,
        "other.py::slow|run": 2,
        "other.py::quick|run": 2,
        "other.py::failed|run": 2,
        "other.py::never|run": 2,
        "other.py::far|run": 3,
    }.items():
        data.set_context(context)
        data.add_lines({str(module): [line]})
    data.write()
    taken = {"own.py::a": 1, "own.py::b": 2, "other.py::slow": 3, "other.py::quick": 1}
    times = tmp_path / "times.json"
    times.write_text(json.dumps(taken | {"other.py::never": 99, "other.py::far": 1}))

    choice = Choice(tmp_path, tmp_path / "contexts", times)
    chosen = choice.tests("text.py", range(2, 3), ("own.py",))
    assert chosen == ["own.py::b", "own.py::a", "other.py::quick", "other.py::slow"]
    assert sorted(choice.times([*chosen, "unheard.py"])) == [1, 1, 2, 3]

    os.utime(tmp_path / "own.py", (times.stat().st_mtime + 1,) * 2)
    choice = Choice(tmp_path, tmp_path / "contexts", times)
    chosen = choice.tests("text.py", range(2, 3), ("own.py",))
    assert chosen == ["own.py", "other.py::quick", "other.py::slow"]
    assert sorted(choice.times(chosen)) == [1, 1, 2, 3]


def test_what_is_named_without_effect_says_why() -> None:
    for one in WITHOUT_EFFECT:
        assert {*one} == {"module", "function", "was", "becomes", "reason"}
        assert one["module"] in MODULES
        assert len(one["reason"]) > 20
    keys = [(one["module"], one["function"], one["was"], one["becomes"]) for one in WITHOUT_EFFECT]
    assert len(keys) == len({*keys})


@pytest.mark.parametrize(
    "one", WITHOUT_EFFECT, ids=lambda one: f"{one['module']}-{one['function']}"
)
def test_what_is_named_without_effect_is_still_there(one: dict[str, str]) -> None:
    assert one["was"] in _text_of(one["module"], one["function"])


def _text_of(module: str, function: str) -> str:
    """Return the text of a function such as `Base.topics` on one line; of "", all of the module."""
    text = (SOURCES / module).read_text(encoding="utf-8")
    node: ast.AST = ast.parse(text)
    for name in filter(None, function.split(".")):
        (node,) = (it for it in ast.walk(node) if getattr(it, "name", "") == name)
    lines = ast.get_source_segment(text, node) if function else text
    return " ".join(map(str.strip, (lines or "").splitlines()))


@pytest.mark.parametrize("module", MODULES)
def test_each_module_and_its_tests_are_there(module: str) -> None:
    assert (SOURCES / module).is_file()
    assert all((ROOT / file).exists() for file in own_files(module))
