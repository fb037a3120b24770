"""Asking a base as users do, in processes of its own, and what its answers should be."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dipfacts.errors import QuestionError
from dipfacts.index.cache import RACY_NS
from dipfacts.model.fact import Fact
from dipfacts.model.query import Query
from dipfacts.query.base import Base, open_base
from support.factbase import base, event, figure, measure, party, source, topic

SOURCE = str(Path(__file__).parents[2] / "src")
STRANGER = 12345
OLD_NS = 1_600_000_000_000_000_000  # long before any test reads a file
PARTIES = ("azerbaijan", "russia", "turkiye", "georgia")


class Done(NamedTuple):
    """The result of a run of the program."""

    status: int
    out: str
    err: str


def environment(cache: Path | None, **more: str) -> dict[str, str]:
    """Variables for a run: this cache or none, and no bytecode written into the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIPFACTS")}
    kept |= {"PYTHONPATH": SOURCE, "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **({"DIPFACTS_CACHE": str(cache)} if cache else {}), **more}


def start(
    words: Sequence[str], env: dict[str, str], before: Sequence[str] = (), **more: Any
) -> subprocess.Popen[str]:
    """Start the program; `before` are the words of a command that is to start it."""
    return subprocess.Popen(
        [*before, sys.executable, "-m", "dipfacts", *words],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def end(process: subprocess.Popen[str]) -> Done:
    """Wait for a started program."""
    out, err = process.communicate(timeout=60)
    return Done(process.returncode, out, err)


def run(words: Sequence[str], env: dict[str, str], before: Sequence[str] = (), **more: Any) -> Done:
    """Run the program to its end."""
    return end(start(words, env, before, **more))


def right(done: Done) -> Any:
    """The answer of a run that said nothing but its answer."""
    assert done.err == ""
    assert done.status == 0, done
    return json.loads(done.out)


def with_one_warning(done: Done) -> Any:
    """The answer of a run that said in one line that it could keep no index."""
    assert "Traceback" not in done.err
    assert done.status == 0, done
    assert re.fullmatch(r"dipfacts: [^\n]+\n", done.err), done.err
    return json.loads(done.out)


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def settled(path: Path) -> Path:
    """A file, or all below a folder, as if nobody had touched it for long."""
    for file in files_in(path) if path.is_dir() else [path]:
        os.utime(file, ns=(OLD_NS, OLD_NS), follow_symlinks=False)
    # The system's own time of change cannot be set back, only waited for.
    time.sleep(1.2 * RACY_NS / 1e9)
    return path


def base_text(claims: int, value: int = 1, note: str = "") -> str:
    """A base of its own: figures and events of a few parties, with texts to search for.

    No text ends with a blank, which is right but so rare that it is not read quickly.
    """
    tables = [*map(party, PARTIES), topic(), measure("exports")]
    tables.append(source("press", published=date(2024, 1, 1)))
    for nth in range(claims):
        one, two = PARTIES[nth % 4], PARTIES[(nth + 1 + nth // 12 % 3) % 4]
        year = 1900 + nth % 120
        tables.append(
            figure(
                f"figure-{nth}",
                measure="exports",
                from_=one,
                to=two,
                period=str(year),
                value=value + nth,
                source="press",
                locator=f"para {nth}",
                note=f"figure note {nth} {note}".rstrip(),
            )
            if nth % 3
            else event(
                f"event-{nth}",
                topic="trade",
                title=f"Visit number {nth}",
                parties=[one, two],
                source="press",
                period=f"{year}-03-0{1 + nth % 9}",
                note=f"event note {nth} {note}".rstrip(),
            )
        )
    return base(*tables)


QUESTIONS: dict[str, Callable[[Base], list[Fact]]] = {
    "everything": lambda base: base.find(Query(deprecated=True)),
    "a dyad": lambda base: base.find(Query(parties=("azerbaijan", "russia"))),
    "a party": lambda base: base.find(Query(types=("event",), parties=("georgia",))),
    "a topic": lambda base: base.find(Query(types=("figure",), topic="trade", measure="exports")),
    "words": lambda base: [fact for fact, _ in base.search(Query(text="note")).hits],
    "one": lambda base: [base.claim("figure-1"), base.claim("event-3")],
    "by name": lambda base: base.find(Query(parties=(base.party("Turkiye").id,), limit=4)),
}
"""Questions to a base of `base_text` that between them read all that is kept of claims."""


def answers(*paths: Path) -> dict[str, list[Fact]]:
    """All of QUESTIONS answered, in this process."""
    with open_base(*map(str, paths)) as base:
        return {name: ask(base) for name, ask in QUESTIONS.items()}


def facts_shown(path: Path) -> dict[str, Fact]:
    """Every claim in each answer; a question may be refused, as by exit status 2."""
    shown = dict[str, Fact]()
    with open_base(str(path)) as base:
        for name, ask in QUESTIONS.items():
            with contextlib.suppress(QuestionError):
                shown |= {f"{name}: {fact.id}": fact for fact in ask(base)}
    return shown


def as_a_stranger() -> list[str]:
    """The words that start a program as a user whom the system does not know: no home, no rights.

    To it the files of whoever runs the tests are its own, and those of others are others'. Skips
    the test where the system lets nobody be such a user.
    """
    words = ["unshare", "--user", f"--map-user={STRANGER}", f"--map-group={STRANGER}"]
    if not _works(*words):
        pytest.skip("no user without rights can be made here")
    return words


@cache
def _works(*words: str) -> bool:
    """Return whether these words start a program."""
    try:
        subprocess.run([*words, sys.executable, "-c", ""], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
