"""A plugin of pytest that writes down how long each test took that passed, a line a test."""

from __future__ import annotations

import json
import os
from collections import defaultdict

import pytest

_taken = defaultdict[str, float](float)
_unfit = set[str]()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _taken[report.nodeid] += report.duration
    if not report.passed:
        _unfit.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput"):
        return  # the first process hears of all
    passed = {test: taken for test, taken in _taken.items() if test not in _unfit}
    with open(os.environ["DIPFACTS_TEST_TIMES"], "w", encoding="utf-8") as file:
        json.dump(passed, file, indent=1)
