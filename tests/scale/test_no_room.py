"""Answers where no index can be kept: the same, and one line says why they took longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scale.asking import (
    as_a_stranger,
    base_text,
    environment,
    files_in,
    right,
    run,
    settled,
    with_one_warning,
)

CLAIMS = 300
# Runs the rest of the words with no file growing beyond so many bytes, as a quota does.
LIMITED = (
    "import os, resource, sys; size = int(sys.argv[1]);"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)); os.execv(sys.argv[2], sys.argv[2:])"
)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The words of a question to a base for all tests, which none of them touches."""
    return question(tmp_path_factory.mktemp("room"))


@pytest.fixture(scope="module")
def expected(words: list[str], tmp_path_factory: pytest.TempPathFactory) -> object:
    """The answer where there is room."""
    return right(run(words, environment(tmp_path_factory.mktemp("usual"))))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder of the test's own."""
    return tmp_path


def question(folder: Path) -> list[str]:
    """Return the words of a question to a base in a folder, which is written there."""
    path = folder / "facts.toml"
    path.write_text(base_text(CLAIMS), encoding="utf-8")
    return ["trade", "azerbaijan", "russia", "--json", "-f", str(settled(path))]


def homeless(**more: str) -> dict[str, str]:
    env = environment(None, **more)
    for name in ("HOME", "XDG_CACHE_HOME"):
        if name not in more:
            env.pop(name, None)
    return env


def test_a_home_that_is_read_only(place: Path, words: list[str], expected: object) -> None:
    home = place / "home"
    home.mkdir(mode=0o555)
    for _ in range(2):
        done = run(words, homeless(HOME=str(home)), as_a_stranger())
        assert with_one_warning(done) == expected
    assert files_in(home) == []


def test_a_cache_that_became_read_only_still_answers_where_it_is_fresh(place: Path) -> None:
    words, cache = question(place), place / "usual"
    wanted = right(run(words, environment(cache)))
    cache.chmod(0o555)
    done = run(words, environment(cache), as_a_stranger())
    assert right(done) == wanted
    (place / "facts.toml").touch()
    done = run(words, environment(cache), as_a_stranger())
    assert with_one_warning(done) == wanted
    cache.chmod(0o700)


@pytest.mark.parametrize("home", ["/proc/none", "/dev/null", "locked/home", "locked/home/deep"])
def test_a_home_that_is_not_there(
    home: str, place: Path, words: list[str], expected: object
) -> None:
    (place / "locked").mkdir(mode=0o555)
    done = run(words, homeless(HOME=str(place / home)), as_a_stranger())
    assert with_one_warning(done) == expected
    assert files_in(place / "locked") == []


def test_no_home_at_all(place: Path, words: list[str], expected: object) -> None:
    here = place / "here"
    here.mkdir()
    done = run(words, homeless(), as_a_stranger(), cwd=here)
    assert with_one_warning(done) == expected
    assert list(here.iterdir()) == []  # and least of all a folder called "~"


@pytest.mark.parametrize("inside", ["", "/below"])
def test_a_file_where_the_folder_of_the_cache_should_be(
    inside: str, place: Path, words: list[str], expected: object
) -> None:
    (place / "file").write_text("a user's own", encoding="utf-8")
    done = run(words, environment(Path(f"{place}/file{inside}")))
    assert with_one_warning(done) == expected
    assert (place / "file").read_text(encoding="utf-8") == "a user's own"


@pytest.mark.parametrize("size", [0, 1, 4096, 20_000])
def test_a_quota_that_is_used_up(
    size: int, place: Path, words: list[str], expected: object
) -> None:
    cache = place / "cache"
    before = [sys.executable, "-c", LIMITED, str(size)]
    for _ in range(2):
        done = run(words, environment(cache), before)
        assert with_one_warning(done) == expected
    assert files_in(cache) == []


@pytest.mark.parametrize("size", ["4k", "64k"])
def test_a_disk_that_is_full(size: str, place: Path, words: list[str], expected: object) -> None:
    cache = place / "cache"
    cache.mkdir()
    mount = f'mount -t tmpfs -o size={size} none "$0" && exec "$@"'
    before = ["unshare", "--mount", "--propagation", "private", "sh", "-c", mount, str(cache)]
    try:
        subprocess.run([*before, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system can be mounted here")
    listed = [*before, "sh", "-c", '"$@"; status=$?; ls -A "$0" >&2; exit $status', str(cache)]
    done = run(words, environment(cache), listed)
    assert with_one_warning(done) == expected  # and no line of a file that was left


def test_a_folder_for_temporary_files_that_is_missing(
    place: Path, words: list[str], expected: object
) -> None:
    gone = str(place / "gone")
    env = environment(place / "cache", TMPDIR=gone, TEMP=gone, TMP=gone)
    for _ in range(2):  # no index needs one: nothing to warn of
        assert right(run(words, env)) == expected
    assert len(files_in(place / "cache")) == 1
    env = environment(Path("/proc/none"), TMPDIR=gone, TEMP=gone, TMP=gone)
    assert with_one_warning(run(words, env)) == expected
