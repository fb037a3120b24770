"""A signal takes effect where nothing is half done, and none is lost."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator

import msgspec
import pytest

from dipfacts.write import signals

if sys.platform == "win32":
    pytest.skip("Windows has no signals that a process could send itself", allow_module_level=True)


@pytest.fixture(autouse=True)
def heeded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(signals, "_heard", [])
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    signals.heed()
    yield
    signal.signal(signal.SIGINT, before)


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_is_raised_at_once_where_nothing_is_held() -> None:
    with pytest.raises(KeyboardInterrupt):
        press()


def test_one_that_comes_while_msgspec_makes_out_a_type_is_raised_after_that() -> None:
    """Raised at once it would end the interpreter, with a fault of the memory."""

    class Interrupted(msgspec.Struct):
        number: "press() or int"  # type: ignore[valid-type]  # noqa: UP037

    made, end = [], time.monotonic() + 30

    def work() -> None:
        while time.monotonic() < end:
            made.append(msgspec.json.decode(b'{"number": 2}', type=Interrupted).number)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert set(made) == {2}


def test_one_that_comes_while_it_is_held_is_raised_at_the_end() -> None:
    done = []

    def work() -> None:
        with signals.held():
            press()
            done.append("this")
        done.append("not that")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["this"]


def test_within_a_held_block_it_is_heard_where_that_is_allowed() -> None:
    done = []

    def work() -> None:
        with signals.held() as heard:
            try:
                with heard():
                    press()
                    done.append("not that")
            finally:
                press()  # a second one does not cut short what undoes the first
                done.append("undone")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["undone"]


def test_one_that_came_before_is_heard_as_soon_as_that_is_allowed() -> None:
    done = []

    def work() -> None:
        with signals.held() as heard:
            press()
            done.append("this")
            with heard():
                done.append("not that")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["this"]


def test_a_block_within_a_block_ends_what_is_held_with_the_outer_one() -> None:
    done = []

    def work() -> None:
        with signals.held():
            with signals.held():
                press()
            done.append("still held")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["still held"]


def test_one_that_cannot_be_raised_is_silent_and_not_lost(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Closed:
        def __del__(self) -> None:
            press()

    Closed()
    assert capsys.readouterr().err == ""
    with pytest.raises(KeyboardInterrupt):
        signals.check()


def test_what_else_cannot_be_raised_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    class Closed:
        def __del__(self) -> None:
            raise ValueError("a fault")

    Closed()
    assert "a fault" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_the_program_does_so_after_what_is_held(number: int) -> None:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        signal.signal(number, signal.SIG_DFL)  # nohup leaves it ignored
        with signals.held() as heard:
            try:
                with heard():
                    os.kill(os.getpid(), number)
                    os.write(write, b"not that")
            finally:
                os.write(write, b"undone")
        os._exit(0)
    os.close(write)
    with open(read, "rb") as stream:
        said = stream.read()
    _, status = os.waitpid(child, 0)
    assert (os.waitstatus_to_exitcode(status), said) == (-number, b"undone")


def test_a_signal_that_is_handled_or_ignored_around_us_stays_so() -> None:
    came: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: came.append(number))
    try:
        with signals.held():
            os.kill(os.getpid(), signal.SIGTERM)
            assert came == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_in_another_thread_nothing_is_held() -> None:
    def work() -> None:
        with signals.held() as heard, heard():
            done.append(signals._holding)

    done: list[bool] = []
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [False]
