"""The kept index, damaged in any way: it says nothing wrong, and nobody sees a traceback."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dipfacts.model.fact import Fact
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from scale.asking import (
    QUESTIONS,
    answers,
    as_a_stranger,
    base_text,
    environment,
    facts_shown,
    files_in,
    right,
    run,
    settled,
    with_one_warning,
)
from support.draws import drawn

CLAIMS = 90
OTHER = 65534  # a user who is neither root nor who runs the tests
Answers = dict[str, list[Fact]]
WORDS = ("trade", "azerbaijan", "russia", "--json")


@pytest.fixture(autouse=True)
def quiet() -> None:
    """Take back what sqlite-utils and Datasette, once imported, have set for the whole process.

    By that, a function of SQLite that meets a damaged text is told on standard error.
    """
    sqlite3.enable_callback_tracebacks(False)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base that no test changes: it is their indexes that are damaged."""
    path = tmp_path_factory.mktemp("damaged") / "facts.toml"
    path.write_text(base_text(CLAIMS), encoding="utf-8")
    return settled(path)


@pytest.fixture(scope="module")
def whole(base: Path) -> Path:
    """The index of the base, after the first look-up made it."""
    folder = base.parent / "whole"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DIPFACTS_CACHE", str(folder))
        answers(base)
    (file,) = files_in(folder)
    return file


@pytest.fixture(scope="module")
def expected(base: Path, whole: Path) -> Answers:
    """What is answered of an index that is whole."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DIPFACTS_CACHE", str(whole.parent))
        return answers(base)


@pytest.fixture(scope="module")
def printed(base: Path) -> object:
    """What the program prints with a cache of its own."""
    return asked(base, base.parent / "other")


@pytest.fixture
def kept(whole: Path, alone: Path) -> Path:
    """The file of the index in the test's own cache."""
    return Path(shutil.copy2(whole, alone))


def asked(base: Path, cache: Path) -> object:
    return right(run([*WORDS, "-f", str(base)], environment(cache)))


def test_an_index_cut_to_any_length_is_not_used(
    base: Path, kept: Path, expected: Answers, printed: object
) -> None:
    data = kept.read_bytes()
    lengths = [0, 1, 15, 16, 31, 99, 100, *range(511, len(data), len(data) // 40), len(data) - 1]
    for length in lengths:
        kept.write_bytes(data[:length])
        assert answers(base) == expected, length
    kept.write_bytes(data[: len(data) // 3])
    assert asked(base, kept.parent) == printed


def test_an_index_with_more_at_its_end_is_not_believed(
    base: Path, kept: Path, expected: Answers
) -> None:
    for more in (b"\0", b"more", b"\xff" * 4096, kept.read_bytes()):
        kept.write_bytes(kept.read_bytes() + more)
        assert answers(base) == expected


def text(file: Path) -> None:
    file.write_text("not an index\n" * 2000, encoding="utf-8")


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def full_folder(file: Path) -> None:
    folder(file)
    (file / "mine.txt").write_text("a user's own", encoding="utf-8")


def link_to_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.parent / "nowhere" / "at-all")


def other_database(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE claim(n INTEGER PRIMARY KEY, id TEXT, body BLOB)")
    connection.commit()
    connection.close()


def newer(file: Path) -> None:
    """Write what a later version of dipfacts may have left there."""
    connection = sqlite3.connect(file)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
        if table == "claim_row":
            connection.execute("DELETE FROM claim_row")
    connection.execute(f"PRAGMA user_version = {version + 1}")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("damage", [text, folder, full_folder, link_to_nowhere, other_database])
def test_what_stands_in_place_of_an_index_is_not_used_and_not_touched(
    damage: Callable[[Path], None], base: Path, kept: Path, expected: Answers, printed: object
) -> None:
    damage(kept)
    before = everything_in(kept.parent)
    done = run([*WORDS, "-f", str(base)], environment(kept.parent))
    assert with_one_warning(done) == printed
    assert done.err == (
        f"dipfacts: the index cannot be kept in {kept.parent}: {kept.name} there was not"
        " written by dipfacts; answering from memory (set DIPFACTS_CACHE to a folder of yours)\n"
    )
    assert answers(base) == expected
    assert everything_in(kept.parent) == before


def everything_in(folder: Path) -> dict[str, object]:
    """Return the contents of each name in a folder."""
    return {
        str(path.relative_to(folder)): (
            path.readlink() if path.is_symlink() else path.is_file() and path.read_bytes()
        )
        for path in folder.rglob("*")
    }


def test_an_index_of_another_version_is_made_anew(
    base: Path, kept: Path, expected: Answers, printed: object
) -> None:
    newer(kept)
    assert asked(base, kept.parent) == printed
    assert answers(base) == expected
    assert files_in(kept.parent) == [kept]


def test_an_index_of_which_a_power_cut_left_zeros_is_replaced(
    base: Path, kept: Path, expected: Answers, printed: object
) -> None:
    kept.write_bytes(bytes(kept.stat().st_size))
    assert asked(base, kept.parent) == printed
    assert any(kept.read_bytes())
    assert answers(base) == expected


@pytest.mark.parametrize("at", [0, 15, 68, 71])
def test_an_index_with_a_damaged_header_is_still_known_for_ours(
    at: int, base: Path, kept: Path, expected: Answers
) -> None:
    data = kept.read_bytes()
    kept.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert answers(base) == expected
    assert kept.read_bytes()[at] == data[at]


def test_the_index_of_another_base_is_not_used(
    base: Path, kept: Path, alone: Path, expected: Answers, printed: object
) -> None:
    for nth, claims in enumerate((CLAIMS, 60)):
        other = base.with_name(f"other-{nth}.toml")
        other.write_text(base_text(claims, value=1000), encoding="utf-8")
        settled(other)
        before = set(files_in(alone))
        answers(other)
        (added,) = set(files_in(alone)) - before
        shutil.copyfile(added, kept)
        assert answers(base) == expected
        assert asked(base, alone) == printed


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("folder_too", [False, True])
def test_an_index_of_another_user_that_cannot_be_read(
    folder_too: bool, base: Path, kept: Path
) -> None:
    words, env = [*WORDS, "-f", str(base)], environment(kept.parent)
    expected = asked(base, kept.parent)
    made = kept.stat().st_ino
    kept.chmod(0o600)
    os.chown(kept, OTHER, OTHER)
    if folder_too:
        kept.parent.chmod(0o555)
    # What cannot be read cannot be known for an index, and is not replaced.
    assert with_one_warning(run(words, env, as_a_stranger())) == expected
    kept.parent.chmod(0o700)
    assert kept.stat().st_ino == made


# ------------------------------------------------------------------------------- single bits


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


class Flips(NamedTuple):
    """The flipped bits whose damage was noticed, and the most answers that one kept back."""

    noticed: int
    lost: int


def flip(kept: Path, bits: Iterable[int], ask: Callable[[], dict[str, Any]]) -> Flips:
    """Flip one bit after the other and ask; nothing that is answered may be altered."""
    data, known = kept.read_bytes(), ask()
    assert known
    noticed = lost = 0
    for bit in bits:
        damaged = flipped(data, bit)
        kept.write_bytes(damaged)
        shown = ask()
        assert {name: known.get(name) for name in shown} == shown, bit
        lost = max(lost, len(known) - len(shown))
        noticed += not kept.exists() or kept.read_bytes() != damaged  # it is deleted, made anew
    return Flips(noticed, lost)


def near(kept: Path, seed: int, texts: tuple[bytes, ...], before: int, after: int) -> Iterator[int]:
    """Bits around these texts in an index, without end."""
    data, numbers = kept.read_bytes(), random.Random(seed)
    places = [at for at in range(len(data)) if data.startswith(texts, at)]
    assert len(places) >= len(texts)
    while True:
        yield (numbers.choice(places) + numbers.randint(-before, after)) * 8 + numbers.randint(0, 7)


# That one claim is not found at all may happen: see docs/index.md, what is not noticed.


def test_no_bit_that_flips_alters_a_claim_that_is_shown(base: Path, kept: Path) -> None:
    bits = random.Random(2).sample(range(kept.stat().st_size * 8), drawn(150))
    flips = flip(kept, bits, lambda: facts_shown(base))
    assert flips.noticed > 0
    assert flips.lost <= len(QUESTIONS)


@pytest.mark.parametrize("letter", [b"CREATE TABLE kind", b"topic, kind", b"WHERE weight"])
def test_a_schema_that_is_no_text_any_more_is_not_read(
    letter: bytes, base: Path, kept: Path, expected: Answers
) -> None:
    data = kept.read_bytes()
    at = data.rindex(letter) + len(letter) - 2
    kept.write_bytes(data[:at] + bytes([data[at] | 0x80]) + data[at + 1 :])
    assert answers(base) == expected


def test_no_bit_that_flips_within_a_claim_alters_it(base: Path, kept: Path) -> None:
    # From the values before a note to the end of the row.
    count = drawn(80)
    bits = islice(near(kept, 3, (b"figure note",), 60, 60), count)
    flips = flip(kept, bits, lambda: facts_shown(base))
    assert flips.noticed >= count * 7 // 8
    assert flips.lost <= len(QUESTIONS)


def test_no_bit_that_flips_alters_who_says_it(base: Path, kept: Path) -> None:
    def told() -> dict[str, object]:
        with open_base(str(base)) as opened:
            found = opened.sources_by_id(["press"]), opened.parties_by_id(["russia", "georgia"])
            measures, topics = opened.measures, opened.topics
        return {**found[0], **found[1], **measures, **topics}

    names = (b"Press", b"Russia", b"Georgia", b"Exports", b"country", b"2024-01-01")
    count = drawn(80)
    flips = flip(kept, islice(near(kept, 4, names, 4, 8), count), told)
    assert flips.noticed >= count * 3 // 8
    assert flips.lost == 0


def test_no_bit_that_flips_alters_the_words_around_a_hit(base: Path, kept: Path) -> None:
    def hits() -> dict[str, str]:
        with open_base(str(base)) as opened:
            return {fact.id: hit for fact, hit in opened.search(Query(text="note")).hits}

    count = drawn(60)
    bits = islice(near(kept, 5, (b"figure note", b"event note"), 0, 10), count)
    assert flip(kept, bits, hits) == Flips(noticed=count, lost=0)


def test_the_program_shows_no_traceback_and_no_altered_claim(base: Path, kept: Path) -> None:
    words, env = ["trade", "--json", "-f", str(base)], environment(kept.parent)
    known = {fact["id"]: fact for fact in facts_in(right(run(words, env)))}
    assert len(known) == CLAIMS  # figures, then relations and events
    data = kept.read_bytes()
    answered = 0
    for bit in islice(near(kept, 6, (b"figure note",), 60, 60), 8):
        kept.write_bytes(flipped(data, bit))
        done = run(words, env)
        assert done.status in (0, 1)
        assert "Traceback" not in done.err
        if done.status == 0:
            shown = {fact["id"]: fact for fact in facts_in(right(done))}
            assert {name: known.get(name) for name in shown} == shown
            answered += len(shown) == len(known)
    assert answered >= 6


def facts_in(answer: object) -> list[dict[str, object]]:
    assert isinstance(answer, dict)
    found: list[dict[str, object]] = answer["facts"]
    return found
