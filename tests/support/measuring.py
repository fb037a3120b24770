"""Coverage where it may tell something new: code that is measured takes twice the time."""

from __future__ import annotations

import contextlib
import os
import pkgutil
import sys
from collections.abc import Callable, Generator, Iterator
from functools import wraps
from importlib import import_module
from itertools import count
from typing import Any

import pytest

import dipfacts

ALL = "DIPFACTS_TEST_TIMES" in os.environ
"""Whether everything is measured, for tests/mutants."""
EXAMPLES = 8
"""Of a property, so many examples are measured."""
LARGE = ("docx", "icalendar", "jinja2", "mcp", "pyarrow.parquet", "rich.console", "uvicorn")
"""What modules of the project import, and nobody measures."""

Step = Generator[None, object, object]


@contextlib.contextmanager
def unmeasured() -> Iterator[None]:
    """Measure no coverage inside: for many inputs of one kind, of which other tests run the lines.

    It decorates a test, too.
    """
    trace = sys.gettrace()
    if not ALL:
        sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(trace)


class Sparing:
    """A plugin of pytest that measures fixtures and tests, and not the work of pytest itself.

    A test of many cases is measured until one runs no line or branch that was not run before. What
    this leaves out can only make the coverage less than it is.
    """

    def __init__(self) -> None:
        self._trace: Any = None  # the tracer of coverage
        self._dull = set[str]()

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Step:
        """Measure what is run at import; other modules are imported before, and by the tests."""
        self._trace = sys.gettrace()  # not sooner: a worker first has another
        with unmeasured():
            for large in LARGE:
                import_module(large)
        for module in pkgutil.walk_packages(dipfacts.__path__, "dipfacts."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
        with unmeasured():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Step:
        with unmeasured():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self) -> Step:
        with self._measured():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Step:
        name = item.nodeid.partition("[")[0]
        if name in self._dull:
            return (yield)
        if property_ := getattr(getattr(item, "obj", None), "hypothesis", None):
            property_.inner_test = self._first_ones(property_.inner_test)
            self._dull.add(name)
            return (yield)
        known = self._lines()
        with self._measured():
            try:
                return (yield)
            finally:
                if self._lines() == known:
                    self._dull.add(name)

    @contextlib.contextmanager
    def _measured(self) -> Iterator[None]:
        before = sys.gettrace()
        sys.settrace(self._trace)
        try:
            yield
        finally:
            sys.settrace(before)

    def _first_ones(self, test: Callable[..., Any]) -> Callable[..., Any]:
        """Return a property's test, measured for its first examples."""
        numbers = count()

        @wraps(test)
        def first_ones(*given: Any, **named: Any) -> Any:
            if next(numbers) >= EXAMPLES:
                return test(*given, **named)
            with self._measured():
                return test(*given, **named)

        return first_ones

    def _lines(self) -> int:
        """Return how many lines and branches were run by now."""
        data: dict[str, set[object]] = self._trace.data
        return sum(map(len, data.values()))
