"""States of a base by the words for them, and those opened that are in git alone."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dipfacts.read import files
from support.command_line import Run
from support.examples import FENCE, commands, consoles, fits, tidy
from support.factbase import base, event, figure, measure, party, relation, source, topic
from support.repository import Repository

ROOT = Path(__file__).parents[2]

DECLARED = (source("s", published="2022-12-05"), party("a"), party("b"), topic(), measure())
FACTS = {n: base(*DECLARED, figure("f", value=n)) for n in range(1, 5)}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Three commits of a figure of 1, 2, 3 dollars; a branch from the second; 4 now."""
    found = Repository(tmp_path_factory.mktemp("shared"))
    found.commit("one", facts=FACTS[1])
    found.commit("two", facts=FACTS[2])
    found.git("tag", "v2")
    found.git("branch", "topic")
    found.commit("three", facts=FACTS[3])
    found.write("facts.toml", FACTS[4])
    found.write("other.toml", FACTS[1])
    found.write("topic", "")
    return found


def values(out: str) -> list[list[int]]:
    """The values before and after of the figure that changed, in JSON."""
    found: dict[str, Any] = json.loads(out)
    return [
        [change["value"]["old"], change["value"]["new"]] for change in found["changed"].values()
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", [3, 4]),
        ("HEAD~1", [2, 4]),
        ("v2 HEAD", [2, 3]),
        ("HEAD v2", [3, 2]),
        ("HEAD~2..HEAD", [1, 3]),
        ("v2..", [2, 3]),
        ("HEAD...HEAD~2", []),
        ("HEAD~2...HEAD", [1, 3]),
        ("./other.toml", [1, 4]),
        ("other.toml", [1, 4]),
        ("other.toml facts.toml", [1, 4]),
        ("HEAD other.toml", [3, 1]),
        ("topic^0", [2, 4]),
        ("HEAD HEAD", []),
        ("v2:facts.toml", [2, 4]),
        ("v2:./facts.toml HEAD", [2, 3]),
    ],
)
def test_words_are_revisions_or_paths(
    shared: Repository, run_in: Run, words: str, wanted: list[int]
) -> None:
    status, out, err = run_in(shared.folder, "diff", *words.split(), "-f", "facts.toml", "--json")
    assert (status, err) == (0, "")
    assert values(out) == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "topic",
            '"topic" is both a revision and a path\n  ./topic is the path, topic^0 the revision',
        ),
        ("topc", '"topc" is neither a revision nor a path\n  did you mean "topic"?'),
        ("nope", '"nope" is neither a revision nor a path\n  git log lists revisions'),
        (
            "HEAD:nope.toml",
            "HEAD has no nope.toml\n  git ls-tree -r --name-only --full-tree HEAD lists its files",
        ),
        ("^HEAD", '"^HEAD" is neither a revision nor a path\n  git log lists revisions'),
        ("HEAD~9", '"HEAD~9" is neither a revision nor a path\n  git log lists revisions'),
        ("./no.toml", "./no.toml does not exist\n  name a revision, or a path that is there"),
        ("--known-by 2021", "--known-by compares two days\n  give it twice: "),
        ("a b c", "3 states are too many to compare\n  name one or two: dipfacts diff OLD NEW"),
        (
            "HEAD --known-by 2021 --known-by 2022",
            "--known-by compares a base with itself\n  leave the revisions or paths out; -f names",
        ),
        ("--known-by x --known-by y", '--known-by: cannot read "x" as a date or period'),
        ("- -", "standard input can be read only once\n"),
        ("--limit -1", "--limit must be 0 or more\n"),
        ("--format csv", 'no format is called "csv"\n  formats are table, json, md'),
    ],
)
def test_wrong_words_are_told_with_the_remedy(
    shared: Repository, run_in: Run, words: str, told: str
) -> None:
    status, out, err = run_in(shared.folder, "diff", *words.split(), "-f", "facts.toml")
    assert (status, out) == (2, "")
    assert err.startswith(f"dipfacts: {told}") or told in err


def test_two_paths_in_revisions_need_no_other_name_of_the_base(
    shared: Repository, run_in: Run
) -> None:
    status, out, _ = run_in(shared.folder, "diff", "v2:facts.toml", "HEAD:facts.toml", "--json")
    assert (status, values(out)) == (0, [[2, 3]])


def test_a_revision_beside_a_path_is_of_that_path(shared: Repository, run_in: Run) -> None:
    _, out, _ = run_in(shared.folder, "diff", "v2", "facts.toml", "--json")
    assert values(out) == [[2, 4]]
    _, out, _ = run_in(shared.folder, "diff", "./facts.toml", "HEAD", "--json")
    assert values(out) == [[4, 3]]


def test_a_path_alone_is_the_base_where_none_is_in_use(
    shared: Repository, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)
    _, out, _ = run_in(shared.folder, "diff", "facts.toml", "--json")
    assert values(out) == [[3, 4]]
    _, out, _ = run_in(shared.folder, "diff", "other.toml", "-f", "facts.toml", "--json")
    assert values(out) == [[1, 4]]


def test_where_a_branch_left_another_stands_in_brackets(shared: Repository, run_in: Run) -> None:
    _, out, _ = run_in(shared.folder, "diff", "HEAD...topic^0", "-f", "facts.toml")
    left = shared.git("rev-parse", "v2")[:10]
    between = f"{left} (where topic^0 left HEAD) and topic^0"
    assert out == f"No difference between {between} (1 claim).\n"


def test_what_is_staged_is_compared_whatever_the_files_hold(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path / "repo")
    staged = ("diff", "--staged", "-f", "facts.toml", "--json")
    found.write("facts.toml", FACTS[1])
    found.git("add", "facts.toml")
    found.write("facts.toml", "broken")
    _, out, _ = run_in(found.folder, *staged)
    assert [*json.loads(out)["added"]] == ["f"]  # before the first commit
    assert json.loads(out)["query"]["new"] == {
        "name": "what is staged",
        "commit": None,
        "known_by": None,
    }
    found.git("commit", "-qm", "one")
    found.write("facts.toml", FACTS[2])
    found.git("add", "facts.toml")
    found.write("facts.toml", FACTS[3])
    _, out, _ = run_in(found.folder, *staged)
    assert values(out) == [[1, 2]]
    (found.folder / "below").mkdir()
    _, out, _ = run_in(found.folder / "below", "diff", "--staged", "-f", "../facts.toml", "--json")
    assert values(out) == [[1, 2]]
    found.git("commit", "-qm", "two")
    found.git("add", "facts.toml")
    _, out, _ = run_in(found.folder, *staged, "HEAD~1")
    assert values(out) == [[1, 3]]
    _, _, err = run_in(found.folder, *staged, "HEAD~1", "HEAD")
    assert err.startswith("dipfacts: --staged compares one revision with what is staged\n")


def test_what_git_add_n_announces_is_not_staged(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.write(".gitkeep", "")  # as empty as what is announced
    found.git("add", ".gitkeep")
    found.commit("one", facts=FACTS[1])
    found.write("new one.toml", FACTS[1])
    found.git("add", "-N", "new one.toml")
    _, out, _ = run_in(tmp_path, "diff", "--staged", "-f", ".")
    assert out == "No difference between HEAD and what is staged (1 claim).\n"
    status, _, err = run_in(tmp_path, "diff", "--staged", "-f", "new one.toml")
    assert (status, err.splitlines()[0]) == (
        2,
        "dipfacts: new one.toml is not staged, and not in HEAD",
    )
    found.git("add", "new one.toml")
    _, out, _ = run_in(tmp_path, "diff", "--staged", "-f", "new one.toml", "--json")
    assert [*json.loads(out)["added"]] == ["f"]


def test_a_hook_sees_the_index_of_its_commit(
    tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=FACTS[1])
    found.write("facts.toml", FACTS[2])
    shutil.copyfile(tmp_path / ".git/index", tmp_path / ".git/next")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next")  # as git commit -a has it
    found.git("add", "facts.toml")
    _, out, _ = run_in(tmp_path, "diff", "--staged", "-f", "facts.toml", "--json")
    assert values(out) == [[1, 2]]
    monkeypatch.delenv("GIT_INDEX_FILE")
    _, out, _ = run_in(tmp_path, "diff", "--staged", "-f", "facts.toml", "--json")
    assert values(out) == []


def test_what_is_not_merged_is_told(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=FACTS[1])
    found.git("checkout", "-q", "-b", "topic")
    found.commit("two", facts=FACTS[2])
    found.git("checkout", "-q", "main")
    found.commit("three", facts=FACTS[3])
    found.run("merge", "-q", "topic")
    assert run_in(tmp_path, "diff", "--staged", "-f", "facts.toml") == (
        2,
        "",
        "dipfacts: facts.toml is not merged\n  git status says more\n",
    )


def test_a_base_on_two_days(tmp_path: Path, run_in: Run) -> None:
    later = (source("t", published="2023-02-01"), source("u"))
    claims = (
        figure("f", value=1),
        figure("g", value=3, source="t"),
        figure("h", period="2022", source="u"),
    )
    (tmp_path / "facts.toml").write_text(base(*DECLARED, *later, *claims), "utf-8")
    days = ("--known-by", "2022", "--known-by", "2023-03")
    status, out, _ = run_in(tmp_path, "diff", *days, "-f", "facts.toml")
    assert status == 0
    assert out.startswith(
        "From what was known by 2022 to what was known by Mar 2023: 1 answer changes; "
        "1 claim added.\n"
    )
    assert "was $1 (one claim), now $1 to $3 (sources differ)\n" in out
    assert "1 claim of undated sources is left out: nobody knows since when they are public." in out
    _, back, _ = run_in(tmp_path, "diff", *days[2:], *days[:2], "-f", "facts.toml")
    assert "1 claim withdrawn." in back
    assert "was $1 to $3 (sources differ), now $1 (one claim)\n" in back


def test_an_earlier_stage_was_there_on_the_earlier_day(tmp_path: Path, run_in: Run) -> None:
    later = source("t", published="2023-02-01")
    signed = relation(
        "signed", title="Pact", status="signed", period="2020-02-01", said_on="2020-03"
    )
    forced = relation(
        "x", title="Pact", status="in-force", period="2021/..", same_as="signed", source="t"
    )
    (tmp_path / "facts.toml").write_text(base(*DECLARED, later, signed, forced), "utf-8")
    days = ("--known-by", "2022", "--known-by", "2023-03")
    _, out, _ = run_in(tmp_path, "diff", *days, "-f", "facts.toml")
    both = "in force, since 2021 (2 claims), stages: signed 1 Feb 2020; in force since 2021"
    assert f"was signed, 1 Feb 2020 (one claim), now {both}\n" in out
    _, back, _ = run_in(tmp_path, "diff", *days[2:], *days[:2], "-f", "facts.toml")
    assert f"was {both}, now signed, 1 Feb 2020 (one claim)\n" in back


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2001/2023-02-01", "was in force, {} (one claim), now over, {} (one claim)\n"),
        ("2023-02-01/..", "was not yet in force, {} (one claim), now in force, {} (one claim)\n"),
        ("2001/2024", None),
        ("2001/..", None),
    ],
)
def test_a_relation_that_began_or_ended_between_two_days_is_told(
    tmp_path: Path, run_in: Run, period: str, told: str | None
) -> None:
    claim = relation("x", title="Pact", period=period, said_on="2022-03")
    (tmp_path / "facts.toml").write_text(base(*DECLARED, claim), "utf-8")
    days = ("--known-by", "2022", "--known-by", "2023-03")
    for turned in (days, days[2:] + days[:2]):
        _, out, _ = run_in(tmp_path, "diff", *turned, "-f", "facts.toml")
        assert ("1 answer changes; no claim differs" in out) == (told is not None)
    _, out, _ = run_in(tmp_path, "diff", *days, "-f", "facts.toml")
    if told:
        shown = ("2001 – 1 Feb 2023",) * 2 if "2001" in period else ("1 Feb 2023", "1 Feb 2023")
        assert told.format(*shown) in out.replace("from ", "").replace("since ", "")


# ----------------------------------------------------------------------- where no git is


def test_outside_a_repository_paths_are_compared(tmp_path: Path, run_in: Run) -> None:
    for n in (1, 2):
        (tmp_path / f"{n}.toml").write_text(FACTS[n], "utf-8")
    assert run_in(tmp_path, "diff", "-f", "1.toml") == (
        2,
        "",
        "dipfacts: 1.toml is in no git repository\n  name two paths: dipfacts diff OLD NEW\n",
    )
    _, out, _ = run_in(tmp_path, "diff", "1.toml", "2.toml", "--json")
    assert values(out) == [[1, 2]]


def test_without_git_paths_are_compared(
    shared: Repository, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert run_in(shared.folder, "diff", "-f", "facts.toml") == (
        2,
        "",
        "dipfacts: git is not installed, and it knows the revisions\n"
        "  install git, or name two paths: dipfacts diff OLD NEW\n",
    )
    _, out, _ = run_in(shared.folder, "diff", "other.toml", "facts.toml", "--json")
    assert values(out) == [[1, 4]]


def test_before_the_first_commit(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.write("facts.toml", FACTS[1])
    _, _, err = run_in(tmp_path, "diff", "-f", "facts.toml")
    assert err == (
        "dipfacts: HEAD names no commit: nothing is committed here yet\n"
        "  commit the base first, or name two paths\n"
    )
    _, _, err = run_in(tmp_path, "diff", "--staged", "-f", "facts.toml")
    assert err == (
        "dipfacts: facts.toml is not staged, and nothing is committed yet\n  git add stages it\n"
    )
    found.git("add", "facts.toml")
    _, out, _ = run_in(tmp_path, "diff", "--staged", "-f", "facts.toml")
    assert out.endswith("\nNothing is committed here yet: all of facts.toml is new\n")
    found.commit("one")
    found.git("rm", "-q", "--cached", "facts.toml")
    _, out, _ = run_in(tmp_path, "diff", "--staged", "-f", "facts.toml")
    assert out.endswith("\nfacts.toml is not staged, so the next commit will not have it\n")


# ----------------------------------------------------------------------------- the files


def test_a_base_that_git_does_not_have_is_new(shared: Repository, run_in: Run) -> None:
    status, out, _ = run_in(shared.folder, "diff", "-f", "other.toml")
    assert status == 0
    assert "1 claim added." in out
    assert out.endswith(
        "\nother.toml is not in HEAD: if it had another name there, write HEAD:NAME\n"
    )


def test_a_base_that_was_deleted_is_withdrawn(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=FACTS[1])
    (tmp_path / "facts.toml").unlink()
    status, out, _ = run_in(tmp_path, "diff", "-f", "facts.toml")
    assert status == 0
    assert "1 claim withdrawn." in out
    found.write("more.toml", base(*DECLARED, event("v")))
    status, out, _ = run_in(tmp_path, "diff", "-f", "more.toml", "-f", "facts.toml")
    assert (status, out.endswith("\nfacts.toml is not in the working tree\n")) == (0, True)
    assert "1 claim added and 1 withdrawn." in out
    _, _, err = run_in(tmp_path, "diff", "-f", "fact.toml")
    assert err == (
        "dipfacts: fact.toml is neither in HEAD nor in the working tree\n"
        "  name with -f one that is\n"
    )


def test_a_folder_below_with_files_that_came_and_went(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.write("my base/sub/one.toml", base(*DECLARED, figure("f")))
    found.write("my base/two.toml", base(event("v")))
    found.write("my base/.hidden/x.toml", "no TOML")
    found.write("my base/.y.toml", "no TOML")
    found.write("else.toml", "no TOML either")
    found.commit("first")
    (tmp_path / "my base/two.toml").unlink()
    found.write("my base/three.toml", base(event("w", title="Another")))
    _, out, _ = run_in(tmp_path / "my base", "diff", "-f", ".", "--json")
    assert ([*json.loads(out)["added"]], [*json.loads(out)["removed"]]) == (["w"], ["v"])
    _, again, _ = run_in(tmp_path, "diff", "-f", "my base/sub", "-f", "my base", "--json")
    assert json.loads(again)["added"].keys() == {"w"}


def test_a_base_that_is_a_link(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.write("data/one.toml", FACTS[1])
    found.write("data/two.toml", FACTS[2])
    (tmp_path / "facts.toml").symlink_to("data/one.toml")
    found.commit("a link")
    (tmp_path / "facts.toml").unlink()
    (tmp_path / "facts.toml").symlink_to("data/two.toml")
    _, out, _ = run_in(tmp_path, "diff", "-f", "facts.toml", "--json")
    assert values(out) == [[1, 2]]
    (tmp_path / "facts.toml").unlink()
    (tmp_path / "facts.toml").symlink_to("../out.toml")
    found.commit("out")
    (tmp_path / "facts.toml").unlink()
    found.write("facts.toml", FACTS[1])
    _, _, err = run_in(tmp_path, "diff", "-f", "facts.toml")
    assert err == (
        "dipfacts: facts.toml is a link that leads out of the repository\n"
        "  name the file that it leads to\n"
    )


def test_a_link_from_elsewhere_into_a_repository(
    shared: Repository, tmp_path: Path, run_in: Run
) -> None:
    (tmp_path / "link.toml").symlink_to(shared.folder / "facts.toml")
    _, out, _ = run_in(tmp_path, "diff", "-f", "link.toml", "--json")
    assert values(out) == [[3, 4]]


def test_bases_of_two_repositories(shared: Repository, tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=FACTS[1])
    one, two = (str(it.folder / "facts.toml") for it in (shared, found))
    _, _, err = run_in(tmp_path, "diff", "-f", one, "-f", two)
    assert err == (
        f"dipfacts: {two} is in another git repository than {one}\n"
        "  name two paths: dipfacts diff OLD NEW\n"
    )


def test_a_submodule_is_as_of_the_commit_that_has_it(
    shared: Repository, tmp_path: Path, run_in: Run
) -> None:
    found = Repository(tmp_path / "super")
    found.git("submodule", "add", "-q", str(shared.folder), "base/sub")
    (found.folder / "base/sub/other.toml").unlink(missing_ok=True)
    found.commit("with it")
    found.write("base/sub/facts.toml", FACTS[4])
    _, out, _ = run_in(found.folder, "diff", "-f", "base", "--json")
    assert values(out) == [[3, 4]]
    _, out, _ = run_in(found.folder, "diff", "HEAD~1", "-f", "base/sub", "--json")
    assert values(out) == [[2, 4]]  # a base in the submodule has its revisions


def test_a_submodule_that_is_not_here(shared: Repository, tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path / "super")
    found.git("submodule", "add", "-q", str(shared.folder), "base/sub")
    id = found.commit("with it")
    clone = Repository(tmp_path / "clone")
    clone.git("pull", "-q", str(found.folder), "main")
    clone.write("base/facts.toml", FACTS[1])
    _, _, err = run_in(clone.folder, "diff", "-f", "base")
    commit = shared.git("rev-parse", "HEAD")
    assert id
    assert err == (
        f"dipfacts: commit {commit[:12]} of the submodule base/sub is not here\n"
        "  git submodule update --init base/sub\n"
    )


def test_a_shallow_clone_says_that_it_is_one(
    shared: Repository, tmp_path: Path, run_in: Run
) -> None:
    clone = Repository(tmp_path / "clone")
    clone.git("fetch", "-q", "--depth", "1", f"file://{shared.folder}", "main")
    clone.git("reset", "-q", "--hard", "FETCH_HEAD")
    _, _, err = run_in(clone.folder, "diff", "HEAD~1", "-f", "facts.toml")
    assert err == (
        'dipfacts: "HEAD~1" is neither a revision nor a path; this clone is shallow\n'
        "  git fetch --unshallow brings the older commits\n"
    )


def test_a_bare_repository_has_revisions_alone(
    shared: Repository, tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "bare.git"
    shared.git("clone", "-q", "--bare", ".", str(bare))
    _, out, err = run_in(bare, "diff", "HEAD~1", "HEAD", "-f", "facts.toml", "--json")
    assert err == ""
    assert values(out) == [[2, 3]]
    _, _, err = run_in(bare, "diff", "-f", "facts.toml")
    assert err == "dipfacts: a bare repository has no working tree\n  name two revisions\n"
    monkeypatch.setenv("GIT_DIR", str(bare))
    _, out, _ = run_in(tmp_path, "diff", "v2", "HEAD", "-f", "facts.toml", "--json")
    assert values(out) == [[2, 3]]


def test_a_blob_that_is_not_in_this_clone(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=FACTS[1])
    id = found.git("rev-parse", "HEAD:facts.toml")
    (tmp_path / ".git/objects" / id[:2] / id[2:]).unlink()
    found.write("facts.toml", FACTS[2])
    _, _, err = run_in(tmp_path, "diff", "-f", "facts.toml")
    assert err == (
        f"dipfacts: the content of {id[:12]} is not in this clone\n"
        "  git fetch it first: dipfacts asks no network; git fsck says more\n"
    )


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (
            "fatal: detected dubious ownership in repository at '/srv/b'\nTo add an exception\n"
            "for this directory, call:\n\n"
            "\tgit config --global --add safe.directory /srv/b\n",
            "git reads no repository of another user: /srv/b\n"
            "  if you trust it, type git config --global --add safe.directory /srv/b\n",
        ),
        (
            "warning: lazy fetching disabled; some objects may not be available\n",
            "this clone was made with a filter, and lacks some of what the commits hold\n"
            "  git fetch --refetch --no-filter brings all of it\n",
        ),
        ("fatal: bad index\n", "git cannot tell: bad index\n  git rev-parse says more\n"),
    ],
)
def test_what_git_refuses_is_told_with_its_remedy(
    tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch, printed: str, told: str
) -> None:
    found = Repository(tmp_path / "base")
    found.commit("one", facts=FACTS[1])
    git = tmp_path / "bin" / "git"
    git.parent.mkdir()
    git.write_text(f"#!/bin/sh\nprintf %s {shlex.quote(printed)} >&2\nexit 128\n")
    git.chmod(0o755)
    monkeypatch.setenv("PATH", str(git.parent))
    _, _, err = run_in(found.folder, "diff", "-f", "facts.toml")
    assert err == f"dipfacts: {told}"


@pytest.mark.parametrize("how", ["LITERAL", "NOGLOB", "ICASE"])
def test_how_git_reads_paths_elsewhere_is_nothing_to_us(
    tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=FACTS[1])
    monkeypatch.setenv(f"GIT_{how}_PATHSPECS", "1")
    status, out, _ = run_in(tmp_path, "log", "f", "-f", "facts.toml")
    assert (status, out.partition("\n")[0]) == (0, "f: 1 step, 1 Jan 2024 to 1 Jan 2024.")


# --------------------------------------------------------------- what does not load, or harms


def test_the_problems_of_both_states_are_told(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("broken", facts=FACTS[1].replace('source = "s"', 'source = "x"'))
    conflict = f"<<<<<<< HEAD\n{figure('f')}=======\n{figure('f', value=2)}>>>>>>> topic\n"
    found.write("facts.toml", base(*DECLARED, conflict))
    status, out, err = run_in(tmp_path, "diff", "-f", "facts.toml")
    assert (status, out) == (3, "")
    assert 'HEAD:facts.toml:35: unknown source "x"; declare it in a [[source]]\n' in err
    assert "\nfacts.toml:27: not valid TOML: " in err
    assert "/tmp" not in err


def test_one_state_that_does_not_load_is_enough(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("broken", facts="format = 1\n[[figure]]\n")
    found.write("facts.toml", FACTS[1])
    status, _, err = run_in(tmp_path, "diff", "-f", "facts.toml")
    assert status == 3
    assert all(line.startswith("HEAD:facts.toml:2: ") for line in err.splitlines())


def test_hostile_texts_are_escaped(tmp_path: Path, run_in: Run) -> None:
    evil = "\x1b[31m|<b>\u202e"
    found = Repository(tmp_path)
    found.commit(f"sub{evil}ject", facts=base(*DECLARED, event("v", title=f"T{evil}")))
    found.write("facts.toml", base(*DECLARED, event("v", title=f"U{evil}", place=evil)))
    for form in ("table", "md", "json"):
        for words in (("diff",), ("log", "v"), ("diff", f"x{evil}")):
            _, out, err = run_in(tmp_path, *words, "-f", "facts.toml", "--format", form)
            assert not {"\x1b", "\u202e"} & {*out, *err}, (form, words)
    _, out, _ = run_in(tmp_path, "diff", "-f", "facts.toml", "--format", "md")
    assert "<b>" not in out.replace("<br>", "")


def test_nothing_that_a_repository_configures_is_run(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path / "repository")
    found.commit("one", facts=FACTS[1])
    ran = tmp_path / "ran"
    script = found.write("evil.sh", f"#!/bin/sh\ntouch '{ran}'\ncat\n")
    script.chmod(0o755)
    shutil.copy(script, found.folder / ".git/hooks/post-index-change")
    found.write(".gitattributes", "* filter=evil diff=evil\n")
    evil = str(script)
    for key in (
        *("core.fsmonitor", "diff.external", "core.pager", "gpg.program", "core.sshCommand"),
        *("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv"),
    ):
        found.git("config", key, evil)
    found.git("config", "log.showSignature", "true")
    found.write("facts.toml", FACTS[2])
    before = {p: p.stat().st_mtime_ns for p in (found.folder / ".git").rglob("*")}
    for words in (("diff",), ("log", "f")):
        assert run_in(found.folder, *words, "-f", "facts.toml")[0] == 0
    assert not ran.exists()
    assert before == {p: p.stat().st_mtime_ns for p in (found.folder / ".git").rglob("*")}


# ------------------------------------------------------------------------------ the docs

DOCS = ROOT / "docs" / "diff.md"


def test_the_page_of_the_docs_is_true(tmp_path: Path, run_in: Run) -> None:
    """Every console of docs/diff.md is run, in its order, in a repository with the kept base."""
    found = Repository(tmp_path)
    found.commit("first", facts=(ROOT / "data/facts.toml").read_text("utf-8"))
    export = ("export", "--to", "csv", "-f", "facts.toml")
    run_in(tmp_path, *export, "old")
    (tmp_path / ".gitignore").write_text("*\n", "utf-8")
    for console in consoles(DOCS.read_text("utf-8")):
        for line, wanted in commands(console["body"]):
            program, *words = shlex.split(line)
            if program == "dipfacts":
                status, printed, err = run_in(tmp_path, *words)
                assert (status, err) == (0, "")
            elif program == "git":
                found.day += words[0] == "commit"
                printed = found.git(*words)
            elif shutil.which(program):
                run_in(tmp_path, *export, "new", "--force")
                done = subprocess.run(
                    line, shell=True, cwd=tmp_path, capture_output=True, text=True
                )
                assert done.returncode == 0, done.stderr
                printed = done.stdout
            else:
                continue  # csv-diff is not installed with the others
            shown = re.sub(r"\b[0-9a-f]{10}  ", "…  ", printed)
            assert fits(tidy(wanted), tidy(shown)), f"$ {line}\n{shown}"


def test_the_hook_refuses_a_base_that_does_not_load(tmp_path: Path) -> None:
    found = Repository(tmp_path / "a repository")
    found.commit("first", facts=FACTS[1])
    recipe = next(m for m in FENCE.finditer(DOCS.read_text("utf-8")) if m["kind"] == "sh")["body"]
    program = f'"{sys.executable}" -m dipfacts'
    hook = found.write(".git/hooks/pre-commit", recipe.replace("dipfacts", program, 1))
    hook.chmod(0o755)
    found.write("facts.toml", FACTS[2])
    done = found.run("commit", "-qam", "second")
    assert (done.returncode, "now $2 (one claim)" in done.stderr + done.stdout) == (0, True)
    found.write("facts.toml", "format = 1\n[[figure]]\n")
    done = found.run("commit", "-qam", "third")
    assert done.returncode != 0
    assert "facts.toml:2: " in done.stderr


def test_the_recipe_for_ci(shared: Repository, run_in: Run) -> None:
    recipes = [m["body"] for m in FENCE.finditer(DOCS.read_text("utf-8")) if m["kind"] == "sh"]
    first, second = recipes[1].splitlines()
    shared.git("update-ref", "refs/remotes/origin/main", "v2")
    words = shlex.split(first.partition(" >>")[0])[1:]
    status, out, _ = run_in(shared.folder, *words)
    assert (status, out.startswith("**From ")) == (0, True)
    assert "was \\$2 (one claim), now \\$3 (one claim)" in out
    assert run_in(shared.folder, *shlex.split(second)[1:])[0] == 1


# ------------------------------------------------------------------------- hostile trees

EVIL = FACTS[2].encode()


def tree(repository: Repository, *entries: tuple[str, str, bytes]) -> str:
    """Write a tree of entries (mode, name, content or id), which git would not make."""

    def written(kind: str, data: bytes) -> str:
        path = repository.folder.parent / "object"
        path.write_bytes(data)
        words = ("hash-object", "-t", kind, "-w", "--literally", str(path))
        return repository.git(*words)

    body = b""
    for mode, name, data in entries:
        id = data.decode() if mode == "40000" else written("blob", data)
        body += f"{mode} {name}\0".encode() + bytes.fromhex(id)
    return written("tree", body)


@pytest.fixture
def everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """A temporary folder in which nothing else is; all files that are in it or beside it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))

    def found() -> list[str]:
        paths = (path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
        kept = ("repo", "object", "cache", "evil-target")
        return sorted(str(path) for path in paths if path.parts[0] not in kept)

    return found


@pytest.mark.parametrize("way", ["up", "absolute", "twice", "through a link", "link"])
def test_nothing_is_written_outside_by_a_hostile_tree(
    tmp_path: Path, run_in: Run, everywhere: Callable[[], list[str]], way: str
) -> None:
    found = Repository(tmp_path / "repo")
    found.commit("one", facts=FACTS[1])
    outside = tmp_path / "evil-target"
    outside.mkdir()
    usual, link = ("100644", "facts.toml", FACTS[1].encode()), str(outside).encode()
    evil = tree(found, ("100644", "evil.toml", EVIL))
    up = tree(found, ("40000", "..", evil.encode()))
    made = {
        "up": tree(found, ("40000", "..", up.encode()), usual),
        "absolute": tree(found, ("100644", f"{outside}/evil.toml", EVIL), usual),
        "twice": tree(found, usual, ("40000", "facts.toml", evil.encode())),
        "through a link": tree(found, ("120000", "a", link), ("40000", "a", evil.encode()), usual),
        "link": tree(found, ("120000", "a.toml", link + b"/evil.toml"), usual),
    }[way]
    commit = found.git("commit-tree", made, "-m", "evil")
    status, out, err = run_in(found.folder, "diff", commit, "-f", ".")
    wanted = "leads out of the repository" if way == "link" else "that no checkout would make: "
    assert (status, out) == (2, "")
    assert wanted in err
    assert everywhere() == ["temporary"]
    assert [*outside.iterdir()] == []


@pytest.mark.parametrize(
    "file", ["../../evil.csv", "/{}/evil.csv", "a\\u0000b.csv", "sub/../../x.csv"]
)
def test_a_table_that_names_a_file_outside_writes_nothing_there(
    tmp_path: Path, run_in: Run, everywhere: Callable[[], list[str]], file: str
) -> None:
    found = Repository(tmp_path / "repo")
    outside = tmp_path / "evil-target"
    outside.mkdir()
    text = FACTS[1] + '\n[[table]]\nid = "t"\nclaim = "figure"\n'
    found.commit("one", facts=text + f'file = "{file.format(str(outside).strip("/"))}"\n')
    found.write("facts.toml", FACTS[1])
    status, _, err = run_in(found.folder, "diff", "-f", "facts.toml")
    assert status == 3
    assert "HEAD:facts.toml" in err
    assert everywhere() == ["temporary"]
    assert [*outside.iterdir()] == []


def test_an_installed_bundled_base_is_no_part_of_a_commit(
    shared: Repository, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virtual environment within a repository holds it, and git does not keep that."""
    shared.write(".venv/data/facts.toml", FACTS[1])
    monkeypatch.setattr(files, "bundled_path", lambda: str(shared.folder / ".venv" / "data"))
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)
    for words in ((), ("HEAD", "v2")):
        revision = words[-1] if words else "HEAD"
        assert run_in(shared.folder, "diff", *words) == (
            2,
            "",
            f"dipfacts: the bundled base is not in {revision}: git does not keep it there\n"
            "  name a base of your own with -f\n",
        )
    assert run_in(shared.folder, "log", "f") == run_in(shared.folder, "diff")


def test_the_bundled_base_is_named_where_nothing_differs(
    tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a base of one's own, which does, it would pass for that."""
    found = Repository(tmp_path)
    found.write("data/facts.toml", FACTS[1])
    found.commit("first")
    monkeypatch.setattr(files, "bundled_path", lambda: str(tmp_path / "data"))
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)
    assert run_in(tmp_path, "diff")[1] == (
        "No difference between HEAD and the working tree (1 claim of the bundled base).\n"
    )


@pytest.mark.parametrize("named", ["sub/facts.toml", "sub"])
def test_a_renamed_base_is_compared_with_what_it_was_called(
    tmp_path: Path, run_in: Run, named: str
) -> None:
    found = Repository(tmp_path)
    found.commit("one", **{"old/facts": FACTS[1]})
    found.commit("two", **{"old/facts": FACTS[2]})
    found.git("mv", "old", "sub")
    found.commit("renamed")
    was = "old/facts.toml" if named.endswith(".toml") else "old"
    remark = f"{named} was called {was} in HEAD~2"
    _, out, _ = run_in(tmp_path, "diff", "HEAD~2", "HEAD~1", "-f", named, "--json")
    assert values(out) == [[1, 2]]
    assert json.loads(out)["remarks"] == [remark, remark.replace("~2", "~1")]
    _, out, _ = run_in(tmp_path, "diff", "HEAD~2", "-f", named, "--json")
    assert values(out) == [[1, 2]]
    assert json.loads(out)["remarks"] == [remark]
    _, out, _ = run_in(tmp_path, "diff", "HEAD~1", "-f", named)
    said = "No difference between HEAD~1 and the working tree (1 claim).\n\n"
    assert out == f"{said}{named} was called {was} in HEAD~1\n"


def test_a_revision_may_be_found_by_its_message(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("the first", facts=FACTS[1])
    found.commit("the second", facts=FACTS[2])
    for word in (":/the first", "HEAD^{/first}"):
        _, out, _ = run_in(tmp_path, "diff", word, "-f", "facts.toml", "--json")
        assert values(out) == [[1, 2]]
    _, _, err = run_in(tmp_path, "diff", ":/nothing", "-f", "facts.toml")
    assert err.startswith('dipfacts: ":/nothing" is neither a revision nor a path\n')


def test_where_two_branches_part_is_named_by_its_commit_in_what_is_to_be_typed(
    tmp_path: Path, run_in: Run
) -> None:
    found = Repository(tmp_path)
    found.git("checkout", "-q", "-b", "main")
    found.commit("one", old=FACTS[1])
    found.git("checkout", "-q", "-b", "topic")
    found.commit("other", old=FACTS[2], other=FACTS[2])
    id_ = found.git("rev-parse", "main")[:10]
    common = f"{id_} (where topic left main)"
    _, _, err = run_in(tmp_path, "diff", "main...topic", "-f", "gone.toml")
    assert err == (
        f"dipfacts: gone.toml is neither in {common} nor in topic\n"
        f"  if it had another name then: dipfacts diff {id_}:PATH topic:PATH\n"
    )
    _, out, _ = run_in(tmp_path, "diff", f"{id_}:old.toml", "topic:old.toml", "--json")
    assert values(out) == [[1, 2]]
    _, out, _ = run_in(tmp_path, "diff", "main...topic", "-f", "other.toml", "--json")
    (remark,) = json.loads(out)["remarks"]
    assert remark == (
        f"other.toml is not in {common}: if it had another name there, write {id_}:NAME"
    )


@pytest.mark.parametrize("checked_out", ["topic", "main", "third"])
@pytest.mark.parametrize("name", ["new.toml", "old.toml"])
def test_a_base_that_one_of_two_branches_renamed_is_followed_from_every_branch(
    tmp_path: Path, run_in: Run, checked_out: str, name: str
) -> None:
    found = Repository(tmp_path)
    found.git("checkout", "-q", "-b", "main")
    found.commit("one", old=FACTS[1])
    found.git("checkout", "-q", "-b", "topic")
    found.git("mv", "old.toml", "new.toml")
    found.commit("renamed", new=FACTS[2])
    found.git("checkout", "-q", "-b", "third")
    found.git("mv", "new.toml", "third.toml")
    found.commit("renamed again")
    found.git("checkout", "-q", checked_out)
    _, out, _ = run_in(tmp_path, "diff", "main", "topic", "-f", name, "--json")
    assert values(out) == [[1, 2]]
    was = "new.toml was called old.toml in main", "old.toml was called new.toml in topic"
    assert json.loads(out)["remarks"] == [was[name == "old.toml"]]


def test_a_base_that_neither_commit_has_may_have_had_another_name(
    shared: Repository, run_in: Run
) -> None:
    _, _, err = run_in(shared.folder, "diff", "HEAD~1", "HEAD", "-f", "gone.toml")
    assert err == (
        "dipfacts: gone.toml is neither in HEAD~1 nor in HEAD\n"
        "  if it had another name then: dipfacts diff HEAD~1:PATH HEAD:PATH\n"
    )
