"""Coverage by probes: statements put into the code note what ran, and coverage.py reports it.

Python 3.11 calls coverage.py for every line, which doubles the time of what is measured. Probes
cost less, and of a function that ran whole `retire` takes them out, between files of tests. Three
such files (test_asking, test_check and test_relations, in one process) took 13 to 14 s of the
processor uncounted, 21 to 23 s with probes, of which 3 s put them into the modules, once a process,
and 27 s with coverage.py. slipcover, made for this, was tried: a copy of the process
(`support.terminal`, `support.mishap`) rewrites its functions anew, so that 16 tests that copy it
took 130 s of processor time; with probes some 560 take 145 s.
"""

from __future__ import annotations

import ast
import itertools
import marshal
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

from coverage import Coverage, CoverageData
from coverage.parser import PythonParser

WANTED = "DIPFACTS_TEST_COVERAGE" in os.environ
SHARED = "DIPFACTS_TEST_PROBES"
"""The variable that tells workers in which file the modules are, with their probes."""
SOURCES = Path(__file__).parents[2] / "src" / "dipfacts"
RAN = "@ran"
"""A name that no code can have: of the list in which the probes of a module note that they ran."""
ENTRY, REST = -1, 0
"""In place of a line: where code is entered from, and wherever a branch leads beside its blocks."""

_PLACE: dict[str, Any] = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 0}
"""Of what stands in no file."""

Arc = tuple[int, int]  # from a line to the next, as coverage.py has them


class Probed(NamedTuple):
    """A module with its probes."""

    code: CodeType
    arcs: list[list[Arc]]
    """Of each probe, which arcs were taken if it ran."""
    functions: dict[tuple[int, str], slice]
    """The probes of each function, and of those in it, by its first line and its name."""
    ran: list[bool]


class _Probes:
    """Puts a probe before each statement, and on each way that a branch can take."""

    def __init__(self) -> None:
        self.arcs: list[list[Arc]] = []
        self.functions: dict[tuple[int, str], slice] = {}

    def whole(self, body: list[ast.stmt]) -> None:
        """Put probes into the body of a module, class or function."""
        start = 0
        for statement in body:  # which must stay the first ones
            future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
            if not (future or _is_text(statement)):
                break
            start += 1
        first = [(ENTRY, line) for statement in body[:start] for line in _lines(statement)]
        body[start:] = self._block(body[start:], first)

    def _block(self, body: list[ast.stmt], taken: list[Arc]) -> list[ast.stmt]:
        """Return statements with probes; `taken` are the arcs that lead to the first."""
        if not body:
            return [self._probe(taken)]
        probed: list[ast.stmt] = []
        for statement in body:
            lines = [(ENTRY, line) for line in _lines(statement)]
            probed += [self._probe([*taken, *lines]), statement]
            taken = []
            self._inside(statement)
        return probed

    def _probe(self, arcs: list[Arc]) -> ast.stmt:
        self.arcs.append(arcs)
        number = ast.Constant(len(self.arcs) - 1, **_PLACE)
        noted = ast.Subscript(ast.Name(RAN, ast.Load(), **_PLACE), number, ast.Store(), **_PLACE)
        return ast.Assign([noted], ast.Constant(True, **_PLACE), **_PLACE)

    def _inside(self, statement: ast.stmt) -> None:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                begin = len(self.arcs)
                self.whole(statement.body)
                place = (next(_lines(statement)), statement.name)
                self.functions[place] = slice(begin, len(self.arcs))
            case ast.ClassDef():
                self.whole(statement.body)
            case ast.If() | ast.For() | ast.AsyncFor() | ast.While():
                for name in ("body", "orelse"):
                    block = getattr(statement, name)
                    arcs = [(statement.lineno, _start(block))]
                    setattr(statement, name, self._block(block, arcs))
            case ast.With() | ast.AsyncWith():
                statement.body = self._block(statement.body, [])
            case ast.Try() | ast.TryStar():
                self._try(statement)
            case ast.Match():
                self._match(statement)

    def _try(self, statement: ast.Try | ast.TryStar) -> None:
        tried: list[Arc] = []
        for handler in statement.handlers:
            tried.append((ENTRY, handler.lineno))
            handler.body = self._block(handler.body, [*tried])
        for name in ("body", "orelse", "finalbody"):
            if block := getattr(statement, name):
                setattr(statement, name, self._block(block, []))

    def _match(self, statement: ast.Match) -> None:
        lines = [case.pattern.lineno for case in statement.cases]
        passed = [*itertools.pairwise(lines)]
        for nth, case in enumerate(statement.cases):
            case.body = self._block(case.body, [*passed[:nth], (lines[nth], _start(case.body))])
        if not _takes_all(statement.cases[-1]):
            rest = self._block([], [*passed, (lines[-1], REST)])
            statement.cases.append(ast.match_case(ast.MatchAs(), None, rest))
            ast.fix_missing_locations(statement)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _lines(statement: ast.stmt) -> Iterator[int]:
    """Yield the lines that a statement begins: its own, and those of its decorators."""
    for decorator in getattr(statement, "decorator_list", ()):
        yield decorator.lineno
    yield statement.lineno


def _start(block: Sequence[ast.stmt]) -> int:
    return next(_lines(block[0])) if block else REST


def _takes_all(case: ast.match_case) -> bool:
    """Tell whether nothing can pass a case, so that none may follow."""
    pattern = case.pattern
    while isinstance(pattern, ast.MatchOr | ast.MatchAs):
        inner = pattern.patterns[-1] if isinstance(pattern, ast.MatchOr) else pattern.pattern
        if inner is None:
            return case.guard is None
        pattern = inner
    return False


MODULES: dict[str, Probed] = {}
"""Each module that was imported, by its path."""


def probed(path: str) -> Probed:
    """Return the code of a file, with probes in it."""
    tree = ast.parse(Path(path).read_bytes())
    probes = _Probes()
    probes.whole(tree.body)
    code = compile(tree, path, "exec", dont_inherit=True)
    return Probed(code, probes.arcs, probes.functions, [False] * len(probes.arcs))


def taken(path: str, module: Probed) -> set[Arc]:
    """Return the arcs that were taken in a file."""
    parser = PythonParser(text=Path(path).read_text(encoding="utf-8"), filename=path)
    parser.parse_source()
    rest = parser.arcs() - parser.translate_arcs(itertools.chain(*module.arcs))
    found = parser.translate_arcs(itertools.chain(*itertools.compress(module.arcs, module.ran)))
    passed = {line for line, end in found if end == REST}
    return {arc for arc in found if arc[1] != REST} | {arc for arc in rest if arc[0] in passed}


LOADED: list[tuple[ModuleType, CodeType]] = []
"""Modules with probes that were imported since `retire` was called, and their code without."""


class _Loader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        found = MODULES[self.path] = MODULES.get(self.path) or probed(self.path)
        vars(module)[RAN] = found.ran
        exec(found.code, vars(module))
        plain = self.get_code(module.__name__)
        assert plain
        LOADED.append((module, plain))


class _Waiting(NamedTuple):
    """A function with probes that has not run whole, as far as is known."""

    function: FunctionType
    ran: list[bool]
    probes: slice
    plain: CodeType
    """Its code without."""


WAITING: list[_Waiting] = []


def retire() -> None:
    """Take the probes out of the functions that ran whole, which have nothing more to note."""
    while LOADED:
        WAITING.extend(_waiting(*LOADED.pop()))
    left = list[_Waiting]()
    for it in WAITING:
        function, ran, probes, plain = it
        if all(ran[probes]):
            function.__code__ = plain
        else:
            left.append(it)
    WAITING[:] = left


def _waiting(module: ModuleType, plain: CodeType) -> Iterator[_Waiting]:
    assert module.__file__
    found = MODULES[module.__file__]
    codes = {(code.co_firstlineno, code.co_name): code for code in _codes(plain)}
    for function in _functions(vars(module).values(), module.__name__):
        code = function.__code__
        place = (code.co_firstlineno, code.co_name)
        probes = found.functions.get(place) if RAN in code.co_names else None
        if probes and code.co_filename == module.__file__:
            yield _Waiting(function, found.ran, probes, codes[place])


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield a code and all in it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


_HELD = ("__wrapped__", "func", "compute")
"""The attributes in which decorators hold the function: of functools, and of model.cached."""


def _functions(values: Iterable[object], module: str) -> Iterator[FunctionType]:
    """Yield the functions of a module and of its classes, also those that a decorator holds."""
    for value in values:
        if isinstance(value, type):
            if value.__module__ == module:
                yield from _functions([*vars(value).values()], module)
        elif isinstance(value, property):
            yield from _functions([value.fget], module)
        elif isinstance(value, staticmethod | classmethod):
            yield from _functions([value.__func__], module)
        elif not isinstance(value, ModuleType):
            if isinstance(value, FunctionType):
                yield value
            held = getattr(value, "__dict__", {})
            yield from _functions([held[name] for name in _HELD if name in held], module)


class _Finder(MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name.startswith("dipfacts") else None
        if spec and spec.origin and Path(spec.origin).is_relative_to(SOURCES):
            spec.loader = _Loader(name, spec.origin)
            return spec
        return None


def install() -> None:
    """Put probes into every module of the package that is imported from now on."""
    assert "dipfacts" not in sys.modules
    if SHARED in os.environ:
        MODULES.update(_read(Path(os.environ[SHARED])))
    sys.meta_path.insert(0, _Finder())


def share(folder: Path) -> None:
    """Put probes into all modules, once for all workers, which begin after this and find a file.

    To put them in takes as long as a hundred tests, and each worker imports nearly all modules.
    """
    for path in map(str, SOURCES.rglob("*.py")):
        MODULES[path] = MODULES.get(path) or probed(path)
    written = {
        path: (code, arcs, {place: (it.start, it.stop) for place, it in functions.items()})
        for path, (code, arcs, functions, _) in MODULES.items()
    }
    shared = folder / "probes"
    shared.write_bytes(marshal.dumps(written))
    os.environ[SHARED] = str(shared)


def _read(shared: Path) -> Iterator[tuple[str, Probed]]:
    for path, (code, arcs, places) in marshal.loads(shared.read_bytes()).items():
        functions = {place: slice(*ends) for place, ends in places.items()}
        yield path, Probed(code, arcs, functions, [False] * len(arcs))


def noted() -> dict[str, bytes]:
    """Return which probes of each module ran in this process."""
    return {path: bytes(module.ran) for path, module in MODULES.items() if any(module.ran)}


def add(ran: dict[str, bytes]) -> None:
    """Add what ran in a worker."""
    for path, others in ran.items():
        own = MODULES[path].ran
        own[:] = map(bool.__or__, own, map(bool, others))


def save() -> None:
    """Write what ran in this process and in its workers, beside what others write."""
    data = CoverageData(str(Coverage().get_option("run:data_file")), suffix=True)
    data.add_arcs({path: taken(path, module) for path, module in MODULES.items()})
    data.touch_files([*map(str, SOURCES.rglob("*.py"))])
    data.write()
