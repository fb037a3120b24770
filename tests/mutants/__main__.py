"""Small faults put into the core, one at a time, to see whether the tests notice.

A seeded sample of the mutants of each module is tested, each in a fresh process and in a copy of
the project, by the tests that ran the lines of the fault. A module whose tests notice less than
they should is an error. Faults without effect stand in equivalent.toml, each with the reason.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from .choose import Choice
from .operators import Mutant, mutants, sample

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".mutants"  # what a run of the whole suite recorded
CONTEXTS, TIMES = "contexts", "times.json"
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
ONE, ALL = 30, 60  # seconds that a test, and all of a mutant, may take beyond thrice their time
Key = tuple[str, str, str]

# Each module of the core, and the tests that are about it, test_….py: tried first, and always.
MODULES = {
    "answers/claims/subject_words.py": "figures display answers",
    "answers/claims/timing.py": "figures display partial_dates full_years answers",
    "answers/claims/usable_numbers.py": "comparable derived",
    "answers/derived/component_shares.py": "comparable derived",
    "answers/derived/growth.py": "comparable derived",
    "answers/derived/inputs.py": "comparable derived",
    "answers/derived/sums.py": "comparable derived",
    "answers/statements/question_choice.py": "partial_dates full_years several_units answers",
    "answers/statements/differences.py": "differences figures one_question",
    "answers/statements/headline.py": (
        "figures display differences sides several_units full_years answers agreement"
    ),
    "answers/mirror_data/mirror.py": "sides sides_of_many derived",
    "answers/rankings/partners.py": "ranking ranking_totals ranking_years",
    "answers/rankings/ranking.py": "ranking ranking_totals ranking_years",
    "answers/rankings/ranking_field.py": "ranking ranking_totals ranking_years",
    "answers/occurrences/relations.py": "relations stages ends several_ends upcoming",
    "answers/statements/series.py": "comparable full_years figures",
    "checks/sums.py": "no_problem check check_whole",
    "countries/country_names.py": "names countries",
    "countries/languages.py": "names countries",
    "countries/related_words.py": "names known_names suggested_ids countries",
    "index/cache.py": "cache_index index index_kept",
    "index/upkeep.py": "cache_folder cache_index",
    "model/figures/agreement.py": "agreement one_question invariants",
    "model/periods/period.py": "period period_relations partial_dates full_years",
    "model/file_format/status.py": "relations relation_checks",
    "model/figures/voices.py": "agreement comparable occurrences occurrences_proven",
    "query/base.py": "base left_out declared_kinds",
    "query/timeline_lines.py": "left_out limits partial_dates occurrences_shown",
    "query/names/parties.py": "names countries base",
    "query/sql.py": "base options limits",
    "render/citations/writer.py": "cite",
    "render/ics/writer.py": "calendar upcoming relations",
    "text.py": "text suggest",
}
# No plugin but Hypothesis is loaded for a mutant: it starts in half the time.
QUICK = ("-p", "_hypothesis_pytestplugin", "-q")
# A test that hangs ends its run, and so does not pass.
IMPATIENT = ("-o", "faulthandler_exit_on_timeout=true", "-o")
# They look at the project from outside: in other processes, at its text, or in a browser.
OUTSIDE = ("browser", "packaging", "pictures", "architecture", "translated_names")


class Score(NamedTuple):
    """The results of the tests with the mutants of one module."""

    killed: int
    out_of_time: int
    survived: list[Mutant]
    equivalent: int

    @property
    def percent(self) -> float:
        noticed = self.killed + self.out_of_time
        return 100 * noticed / max(1, noticed + len(self.survived))


def main(words: Sequence[str] | None = None) -> int:
    """Test the mutants of the modules asked for, of all by default; return the exit status."""
    asked = _parsed(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the copy goes then, too
    equivalent = _equivalent()
    failed = False
    with tempfile.TemporaryDirectory(prefix="dipfacts-mutants-") as folder:
        copy = Path(folder)
        _copy_project(copy)
        if not (asked.keep and KEPT.is_dir()):
            _record(copy)
        choice = Choice(ROOT, KEPT / CONTEXTS, KEPT / TIMES)
        for module in asked.modules or MODULES:
            text = (ROOT / "src" / "dipfacts" / module).read_text(encoding="utf-8")
            reasons = equivalent.get(module, set())
            failed |= _say_stale(module, reasons, text)
            drawn = sample(text, asked.count, asked.seed)
            score = _tested(copy, module, drawn, reasons, choice)
            failed |= score.percent < asked.at_least
            _say(module, score)
    return int(failed)


def own_files(module: str) -> tuple[str, ...]:
    """Return the files of tests that are about a module; its doctests are in itself."""
    return *map(_file_of, MODULES[module].split()), f"src/dipfacts/{module}"


def _file_of(name: str) -> str:
    """Return the path of test_….py with a name, in whatever folder of tests."""
    (path,) = (ROOT / "tests").rglob(f"test_{name}.py")
    return path.relative_to(ROOT).as_posix()


def _parsed(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    add = parser.add_argument
    add("modules", nargs="*", metavar="MODULE", help="as index/cache.py; all by default")
    add("--count", type=int, default=50, help="mutants of each module (default: 50)")
    add("--seed", type=int, default=1, help="draws other mutants (default: 1)")
    add("--at-least", type=float, default=92, metavar="PERCENT", help="(default: 92)")
    keep = "choose tests by the last run of the suite; a module's own files that changed run whole"
    add("--keep", action="store_true", help=keep)
    asked = parser.parse_args(words)
    if unknown := {*asked.modules} - {*MODULES}:
        parser.error(f"not in the table of modules: {', '.join(sorted(unknown))}")
    return asked


def _equivalent() -> dict[str, set[Key]]:
    """Return the mutants of each module that are known to have no effect."""
    found: dict[str, set[Key]] = {}
    for one in tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["equivalent"]:
        key = one["function"], one["was"], one["becomes"]
        found.setdefault(one["module"], set()).add(key)
    return found


def _say_stale(module: str, reasons: set[Key], text: str) -> bool:
    """Print and return whether a mutant that was named equivalent is none any more."""
    stale = reasons - {mutant.key for mutant in mutants(text)} if reasons else set()
    for function, was, _ in sorted(stale):
        print(f"{module}: equivalent.toml names what is not there: {function}: {was}")
    return bool(stale)


# ------------------------------------------------------------------------------------ running


def _copy_project(folder: Path) -> None:
    """Copy what git knows of, or would: nothing is ever changed in the project itself."""
    listing = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def _record(copy: Path) -> None:
    """Run the whole suite once and keep what each test ran, and how long it took."""
    out = [f"--ignore={_file_of(name)}" for name in OUTSIDE]
    cover = ("--cov=dipfacts", "--cov-context=test", "--cov-report=", "--cov-fail-under=0")
    files = {"COVERAGE_FILE": f"{copy}/{CONTEXTS}", "DIPFACTS_TEST_TIMES": f"{copy}/{TIMES}"}
    words = ["-n", "2", "--dist", "loadfile", *cover, "-p", "tests.mutants.record", *out]
    subprocess.run(_pytest(words), cwd=copy, env=_environment(copy) | files, check=False)
    KEPT.mkdir(exist_ok=True)  # not before the run is over: what it recorded is then whole
    for name in (CONTEXTS, TIMES):
        shutil.move(copy / name, KEPT / name)


def _tested(
    copy: Path, module: str, drawn: list[Mutant], equivalent: set[Key], choice: Choice
) -> Score:
    """Return how the tests did with these mutants of a module, and leave it as it was."""
    path = copy / "src" / "dipfacts" / module
    original = path.read_bytes()
    results: list[bool | None] = []
    survived = []
    tried = [mutant for mutant in drawn if mutant.key not in equivalent]
    own = own_files(module)
    chosen = [choice.tests(module, mutant.lines, own) for mutant in tried]
    _refuse_unknown(copy, sorted({test for tests in chosen for test in tests}))
    for mutant, tests in zip(tried, chosen, strict=True):
        path.write_text(mutant.text, encoding="utf-8")
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
            compiled.unlink()  # it may be as old and as large as the mutant
        passed = _all_pass(copy, tests, own, choice)
        results.append(passed)
        if passed:
            survived.append(mutant)
        print(".+!"[0 if passed is False else 1 if passed else 2], end="", flush=True)
    path.write_bytes(original)
    killed, late = results.count(False), results.count(None)
    return Score(killed, late, survived, len(drawn) - len(results))


def _refuse_unknown(copy: Path, tests: list[str]) -> None:
    """Stop if one of the tests is not there: every mutant would seem to be noticed."""
    words = [*QUICK, *_listed(copy, tests), "--collect-only", "-q"]
    environment = _environment(copy) | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    found = subprocess.run(
        _pytest(words), cwd=copy, env=environment, capture_output=True, text=True
    )
    if found.returncode:
        sys.exit(f"the tests are not those of the last run; leave out --keep\n{found.stdout}")


def _all_pass(copy: Path, tests: list[str], own: tuple[str, ...], choice: Choice) -> bool | None:
    """Return whether a module's own tests pass, and then those of other files.

    Most faults are noticed by the former, and the latter take long to collect.
    """
    ours = [test for test in tests if test.startswith(own)]
    others = [test for test in tests if not test.startswith(own)]
    passed = _passes(copy, ours, choice) if ours else True
    return _passes(copy, others, choice) if passed and others else passed


def _passes(copy: Path, tests: list[str], choice: Choice) -> bool | None:
    """Return whether these tests pass in the copy; None if they do not come to an end."""
    times = choice.times(tests)
    one = f"faulthandler_timeout={ONE + 3 * max(times, default=0):.0f}"
    quick = {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    process = subprocess.Popen(
        _pytest([*QUICK, *IMPATIENT, one, *_listed(copy, tests), "-x", "--hypothesis-seed=0"]),
        cwd=copy,
        env=_environment(copy) | quick,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(ALL + 3 * sum(times)) == 0
    except subprocess.TimeoutExpired:
        return None
    finally:  # what the tests started goes with them
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _listed(copy: Path, tests: list[str]) -> list[str]:
    """Return the argument that names these tests, too many for a command line."""
    listing = copy / "tests.txt"
    listing.write_text("\n".join(tests), encoding="utf-8")
    return [f"@{listing}"]


def _pytest(words: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words]


def _environment(copy: Path) -> dict[str, str]:
    """Return an environment in which the copy is what is imported."""
    return os.environ | {"PYTHONPATH": os.pathsep.join((f"{copy}/src", str(copy)))}


# ------------------------------------------------------------------------------------ telling


def _say(module: str, score: Score) -> None:
    """Print the score of a module, and what survived, ready to be put into equivalent.toml."""
    print(
        f"\n{module}: {score.percent:.0f} %: {score.killed} killed, {score.out_of_time} by time,"
        f" {len(score.survived)} survived, {score.equivalent} without effect",
        flush=True,
    )
    for mutant in score.survived:
        print(f"\n[[equivalent]]  # line {mutant.lines.start}\nmodule = {_quoted(module)}")
        for name, text in zip(("function", "was", "becomes"), mutant.key, strict=True):
            print(f"{name} = {_quoted(text)}")
        print('reason = ""')


def _quoted(text: str) -> str:
    """Return a text as a string of TOML."""
    return f"'''{text}'''" if "'" in text else f"'{text}'"


if __name__ == "__main__":
    sys.exit(main())
