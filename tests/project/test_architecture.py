"""The shape of the code: no circles, small files and functions, no module of some systems alone."""

from __future__ import annotations

import ast
import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from symtable import Symbol, SymbolTable, symtable
from textwrap import dedent
from typing import get_args, get_type_hints

import grimp
import pytest
from radon.complexity import cc_rank, cc_visit_ast

from dipfacts.answers.handlers import HANDLERS, LISTS
from dipfacts.answers.listing import NOUNS
from dipfacts.mcp.arguments import Inventory
from dipfacts.render.csv import INVENTORY
from dipfacts.render.html.web import LISTED as ADDRESSES
from dipfacts.render.json.contract.answers import Listed
from dipfacts.render.json.records import LISTED as RECORDS
from dipfacts.render.page.lists import TABLES
from dipfacts.render.page.pages import LAYOUTS
from reference import modules as modules_page

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "dipfacts"
MOST_LINES = 350
WORST = "C"  # of radon's ranks: at most 20 ways through a function
MOST_HIDING = 3  # it may only fall
MOST_OF = 48  # functions that are called "of …", by what they are about: it may only fall
MOST_VAGUE = 108  # values that are called "of", "told", "shown", "found" or "those": likewise
MOST_TEST_LINES = 940  # of a file of tests: likewise
MOST_CALLED_ONE = 55  # parameters that are called "one": likewise
MOST_VARIABLES_ONE = 215  # variables that are called so, in loops above all: likewise
MOST_PARTICIPLES = 56  # functions that are called "joined", "about" and the like: likewise
MOST_QUESTIONS = 13  # functions whose docstring returns "what", "whom" or "how": likewise
NO_NOUNS = (
    "add answer ask bring build check choose compare compile count decode escape explain find fold"
    " gather give group hold import keep lay leave let listen look make name note open parse put"
    " rank read recognise recover refuse remember resolve return run say show split sum sweep tell"
    " translate turn unpack word write yield"
    " for from how of what whatever when where whether which who whose why"
).split()
"""Commands and words of questions, with which no noun phrase begins."""
PARTICIPLES = (
    "about alike alone apart before below beside between counted cut explained given held joined"
    " kept known left meant named others place placed said several told whole with without"
).split()
"""Words that say nothing of what a function gives, so that each module means another thing."""
PREPOSITIONS = (
    "above after among at before below beside between by for from in of on since to under until"
    " with within without"
).split()


Parsed = dict[str, tuple[str, ast.Module]]


@pytest.fixture(scope="module")
def modules() -> Parsed:
    """The text of each module and its tree, by its path in the package."""
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    return {
        path.relative_to(PACKAGE).as_posix(): (text, ast.parse(text))
        for path, text in texts.items()
    }


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not even within functions: neither of two such modules can be understood on its own."""
    graph = grimp.build_graph("dipfacts", exclude_type_checking_imports=True, cache_dir=None)
    edges = [
        (module, other)
        for module in sorted(graph.modules)
        for other in sorted(graph.find_modules_directly_imported_by(module))
    ]
    assert len(edges) > 300
    ways_back = [graph.find_shortest_chain(other, module) for module, other in edges]
    circles = {" -> ".join(way) for way in ways_back if way}
    assert sorted(circles) == []


def test_nothing_is_loose_in_the_package() -> None:
    loose = {path.name for path in PACKAGE.glob("*.py")}
    modules = "errors opposites record remedy text".split()
    assert loose == {"__init__.py", "__main__.py", *(f"{it}.py" for it in modules)}


def test_the_page_of_modules_says_what_their_docstrings_do() -> None:
    page = modules_page.PAGE.read_text(encoding="utf-8")
    assert page == modules_page.written(), "python tools/write_reference.py modules"
    assert page.count("\n| `") > 500


def test_every_package_has_a_line_in_the_table_of_modules() -> None:
    """And no other does: a name that stayed when its package was moved would mislead."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = page.partition("\n## Modules\n")[2].partition("\n## ")[0]
    named = re.findall(r"^\| `([\w.]+)` \| .*\. \|$", table, flags=re.M)
    folders = [path.parent.relative_to(PACKAGE) for path in PACKAGE.rglob("*/__init__.py")]
    assert len(named) > 60
    assert sorted(named) == sorted(".".join(folder.parts) for folder in folders)


def test_every_decision_begins_with_the_modules_that_it_binds() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    decisions = re.findall(r"^- (.*)", page.partition("\n## Decisions\n")[2], flags=re.M)
    assert len(decisions) > 30
    heads = [re.match(r"\*\*((?:`[\w/]+`(?:, )?)+): ", it) for it in decisions]
    assert [it for it, head in zip(decisions, heads, strict=True) if not head] == []
    named = {it for head in heads if head for it in re.findall(r"`([\w/]+)`", head[1])}
    missing = [
        it
        for it in sorted(named)
        if not any((of / it).is_dir() or (of / f"{it}.py").is_file() for of in (PACKAGE, ROOT))
    ]
    assert missing == []


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_path_in_a_text_is_where_it_says(page: str, modules: Parsed) -> None:
    """Of a file or folder, `a/b` and `a.b`, and of what a module holds, `a/b.c` and `b.c`."""
    text = (ROOT / page).read_text(encoding="utf-8")
    paths = re.findall(r"`([\w-]+(?:/[\w.-]+)+)`", text)
    assert len(paths) > 10
    ours = {word for path in modules for word in path.removesuffix(".py").split("/")}
    dotted = re.findall(r"`([a-z]\w*(?:\.(?!py`)\w+)+)`", text)
    names = {*paths, *(it for it in dotted if it.partition(".")[0] in ours)}
    assert sorted(it for it in names if not _is_there(it) and not _is_held(it, modules)) == []


def _is_there(path: str) -> bool:
    """Return whether a path is one of a file, a folder or a module of the project."""
    ways = (path, f"{path}.py", path.replace(".", "/"), f"{path.replace('.', '/')}.py")
    return any((folder / way).exists() for folder in (PACKAGE, ROOT) for way in ways)


def _is_held(path: str, modules: Parsed) -> bool:
    """Return whether a module that ends a path holds the name that follows it."""
    module, _, name = path.replace("/", ".").rpartition(".")
    end = "/" + module.replace(".", "/") + ".py"
    texts = [text for it, (text, _) in modules.items() if f"/{it}".endswith(end)]
    return any(re.search(rf"\b{name}\b", text) for text in texts)


def test_every_file_can_be_read_in_one_sitting(modules: Parsed) -> None:
    lines = {name: text.count("\n") for name, (text, _) in modules.items()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_every_file_of_tests_is_about_one_thing() -> None:
    """What is longer holds several, and `pytest tests/…` would run them all to see one."""
    files = (ROOT / "tests").rglob("*.py")
    lines = {str(path): path.read_text(encoding="utf-8").count("\n") for path in files}
    assert {name: count for name, count in lines.items() if count > MOST_TEST_LINES} == {}


def test_the_docstring_of_a_module_says_what_it_holds(modules: Parsed) -> None:
    """As a noun phrase: it is functions that do something, and so have a command."""
    docstrings = {name: ast.get_docstring(tree) or "" for name, (_, tree) in modules.items()}
    heads = {name: docstring.partition("\n")[0] for name, docstring in docstrings.items()}
    assert [name for name, head in heads.items() if not head.endswith(".")] == []
    wrong = {name: head for name, head in heads.items() if head.split()[0].lower() in NO_NOUNS}
    assert wrong == {}


def test_a_docstring_names_first_what_is_returned(modules: Parsed) -> None:
    """Who reads "Return of whom there is no number" cannot know whether that is a text or a list.

    Nor from "Return what answers", of which there is to be less and less.
    """
    returned = [
        (f"{module}: {head}", words[1].rstrip(".,"))
        for module, (_, tree) in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (head := (ast.get_docstring(node) or "").partition("\n")[0])
        and (words := head.split())
        and words[0] in ("Return", "Yield")
    ]
    assert len(returned) > 3_000
    assert [head for head, first in returned if first in PREPOSITIONS] == []
    asking = ("what", "whom", "who", "how", "which")
    questions = [head for head, first in returned if first in asking]
    assert len(questions) <= MOST_QUESTIONS, sorted(questions)


def test_what_returns_something_sets_nothing(modules: Parsed) -> None:
    """Who calls it for what it returns would change an argument besides, and not know it.

    A function that does both says so by its command: "Set the totals of the answer; return …".
    """
    returning, setting = 0, []
    for module, (_, tree) in modules.items():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and _only_returns(function):
                returning += 1
                place = f"{module}: {function.name}"
                setting += [f"{place}: {name}" for name in _attributes_set(function)]
    assert returning > 3_000
    assert sorted(setting) == []


def test_an_attribute_of_an_argument_is_recognised_however_it_is_set() -> None:
    text = """
    def found(self, answer, *drafts, **others):
        self.own = answer.local = 1
        answer.sides += [2]
        answer.head.text, drafts[0].remarks = 3, 4
        others["one"].day: int = 5
        known = answer.known
        known.it = 6
    """
    (function,) = ast.parse(dedent(text)).body
    assert isinstance(function, ast.FunctionDef)
    found = ["answer.head.text", "answer.local", "answer.sides", "drafts[0].remarks"]
    assert sorted(_attributes_set(function)) == [*found, "others['one'].day"]


def _only_returns(function: ast.FunctionDef) -> bool:
    return (ast.get_docstring(function) or "").startswith(("Return ", "Yield "))


def _attributes_set(function: ast.FunctionDef) -> Iterator[str]:
    """Yield the attributes of arguments, but for the object's own, to which it assigns."""
    arguments = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    for of, attribute in _assigned(function):
        if of in arguments - {"self", "cls"}:
            yield attribute


def _assigned(within: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the attributes of names to which code assigns, each after the name."""
    for node in ast.walk(within):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            of = node.value
            while isinstance(of, (ast.Attribute, ast.Subscript)):
                of = of.value
            if isinstance(of, ast.Name):
                yield of.id, ast.unparse(node)


def test_only_answers_assigns_to_an_answer(modules: Parsed) -> None:
    """One may be printed in several ways: what a door changes in it is changed in the next, too.

    A door that shows it in another way makes a copy: `Answer.replaced`.
    """
    _, tree = modules["answers/answer.py"]
    (answer,) = [it for it in tree.body if isinstance(it, ast.ClassDef) and it.name == "Answer"]
    own = {attribute.removeprefix("self.") for _, attribute in _assigned(answer.body[1])}
    assert own > {"facts", "left_out", "figures"}
    doors = {name: tree for name, (text, tree) in modules.items() if "dipfacts.answers" in text}
    assigned = {
        f"{name}: {attribute}"
        for name, tree in doors.items()
        for _, attribute in ([] if name.startswith("answers/") else _assigned(tree))
        if not own.isdisjoint(attribute.removeprefix("self.").split(".")[1:])
    }
    others = ("draft.remarks", "reply.left_out", "claim.status")  # of a page and of data
    assert {it for it in assigned if not it.endswith(others)} == set()


def test_no_group_of_a_pattern_repeats_possessively(modules: Parsed) -> None:
    """Python before 3.11.5, as Debian 12 has it, matches such a group wrong and slowly."""
    possessive = re.compile(r"\)(?:[*+?]|\{[\d,]*\})\+|\(\?>")
    assert possessive.search(r"(?:a|b)*+")
    assert possessive.search("(?>a|b)")
    assert _modules_with(possessive, modules) == []


def test_no_value_of_a_query_is_numbered(modules: Parsed) -> None:
    """Python 3.12.1 warns of "?1" as of a name that takes its value from a sequence."""
    numbered = re.compile(r"[a-z_] (?:[=<>]|IS|LIKE) \?[0-9]")
    assert numbered.search("SELECT n FROM suspect WHERE kind = ?1")
    assert _modules_with(numbered, modules) == []


def _modules_with(pattern: re.Pattern[str], modules: Parsed) -> list[str]:
    """Return the names of the modules in which a text matches the pattern."""
    texts = [
        (name, node.value)
        for name, (_, tree) in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    ]
    return [
        name
        for name, text in texts
        if pattern.search(text.decode("latin-1") if isinstance(text, bytes) else text)
    ]


def test_hardly_a_local_hides_a_name_of_its_module(modules: Parsed) -> None:
    """Who searches for the function or the import would find the local."""
    hiding, functions = list[str](), 0
    for module, (text, tree) in modules.items():
        names = set(_names(tree))
        for scope in _functions(symtable(text, module, "exec")):
            functions += 1
            own = {it.get_name() for it in scope.get_symbols() if _is_of_function(it)}
            place = f"{module}: {scope.get_name()}"
            hiding += [f"{place}: {name}" for name in own & names]
    assert functions > 5_000
    assert len(hiding) <= MOST_HIDING, sorted(hiding)


def test_hardly_a_function_is_called_by_what_it_is_about_alone(modules: Parsed) -> None:
    """Who reads `_of_whole(answer)` cannot know what it gives. `Point.of(…)` gives a point."""
    constructors = {"classmethod", "staticmethod"}
    called = [
        f"{module}: {node.name}"
        for module, (_, tree) in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and re.fullmatch("_*of(_.*)?", node.name)
        and constructors.isdisjoint(map(ast.unparse, node.decorator_list))
    ]
    assert len(called) <= MOST_OF, sorted(called)


def test_hardly_a_function_is_called_by_a_participle_alone(modules: Parsed) -> None:
    """Who greps for `_named` or reads it in a traceback finds twenty others."""
    called = [
        f"{module}: {node.name}"
        for module, (_, tree) in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.lstrip("_") in PARTICIPLES
    ]
    assert len(called) <= MOST_PARTICIPLES, sorted(called)


def test_hardly_a_value_is_called_by_a_word_for_any(modules: Parsed) -> None:
    """Who reads `of.held` cannot know of what: `recorded.held` says it."""
    called = [
        f"{module}: {name}"
        for module, (_, tree) in modules.items()
        for node in ast.walk(tree)
        if (name := _name_given(node)) in ("of", "told", "shown", "found", "those")
    ]
    assert len(called) <= MOST_VAGUE, sorted(called)


def test_hardly_a_parameter_is_called_one(modules: Parsed) -> None:
    """Who reads `one.main` cannot know one of what: `occurrence.main` says it."""
    called = [
        f"{module}:{node.lineno}"
        for module, (_, tree) in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.arg) and node.arg == "one"
    ]
    assert len(called) <= MOST_CALLED_ONE, sorted(called)


def test_hardly_a_variable_is_called_one(modules: Parsed) -> None:
    """`for one in results` leaves open what the results are: `for relation in results` says it."""
    called = [
        f"{module}:{node.lineno}"
        for module, (_, tree) in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == "one"
    ]
    assert len(called) <= MOST_VARIABLES_ONE, sorted(called)


def _name_given(node: ast.AST) -> str:
    """Return the name that a variable or an argument gets, if the node gives it one."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id
    return node.arg if isinstance(node, ast.arg) else ""


def test_an_import_within_a_function_says_why_it_is_put_off(modules: Parsed) -> None:
    """Its block begins with the reason, in one form, which a search finds."""
    blocks, without = 0, list[str]()
    for module, (text, tree) in modules.items():
        lines = text.split("\n")
        for first in _first_imports(tree):
            blocks += 1
            above = itertools.takewhile(
                lambda line: line.lstrip().startswith("#"), reversed(lines[: first - 1])
            )
            if not any("# lazy: " in line for line in (lines[first - 1], *above)):
                without.append(f"{module}:{first}")
    assert blocks > 250
    assert without == []


def _first_imports(tree: ast.Module) -> Iterator[int]:
    """Yield the first line of each block of imports within functions."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    lists = {
        id(statements): statements
        for function in functions
        for node in ast.walk(function)
        for _, statements in ast.iter_fields(node)
        if isinstance(statements, list)
    }
    for statements in lists.values():
        are_imports = [isinstance(it, ast.Import | ast.ImportFrom) for it in statements]
        for nth, statement in enumerate(statements):
            if are_imports[nth] and not (nth and are_imports[nth - 1]):
                yield statement.lineno


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the names of a module, but those of its comprehensions, which Python 3.12 has there."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
            return
        case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return
        case ast.alias():
            yield (node.asname or node.name).partition(".")[0]
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
    for child in ast.iter_child_nodes(node):
        yield from _names(child)


def _functions(table: SymbolTable) -> Iterator[SymbolTable]:
    for scope in table.get_children():
        if scope.get_type() == "function":
            yield scope
        yield from _functions(scope)


def _is_of_function(symbol: Symbol) -> bool:
    return symbol.is_local() and not symbol.is_imported()


def test_only_queries_ask_the_index(modules: Parsed) -> None:
    """Its tables are private, so statements of SQL about them stand nowhere else."""
    tables = r"(?:claim|subject|manner|moment|party_set|file|\w+_row)"
    statement = re.compile(rf"SELECT\s[^\"]*\sFROM\s+{tables}\b")
    asking = {Path(name).parts[0] for name, (text, _) in modules.items() if statement.search(text)}
    assert asking == {"index", "query"}
    handing = {
        name
        for name, (_, tree) in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "index"
        and getattr(node.value, "id", getattr(node.value, "attr", "")) == "base"
    }
    assert {Path(name).parts[0] for name in handing} == {"query"}


def test_every_function_can_be_read_at_a_glance(modules: Parsed) -> None:
    ranks = {
        f"{name}: {block.fullname}": cc_rank(block.complexity)
        for name, (_, tree) in modules.items()
        for block in cc_visit_ast(tree)
    }
    assert len(ranks) > 3_000
    assert {name: rank for name, rank in ranks.items() if rank > WORST} == {}


MISSING_MODULES = "fcntl grp pwd resource termios tty".split()
MISSING_NAMES = (
    "O_NOFOLLOW O_NONBLOCK O_NOCTTY O_TMPFILE chown fchmod fork forkpty geteuid getpgid getuid"
    " killpg mkfifo sched_getaffinity setsid"
).split()

# What the standard library has imported by then stays as it is, and so does a library that asks
# which system it is on; only our own modules go without.
ELSEWHERE = f"""
import os, pkgutil, importlib, subprocess, sys
import mcp.server.stdio
for name in {MISSING_MODULES}:
    sys.modules[name] = None
for name in {MISSING_NAMES}:
    if hasattr(os, name):
        delattr(os, name)
import dipfacts
for module in pkgutil.walk_packages(dipfacts.__path__, "dipfacts."):
    importlib.import_module(module.name)
from dipfacts.cli.app import run
words = sys.argv[1:]
for output in ([], ["-o", "answer.json"]):
    for command in (["cache", "clear"], [*words, *output], [*words, *output]):  # with an index, too
        sys.argv = ["dipfacts", *command]
        print(">", run(command))
"""


def test_no_test_needs_another() -> None:
    """What several files of tests use stands in tests/support."""
    needed = re.compile(r"^\s*(?:from|import) test_\w+", re.M)
    files = [*(ROOT / "tests").rglob("*.py")]
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    assert {name: found for name, text in texts.items() if (found := needed.findall(text))} == {}


def test_what_only_posix_has_is_not_needed(tmp_path: Path) -> None:
    facts = ROOT / "tests" / "sample.toml"
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, "trade", "azerbaijan", "russia", "--json", "-f", facts],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    answers = re.split(r"^> (\d)\n", done.stdout, flags=re.M)
    assert answers[1::2] == ["0"] * 6
    (printed,) = {*answers[2:6:2]}
    assert '"turnover-2021"' in printed
    assert answers[8:12:2] == ["", ""]
    assert (tmp_path / "answer.json").read_text(encoding="utf-8") == printed


def test_every_answer_has_a_layout() -> None:
    of_base = {"conflicts", "claims", "start", "inventory"}  # which `serve` asks
    assert {*LAYOUTS} == {*HANDLERS} | of_base
    for name in LAYOUTS.values():
        module, function = name.split(":")
        assert callable(getattr(import_module(f"dipfacts.render.page.{module}"), function))


def test_what_is_listed_has_columns_records_and_addresses() -> None:
    """A table of each, as a page, CSV, the JSON and a browser import nothing of one another."""
    listed = {name for name, layout in LAYOUTS.items() if layout == "lists:sections"}
    assert {*TABLES} == {*INVENTORY} == {*RECORDS} == listed
    assert {*ADDRESSES} == listed - {"start"}  # of which a browser has another page


def test_the_lists_are_the_same_at_every_door() -> None:
    for_assistants = get_args(get_type_hints(Inventory)["list"])
    assert LISTS == (*NOUNS,) == get_args(Listed)
    assert {*LISTS} == {*for_assistants} - {""}  # which are in another order
