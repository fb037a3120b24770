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


def with_base(folder: Path) -> Path:
    path = folder / "facts.toml"
    path.write_text(base_text(CLAIMS), encoding="utf-8")
    settled(path)
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a base in it."""
    return with_base(tmp_path)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> object:
    """The answer where there is room."""
    return usual(with_base(tmp_path_factory.mktemp("room")))


def words(place: Path) -> list[str]:
    return ["trade", "azerbaijan", "russia", "--json", "-f", str(place / "facts.toml")]


def usual(place: Path) -> object:
    return right(run(words(place), environment(place / "usual")))


def homeless(**more: str) -> dict[str, str]:
    env = environment(None, **more)
    for name in ("HOME", "XDG_CACHE_HOME"):
        if name not in more:
            env.pop(name, None)
    return env


def test_a_home_that_is_read_only(place: Path, expected: object) -> None:
    home = place / "home"
    home.mkdir(mode=0o555)
    for _ in range(2):
        done = run(words(place), homeless(HOME=str(home)), as_a_stranger())
        assert with_one_warning(done) == expected
    assert files_in(home) == []


def test_a_cache_that_became_read_only_still_answers_where_it_is_fresh(place: Path) -> None:
    wanted, cache = usual(place), place / "usual"
    cache.chmod(0o555)
    done = run(words(place), environment(cache), as_a_stranger())
    assert right(done) == wanted
    (place / "facts.toml").touch()
    done = run(words(place), environment(cache), as_a_stranger())
    assert with_one_warning(done) == wanted
    cache.chmod(0o700)


@pytest.mark.parametrize("home", ["/proc/none", "/dev/null", "locked/home", "locked/home/deep"])
def test_a_home_that_is_not_there(home: str, place: Path, expected: object) -> None:
    (place / "locked").mkdir(mode=0o555)
    done = run(words(place), homeless(HOME=str(place / home)), as_a_stranger())
    assert with_one_warning(done) == expected
    assert files_in(place / "locked") == []


def test_no_home_at_all(place: Path, expected: object) -> None:
    here = place / "here"
    here.mkdir()
    done = run(words(place), homeless(), as_a_stranger(), cwd=here)
    assert with_one_warning(done) == expected
    assert list(here.iterdir()) == []  # and least of all a folder called "~"


@pytest.mark.parametrize("inside", ["", "/below"])
def test_a_file_where_the_folder_of_the_cache_should_be(
    inside: str, place: Path, expected: object
) -> None:
    (place / "file").write_text("a user's own", encoding="utf-8")
    done = run(words(place), environment(Path(f"{place}/file{inside}")))
    assert with_one_warning(done) == expected
    assert (place / "file").read_text(encoding="utf-8") == "a user's own"


@pytest.mark.parametrize("size", [0, 1, 4096, 20_000])
def test_a_quota_that_is_used_up(size: int, place: Path, expected: object) -> None:
    cache = place / "cache"
    before = [sys.executable, "-c", LIMITED, str(size)]
    for _ in range(2):
        done = run(words(place), environment(cache), before)
        assert with_one_warning(done) == expected
    assert files_in(cache) == []


@pytest.mark.parametrize("size", ["4k", "64k"])
def test_a_disk_that_is_full(size: str, place: Path, expected: object) -> None:
    cache = place / "cache"
    cache.mkdir()
    mount = f'mount -t tmpfs -o size={size} none "$0" && exec "$@"'
    before = ["unshare", "--mount", "--propagation", "private", "sh", "-c", mount, str(cache)]
    try:
        subprocess.run([*before, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system can be mounted here")
    listed = [*before, "sh", "-c", '"$@"; status=$?; ls -A "$0" >&2; exit $status', str(cache)]
    done = run(words(place), environment(cache), listed)
    assert with_one_warning(done) == expected  # and no line of a file that was left


def test_a_folder_for_temporary_files_that_is_missing(place: Path, expected: object) -> None:
    gone = str(place / "gone")
    env = environment(place / "cache", TMPDIR=gone, TEMP=gone, TMP=gone)
    for _ in range(2):  # no index needs one: nothing to warn of
        assert right(run(words(place), env)) == expected
    assert len(files_in(place / "cache")) == 1
    env = environment(Path("/proc/none"), TMPDIR=gone, TEMP=gone, TMP=gone)
    assert with_one_warning(run(words(place), env)) == expected
