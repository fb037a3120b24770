"""The checks a change must pass: `nox` runs them all, `nox -s lint` one, `nox --list` names them.

Sessions run in the environment nox is installed in, so nothing is installed twice. Words after `--`
go to the tool: `nox -s tests -- tests/cli/test_cli.py -k help`.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"

# Else each program that a test starts compiles the whole package anew, and each worker the tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

PYTHON = sys.executable
# The whole suite on two workers. The tests of a file stay on one of them, with what they share; the
# files are in the order of tests/conftest.py, not in that of how many tests they have.
WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
SUITE = ("-m", "pytest", *WORKERS, "--durations=15", "--durations-min=2")
EVERYTHING = ("lint", "types", "docs", "coverage")

nox.options.sessions = EVERYTHING


def compile_sources(session: nox.Session) -> None:
    """Compile the package once, for programs that tests start and that may write nothing there."""
    session.run(PYTHON, "-m", "compileall", "-q", "src")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format and the direction of imports."""
    session.run(PYTHON, "-m", "ruff", "check", *session.posargs)
    session.run(PYTHON, "-m", "ruff", "format", "--check", *session.posargs)
    session.run(str(Path(sysconfig.get_path("scripts"), "lint-imports")))  # has no `python -m`


@nox.session
def types(session: nox.Session) -> None:
    """Check types."""
    session.run(PYTHON, "-m", "mypy", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation into site/; a broken link fails."""
    # Not --quiet: it leaves out warnings, and then --strict has none to count.
    session.run(PYTHON, "-m", "mkdocs", "build", "--strict", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the whole suite, without coverage."""
    compile_sources(session)
    session.run(PYTHON, *SUITE, *session.posargs)


@nox.session
def draws(session: nox.Session) -> None:
    """Run the whole suite with all examples of drawn tests, of which it else tries half."""
    compile_sources(session)
    session.run(PYTHON, *SUITE, *session.posargs, env={"DIPFACTS_TEST_DRAWS": "all"})


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the whole suite with coverage; less than fail_under in pyproject.toml fails."""
    compile_sources(session)
    session.run(PYTHON, "-m", "coverage", "erase")
    session.run(PYTHON, *SUITE, *session.posargs, env={"DIPFACTS_TEST_COVERAGE": "1"})
    session.run(PYTHON, "-m", "coverage", "combine", "--quiet")
    session.run(PYTHON, "-m", "coverage", "report", "--skip-covered")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the speed; --quick unless other words are given."""
    session.run(PYTHON, "benchmarks/run.py", *(session.posargs or ["--quick"]))


@nox.session
def fuzz(session: nox.Session) -> None:
    """Read broken fact bases; 20,000 of them unless other words are given."""
    words = session.posargs or ["--count", "20000", "--jobs", "2"]
    session.run(PYTHON, "-m", "tests.fuzz.fuzz", *words)


@nox.session
def mutants(session: nox.Session) -> None:
    """Put small faults into the core, to see whether the tests notice; hours for all of it."""
    session.run(PYTHON, "-m", "tests.mutants", *session.posargs)
