"""What a comparison calls its states, and the lines that it names."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from dipfacts.read import files
from support.command_line import Run
from support.factbase import base, figure, measure, party, source, topic
from support.repository import Repository

DECLARED = (source("s", published="2022-12-05"), party("a"), party("b"), topic(), measure())
RIGHT = base(*DECLARED, figure("f", value=1, unit="EUR"))
WRONG = base(*DECLARED, figure("f", value=1, unit="euros"))
LATER = base(*DECLARED, figure("f", value=2, unit="EUR"))


@pytest.fixture(autouse=True)
def no_base_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Two commits: of a right base and a wrong one, and of the right one changed."""
    found = Repository(tmp_path_factory.mktemp("shared"))
    found.commit("one", a=RIGHT, b=WRONG)
    found.commit("two", a=LATER, b=WRONG)
    found.write("HEAD", "no fact base")
    return found


@pytest.mark.parametrize(
    ("words", "name", "check"),
    [
        ("a.toml b.toml", "b.toml", "dipfacts check b.toml shows it"),
        ("a.toml ./b.toml", "./b.toml", "dipfacts check ./b.toml shows it"),
        ("HEAD^0 b.toml", "b.toml", "dipfacts check b.toml shows it"),
        ("HEAD^0:a.toml ./b.toml", "./b.toml", "dipfacts check ./b.toml shows it"),
        ("a.toml -f b.toml", "b.toml", "dipfacts check b.toml shows it"),
        ("HEAD~1 -f b.toml", "b.toml", "dipfacts check b.toml shows it"),
        (
            "HEAD~1 HEAD^0 -f b.toml",
            "HEAD^0",
            "dipfacts check b.toml shows it in a checkout of HEAD^0",
        ),
        (
            "a.toml HEAD~1:b.toml",
            "HEAD~1",
            "dipfacts check b.toml shows it in a checkout of HEAD~1",
        ),
        (
            "--staged -f b.toml",
            "what is staged",
            "dipfacts check b.toml shows it in a checkout of what is staged",
        ),
    ],
)
def test_the_check_of_errors_is_of_the_newer_state(
    shared: Repository, run_in: Run, words: str, name: str, check: str
) -> None:
    status, _, err = run_in(shared.folder, "diff", *words.split())
    line = WRONG.splitlines().index('unit = "euros"') + 1
    fault = f'(b.toml:{line}: unit "euros" is money, but not a currency code)'
    assert (status, err) == (0, f"dipfacts: {name} has 1 error {fault}; {check}\n")


def test_the_base_of_a_variable_is_not_named(
    shared: Repository, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", "b.toml")
    _, _, err = run_in(shared.folder, "diff")
    assert err.startswith("dipfacts: the fact base has 1 error (")
    assert err.endswith("); dipfacts check shows it\n")


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("trade a b -f many.toml", "many.toml"),
        ("trade a b -f many.toml -f a.toml", "many.toml a.toml"),
        ("diff many.toml", "many.toml"),
        ("diff a.toml many.toml", "a.toml many.toml"),
    ],
)
def test_the_check_of_many_problems_is_of_the_same_base(
    tmp_path: Path, run_in: Run, words: str, paths: str
) -> None:
    found = Repository(tmp_path / "repo")
    many = [figure(f"f{nth}", value=nth, source="nosuch") for nth in range(12)]
    found.commit("one", a=RIGHT, many=base(*DECLARED, *many))
    status, _, err = run_in(found.folder, *words.split())
    assert status == 3
    told = f"more unknown-reference: dipfacts check {paths} lists them"
    assert err.splitlines()[-1].endswith(told), err


def test_a_file_named_with_its_revision_is_called_so_once(shared: Repository, run_in: Run) -> None:
    shared.write("torn.toml", "format = 7\n")
    shared.git("add", "torn.toml")
    shared.git("commit", "-qm", "torn", "torn.toml")
    _, _, err = run_in(shared.folder, "diff", "HEAD^0:torn.toml", "a.toml")
    assert err.startswith("HEAD^0:torn.toml:1: format 7 is not known")
    shared.git("reset", "-q", "--hard", "HEAD^")


@pytest.mark.parametrize("folder", [".", "below"])
@pytest.mark.parametrize("path", ["a.toml", "./a.toml"])
def test_a_path_in_a_revision_is_compared_with_the_same_path_now(
    shared: Repository, run_in: Run, folder: str, path: str
) -> None:
    at = shared.folder / folder
    at.mkdir(exist_ok=True)
    path = f"./.{path}" if folder == "below" and path[0] == "." else path
    status, out, err = run_in(at, "diff", f"HEAD~1:{path}", "--json")
    found = json.loads(out)
    assert (status, err, found["changed"]["f"]["value"]) == (0, "", {"old": 1, "new": 2})
    assert found["query"]["new"]["name"] == "the working tree"
    assert (found["added"], found["removed"]) == ({}, {})


def test_a_path_in_a_revision_that_is_gone_now(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path / "repo")
    found.commit("one", a=RIGHT)
    (found.folder / "a.toml").rename(found.folder / "c.toml")
    result = run_in(found.folder, "diff", "HEAD:a.toml")
    assert result == (
        2,
        "",
        "dipfacts: a.toml does not exist now, and no other base is in use\n"
        "  name the base with -f to compare it with\n",
    )
    _, out, _ = run_in(found.folder, "diff", "HEAD:a.toml", "-f", "c.toml")
    assert out == "No difference between HEAD:a.toml and the working tree (1 claim).\n"


def test_the_bundled_base_is_no_working_tree(shared: Repository, run_in: Run) -> None:
    _, out, _ = run_in(shared.folder, "diff", "a.toml", "-f", "bundled", "--limit", "1")
    assert out.startswith("From a.toml to the bundled base: ")


@pytest.mark.parametrize("words", ["-f a.toml", "a.toml", "./a.toml", "HEAD~1.. -f a.toml"])
def test_where_nobody_names_head_it_is_the_revision(
    shared: Repository, run_in: Run, words: str
) -> None:
    status, out, err = run_in(shared.folder, "diff", *words.split())
    assert (status, err) == (0, "")
    assert "HEAD" in out


def test_what_is_staged_is_compared_beside_a_file_called_head(
    shared: Repository, run_in: Run
) -> None:
    status, out, err = run_in(shared.folder, "diff", "--staged", "-f", "a.toml")
    assert (status, err) == (0, "")
    assert out == "No difference between HEAD and what is staged (1 claim).\n"


def test_a_path_called_head_is_the_base(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path / "repo")
    found.commit("one", **{"HEAD/a": RIGHT})
    found.write("HEAD/a.toml", LATER)
    _, out, _ = run_in(found.folder, "diff", "./HEAD", "--json")
    assert json.loads(out)["changed"]["f"]["value"] == {"old": 1, "new": 2}
    _, _, err = run_in(found.folder, "diff", "HEAD", "-f", "HEAD")
    assert err == (
        'dipfacts: "HEAD" is both a revision and a path\n'
        "  ./HEAD is the path, HEAD^0 the revision\n"
    )


def test_the_line_that_lists_the_files_of_a_commit_lists_them_from_below_it(
    tmp_path: Path, run_in: Run
) -> None:
    """REV:PATH begins at the top, wherever one stands."""
    found = Repository(tmp_path)
    found.commit("one", **{"data/a": RIGHT})
    _, _, err = run_in(tmp_path / "data", "diff", "HEAD:a.toml", "-f", "a.toml")
    line = err.splitlines()[1].strip().removesuffix(" lists its files")
    done = subprocess.run(line.split(), cwd=tmp_path / "data", capture_output=True, text=True)
    assert done.stdout == "data/a.toml\n"


@pytest.mark.parametrize("words", ["diff", "diff HEAD~1", "log f"])
def test_a_base_that_does_not_exist_is_in_no_repository_for_that(
    tmp_path: Path, run_in: Run, words: str
) -> None:
    (tmp_path / "ours.toml").write_text(RIGHT)
    assert run_in(tmp_path, *words.split(), "-f", "ours") == (
        2,
        "",
        'dipfacts: ours does not exist\n  did you mean "ours.toml"?\n',
    )


@pytest.mark.parametrize(
    ("words", "status"),
    [("v1", 2), ("v1 HEAD", 2), ("v1..HEAD", 2), ("", 0), ("HEAD^0", 0), ("--staged", 0)],
)
def test_where_the_bundled_base_is_compared_that_of_the_folder_is_named(
    tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch, words: str, status: int
) -> None:
    """A revision of one's own repository is none of the bundled base's."""
    bundled, own = Repository(tmp_path / "bundled"), Repository(tmp_path / "own")
    bundled.commit("one", a=RIGHT)
    own.commit("one", a=RIGHT)
    own.git("tag", "v1")
    monkeypatch.setattr(files, "bundled_path", lambda: str(bundled.folder))
    found, _, err = run_in(own.folder, "diff", *words.split())
    assert (found, "add -f a.toml\n" in err) == (status, True)
    assert ("of the bundled base\n" in err) == (status == 2)
    assert run_in(own.folder, "diff", *words.split(), "-f", "a.toml").err == ""
    (own.folder / "empty").mkdir()
    assert "-f" not in run_in(own.folder / "empty", "diff", *words.split()).err


def test_an_installed_bundled_base_is_in_no_repository(
    tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Repository(tmp_path / "own")
    own.commit("one", a=RIGHT)
    (tmp_path / "installed").mkdir()
    monkeypatch.setattr(files, "bundled_path", lambda: str(tmp_path / "installed"))
    assert run_in(own.folder, "diff").err == (
        "dipfacts: the bundled base is in no git repository\n"
        "  to compare the fact base in this folder, add -f a.toml\n"
    )
