"""The tests that may notice a fault: those that ran its lines, the likeliest first."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from functools import cache
from pathlib import Path

from coverage import CoverageData

BUDGET = 30.0  # seconds of tests of other files that a mutant which survives may cost


class Choice:
    """The lines that each test ran and its time, as one run of the whole suite recorded them."""

    def __init__(self, root: Path, contexts: Path, times: Path) -> None:
        self._root, self._since = root, times.stat().st_mtime
        self._data = CoverageData(str(contexts))
        self._data.read()
        self._taken: dict[str, float] = json.loads(times.read_text(encoding="utf-8"))
        names = {test.split("::")[0] for test in self._taken}
        self._files_changed = {file for file in names if self._changed(file)}

    def tests(self, module: str, lines: range, own: tuple[str, ...]) -> list[str]:
        """Return the tests to run for a fault in some lines of a module.

        First the module's `own` files: those that changed since, whole, then the tests that ran
        these lines, then those that ran any line of the module, as what is cached, or made once for
        several tests, is recorded for the first alone. Then the tests of other files that ran the
        lines, the quickest first.
        """
        by_line = self._contexts(module)
        here = self._known({test for line in lines for test in by_line.get(line, ())})
        anywhere = self._known({test for tests in by_line.values() for test in tests})
        if self._changed(f"src/dipfacts/{module}"):
            here = anywhere  # the lines are others now
        changed = [file for file in own if self._changed(file)]
        ours = [test for test in anywhere if test.startswith(own)]
        others, left = [], BUDGET
        for test in here or anywhere:  # what runs at import was run by none, so by all
            left -= self._taken[test]
            if left >= 0 and not test.startswith(own):
                others.append(test)
        return [*changed, *sorted(ours, key=lambda test: test not in here), *others]

    def times(self, tests: list[str]) -> list[float]:
        """Return how many seconds each of these tests took, and each of a file named whole."""
        named = {*tests}
        taken = self._taken.items()
        return [time for test, time in taken if test in named or test.split("::")[0] in named]

    def _changed(self, file: str) -> bool:
        """Return whether a file changed since the tests were recorded."""
        path = self._root / file
        return not path.is_dir() and (not path.exists() or path.stat().st_mtime > self._since)

    def _known(self, tests: set[str]) -> list[str]:
        """Return the tests that passed, the quickest first."""
        passed = [test for test in tests if test in self._taken]
        known = [test for test in passed if test.split("::")[0] not in self._files_changed]
        return sorted(known, key=lambda test: (self._taken[test], test))

    @cache  # noqa: B019  there is one choice, as long as the program runs
    def _contexts(self, module: str) -> dict[int, set[str]]:
        """Return the tests that ran each line of a module."""
        ending = os.sep + os.path.join("src", "dipfacts", *module.split("/"))
        file = next((name for name in self._data.measured_files() if name.endswith(ending)), "")
        found = defaultdict[int, set[str]](set)
        for line, contexts in self._data.contexts_by_lineno(file).items():
            found[line] = {context.rpartition("|")[0] for context in contexts if context}
        return found
