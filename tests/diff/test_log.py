"""The history of one claim, as commits tell it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from dipfacts.diff import commit_claims
from support.command_line import Run
from support.factbase import base, figure, measure, party, source, table, topic
from support.repository import Repository

DECLARED = (source("s", published="2022-12-05"), party("a"), party("b"), topic(), measure())


def facts(*claims: str) -> str:
    return base(*DECLARED, *claims)


def steps(out: str) -> list[tuple[str | None, str, str, str | None]]:
    """The steps of a history in JSON: what each did, the id, the file, and what was."""
    found: dict[str, Any] = json.loads(out)
    return [(it["subject"], it["change"], it["id"], it["was"]) for it in found["history"]]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A claim that was added, changed, renamed, moved to another file, and changed again now."""
    found = Repository(tmp_path_factory.mktemp("log"))
    other = figure("other", period="2020")
    found.commit("before", facts=facts(other))
    found.commit("added", facts=facts(other, figure("f", value=1)))
    found.commit("another", facts=facts(other, figure("f", value=1), figure("g", period="2019")))
    found.commit("revised", facts=facts(other, figure("f", value=2)))
    found.commit("renamed", facts=facts(other, figure("a-b-2021", value=2)))
    found.git("mv", "facts.toml", "all.toml")
    found.commit("a file renamed")
    found.commit("comments", all=facts("# why\n", other), more=base(figure("a-b-2021", value=2)))
    found.write("more.toml", base(figure("a-b-2021", value=2, note="checked")))
    return found


def test_a_claim_is_followed_to_other_files_and_ids(shared: Repository, run_in: Run) -> None:
    assert run_in(shared.folder, "log", "a-b-2021", "-f", ".") == (
        0,
        """\
a-b-2021: 6 steps, 2 Jan 2024 to now.

Date        Commit      What it did           Claim
now         —           not committed yet     changed in more.toml: note: — → checked
7 Jan 2024  {}  comments (Ada)        moved: all.toml → more.toml
6 Jan 2024  {}  a file renamed (Ada)  moved: facts.toml → all.toml
5 Jan 2024  {}  renamed (Ada)         renamed: f → a-b-2021
4 Jan 2024  {}  revised (Ada)         changed in facts.toml: value: 1 → 2
2 Jan 2024  {}  added (Ada)           added in facts.toml
""".format(
            *(shared.git("rev-parse", f"HEAD~{n}")[:10] for n in (0, 1, 2, 3, 5)),
        ),
        "",
    )


def test_the_same_as_json_and_the_newest_alone(shared: Repository, run_in: Run) -> None:
    _, out, _ = run_in(shared.folder, "log", "a-b-2021", "-f", ".", "--json")
    assert steps(out)[2:4] == [
        ("a file renamed", "moved", "a-b-2021", "facts.toml"),
        ("renamed", "renamed", "a-b-2021", "f"),
    ]
    assert json.loads(out)["history"][4]["changes"] == {"value": {"old": 1, "new": 2}}
    _, out, _ = run_in(shared.folder, "log", "a-b-2021", "-f", ".", "--json", "--limit", "1")
    assert steps(out) == [(None, "changed", "a-b-2021", None)]


def test_a_claim_that_is_gone_has_its_history(shared: Repository, run_in: Run) -> None:
    _, out, _ = run_in(shared.folder, "log", "g", "-f", ".", "--json")
    assert steps(out) == [("revised", "withdrawn", "g", None), ("another", "added", "g", None)]


def test_an_id_that_no_commit_has(shared: Repository, run_in: Run) -> None:
    status, out, err = run_in(shared.folder, "log", "a-b-2022", "-f", ".")
    assert (status, out) == (2, "")
    assert err.startswith('dipfacts: no claim is called "a-b-2022"\n  did you mean "a-b-2021"?')


def test_a_copy_is_no_new_name(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=facts(figure("f")))
    found.commit("a copy", facts=facts(figure("f"), figure("g")))
    _, out, _ = run_in(tmp_path, "log", "g", "-f", "facts.toml", "--json")
    assert steps(out) == [("a copy", "added", "g", None)]


def test_a_merge_is_a_step_only_where_it_differs_from_both(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=facts(figure("f", value=1)))
    found.git("checkout", "-q", "-b", "topic")
    found.commit("two", facts=facts(figure("f", value=2)))
    found.git("checkout", "-q", "main")
    found.commit("elsewhere", other=base())
    found.git("merge", "-q", "--no-edit", "topic")
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "facts.toml", "--json")
    assert steps(out) == [("two", "changed", "f", None), ("one", "added", "f", None)]
    found.git("checkout", "-q", "topic")
    found.git("merge", "-q", "--no-commit", "--no-ff", "main~1")
    found.commit("merged by hand", facts=facts(figure("f", value=3)))
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "facts.toml", "--json")
    assert steps(out)[0] == ("merged by hand", "changed", "f", None)


def test_a_shallow_clone_tells_where_it_ends(
    shared: Repository, tmp_path: Path, run_in: Run
) -> None:
    clone = Repository(tmp_path / "clone")
    clone.git("fetch", "-q", "--depth", "2", f"file://{shared.folder}", "main")
    clone.git("reset", "-q", "--hard", "FETCH_HEAD")
    _, out, _ = run_in(clone.folder, "log", "a-b-2021", "-f", ".", "--json")
    assert steps(out) == [
        ("comments", "moved", "a-b-2021", "all.toml"),
        ("a file renamed", "here-first", "a-b-2021", None),
    ]
    _, out, _ = run_in(clone.folder, "log", "a-b-2021", "-f", ".")
    assert "in all.toml in the oldest commit of this shallow clone\n" in out


def test_a_row_of_a_table(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    row = table(
        "table",
        id="t",
        file="data.csv",
        claim="figure",
        source="s",
        key="{year}",
        measure="turnover",
        parties=["a", "b"],
        period="{year}",
        value="{value}",
        unit="USD",
    )
    found.write("data.csv", "year,value\n2020,1\n")
    found.commit("a table", facts=facts(row))
    found.write("data.csv", "year,value\n2021,5\n2020,1\n")
    found.commit("a row", facts=facts(row))
    found.write("data.csv", "year,value\n2020,1\n2021,6\n")
    found.commit("revised")
    _, out, _ = run_in(tmp_path, "log", "t-2021", "-f", "facts.toml", "--json")
    assert steps(out) == [
        ("revised", "changed", "t-2021", None),
        ("a row", "added", "t-2021", None),
    ]
    _, out, _ = run_in(tmp_path, "log", "t-2020", "-f", "facts.toml", "--json")
    assert steps(out) == [("a table", "added", "t-2020", None)]


def test_outside_a_repository(tmp_path: Path, run_in: Run) -> None:
    (tmp_path / "facts.toml").write_text(facts(figure("f")), "utf-8")
    assert run_in(tmp_path, "log", "f", "-f", "facts.toml")[2] == (
        "dipfacts: facts.toml is in no git repository\n"
        "  log reads commits: name with -f a base that is in one git repository\n"
    )


def test_without_git(tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts.toml").write_text(facts(figure("f")), "utf-8")
    monkeypatch.setenv("PATH", os.devnull)
    assert run_in(tmp_path, "log", "f", "-f", "facts.toml") == (
        2,
        "",
        "dipfacts: git is not installed, and log reads commits\n  install git\n",
    )


TABLE: dict[str, Any] = {
    "file": "data.csv",
    "claim": "figure",
    "source": "s",
    "measure": "turnover",
    "parties": ["a", "b"],
    "period": "{year}",
    "value": "{value}",
    "unit": "USD",
}


def test_a_row_is_followed_to_another_id_of_its_table_and_to_another_key(
    tmp_path: Path, run_in: Run
) -> None:
    found = Repository(tmp_path)
    found.write("data.csv", "year,value\n2020,1\n2021,5\n")
    found.commit("one", facts=facts(table("table", id="t", key="{year}", **TABLE)))
    found.commit("two", facts=facts(table("table", id="u", key="{year}", **TABLE)))
    found.write("facts.toml", facts(table("table", id="u", key="{year}-{value}", **TABLE)))
    _, out, _ = run_in(tmp_path, "log", "u-2021-5", "-f", "facts.toml", "--json")
    assert steps(out) == [
        (None, "renamed", "u-2021-5", "u-2021"),
        ("two", "renamed", "u-2021", "t-2021"),
        ("one", "added", "t-2021", None),
    ]
    _, out, _ = run_in(tmp_path, "log", "t-2020", "-f", "facts.toml", "--json")
    assert steps(out) == [("two", "renamed", "u-2020", "t-2020"), ("one", "added", "t-2020", None)]


def test_the_old_id_tells_the_new_one(shared: Repository, run_in: Run) -> None:
    _, out, _ = run_in(shared.folder, "log", "f", "-f", ".", "--json")
    assert steps(out)[0] == ("renamed", "renamed", "a-b-2021", "f")


@pytest.mark.parametrize("committed", [True, False])
def test_a_copy_of_a_file_is_no_move(tmp_path: Path, run_in: Run, committed: bool) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=facts(figure("f", value=1)))
    found.commit("two", facts=facts(figure("f", value=2)))
    found.write("copy.toml", facts(figure("f", value=2)))
    if committed:
        found.commit("a copy")
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "copy.toml", "--json")
    assert steps(out) == [("a copy" if committed else None, "added", "f", None)]
    assert json.loads(out)["remarks"] == ["facts.toml had it before, and has it still."]
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "facts.toml", "--json")
    assert [step[1] for step in steps(out)] == ["changed", "added"]


def told_of(folder: Path, run_in: Run, id: str, base: str) -> list[str]:
    """Return the steps of a claim of a base, each as 'subject: change file'."""
    _, out, _ = run_in(folder, "log", id, "-f", base, "--json")
    return [f"{it['subject']}: {it['change']} {it['file']}" for it in json.loads(out)["history"]]


@pytest.fixture(scope="module")
def two_bases(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Two bases, the folders own and other, which have claims of the same ids."""
    found = Repository(tmp_path_factory.mktemp("bases"))
    for name in ("own", "other"):
        (found.folder / name).mkdir()
    found.write("own/facts.toml", facts(figure("f")))
    found.write("other/facts.toml", facts(figure("g")))
    found.write("other/data.csv", "year,value\n2019,1\n")
    found.commit("one", **{"other/table": facts(table("table", id="t", key="{year}", **TABLE))})
    found.commit("two", **{"own/facts": facts(figure("f"), figure("g", value=2))})
    found.commit("three", **{"own/facts": facts()})
    return found


@pytest.mark.parametrize("id", ["h", "t-2019"])
def test_a_claim_of_another_base_has_no_history_in_this_one(
    two_bases: Repository, run_in: Run, id: str
) -> None:
    status, out, err = run_in(two_bases.folder, "log", id, "-f", "own")
    assert (status, out) == (2, "")
    assert err.startswith(f'dipfacts: no claim is called "{id}"\n')
    both = (told_of(two_bases.folder, run_in, "t-2019", it) for it in (".", "other"))
    assert [*both] == [["one: added other/data.csv"]] * 2


def test_what_a_base_had_is_withdrawn_from_it_though_another_base_has_it(
    two_bases: Repository, run_in: Run
) -> None:
    folder = two_bases.folder
    assert told_of(folder, run_in, "g", "own") == [
        "three: withdrawn own/facts.toml",
        "two: added own/facts.toml",
    ]
    assert told_of(folder, run_in, "g", "other") == ["one: added other/facts.toml"]
    assert told_of(folder, run_in, "f", "own")[0] == "three: withdrawn own/facts.toml"


def test_a_base_had_another_name_before_and_may_be_a_link(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    (tmp_path / "old").mkdir()
    found.commit("one", **{"old/facts": facts(figure("f"), figure("g", period="2019"))})
    found.commit("two", **{"old/facts": facts(figure("f")), "other": facts(figure("g"))})
    found.git("mv", "old", "new")
    (tmp_path / "link").symlink_to("new")
    (tmp_path / "new/more.toml").symlink_to("../more.toml")
    found.commit("renamed", more=base(figure("h", period="2018")))
    found.commit("last", more=base())
    for name in ("new", "link"):
        assert told_of(tmp_path, run_in, "f", name)[-1] == "one: added old/facts.toml"
        assert told_of(tmp_path, run_in, "g", name) == [
            "two: withdrawn old/facts.toml",
            "one: added old/facts.toml",
        ]
        assert told_of(tmp_path, run_in, "h", name) == [
            "last: withdrawn more.toml",
            "renamed: added more.toml",
        ]


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A base by links: to its TOML, to the CSV file of its table, and to the folder of that."""
    found = Repository(tmp_path_factory.mktemp("linked"))
    declared = table("table", id="t", key="{year}", **TABLE | {"file": "csv/data.csv"})
    found.write("store/old.csv", "year,value\n2019,1\n")
    (found.folder / "own").mkdir()
    (found.folder / "own/csv").symlink_to("../store")
    (found.folder / "store/data.csv").symlink_to("old.csv")
    gone = figure("g", period="2018")
    found.commit("one", **{"own/a": facts(declared, figure("f", value=1), gone)})
    (found.folder / "base.toml").symlink_to("own/a.toml")
    (found.folder / "set").mkdir()
    (found.folder / "set/b.toml").symlink_to("../base.toml")
    found.commit("links")
    found.write("store/old.csv", "year,value\n2019,2\n")
    found.commit("two", **{"own/a": facts(declared, figure("f", value=2))})
    return found


@pytest.mark.parametrize("name", ["own", "base.toml", "set", "set/b.toml"])
def test_what_links_lead_to_is_told_as_it_is_without_them(
    linked: Repository, run_in: Run, name: str
) -> None:
    assert [told_of(linked.folder, run_in, id, name) for id in ("f", "t-2019", "g")] == [
        ["two: changed own/a.toml", "one: added own/a.toml"],
        ["two: changed store/old.csv", "one: added store/old.csv"],
        ["two: withdrawn own/a.toml", "one: added own/a.toml"],
    ]


def test_a_file_is_followed_to_where_its_link_leads(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("one", base=facts(figure("f")))
    (tmp_path / "own").mkdir()
    (tmp_path / "base.toml").rename(tmp_path / "own/a.toml")
    (tmp_path / "base.toml").symlink_to("own/a.toml")
    before = ["None: moved own/a.toml", "one: added base.toml"]
    assert told_of(tmp_path, run_in, "f", "base.toml") == before
    found.commit("a link")
    assert told_of(tmp_path, run_in, "f", "base.toml") == [
        "a link: moved own/a.toml",
        "one: added base.toml",
    ]


def test_what_was_copied_into_a_base_is_followed_in_it_alone(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    (tmp_path / "own").mkdir()
    found.commit("one", other=facts(figure("f", value=1)))
    found.commit("two", **{"own/facts": facts(figure("f", value=1))})
    found.commit("three", **{"own/facts": facts()})
    found.commit("four", **{"own/facts": facts(figure("f", value=1))})
    assert told_of(tmp_path, run_in, "f", "own") == [
        "four: added own/facts.toml",
        "three: withdrawn own/facts.toml",
        "two: added own/facts.toml",
    ]


def test_a_limit_leaves_the_headline_as_it_is(shared: Repository, run_in: Run) -> None:
    _, out, _ = run_in(shared.folder, "log", "a-b-2021", "-f", ".", "--limit", "1")
    assert out.startswith("a-b-2021: 6 steps, 2 Jan 2024 to now.\n")
    assert out.endswith("\n5 more steps: --limit 0\n")
    assert out.count("(Ada)") == 0
    _, out, _ = run_in(shared.folder, "log", "a-b-2021", "-f", ".", "--limit", "1", "--json")
    assert json.loads(out)["left_out"] == 5


def test_several_keys_that_changed_are_parted(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=facts(figure("f", value=1)))
    found.commit("two", facts=facts(figure("f", value=2, note="checked")))
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "facts.toml")
    assert "changed in facts.toml: note: — → checked; value: 1 → 2\n" in out
    _, out, _ = run_in(tmp_path, "diff", "HEAD~1", "-f", "facts.toml")
    assert "note: — → checked; value: 1 → 2 " in out


def test_before_the_first_commit(tmp_path: Path, run_in: Run) -> None:
    Repository(tmp_path).write("facts.toml", facts(figure("f")))
    assert run_in(tmp_path, "log", "f", "-f", "facts.toml") == (
        2,
        "",
        "dipfacts: facts.toml has no history: nothing is committed in its repository yet\n"
        "  git commit it first: log tells what commits did to a claim\n",
    )


def test_a_claim_that_got_another_id_and_another_file_at_once_is_followed(
    tmp_path: Path, run_in: Run
) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=facts(figure("f", value=1)), more=base(figure("g", period="2019")))
    found.commit("two", facts=facts(), more=base(figure("g", period="2019"), figure("h", value=1)))
    for id in ("f", "h"):
        _, out, _ = run_in(tmp_path, "log", id, "-f", ".", "--json")
        assert steps(out)[0][:2] == ("two", "renamed")
        assert steps(out)[-1][:2] == ("one", "added")
    found.write("facts.toml", facts(figure("i", value=1)))
    found.write("more.toml", base(figure("g", period="2019")))
    _, out, _ = run_in(tmp_path, "log", "i", "-f", ".", "--json")
    assert steps(out) == [
        (None, "renamed", "i", "h"),
        ("two", "renamed", "h", "f"),
        ("one", "added", "f", None),
    ]


def test_a_file_is_followed_to_before_it_was_moved_into_the_folder_of_the_base(
    tmp_path: Path, run_in: Run
) -> None:
    found = Repository(tmp_path)
    found.commit("one", notes=facts(figure("f", value=1)))
    found.commit("two", notes=facts(figure("f", value=2)))
    (tmp_path / "facts").mkdir()
    found.git("mv", "notes.toml", "facts/notes.toml")
    found.commit("moved")
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "facts", "--json")
    assert steps(out) == [
        ("moved", "moved", "f", "notes.toml"),
        ("two", "changed", "f", None),
        ("one", "added", "f", None),
    ]


def test_a_commit_that_does_not_load_is_told_as_that(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    right, wrong = facts(figure("f", value=1)), facts(figure("f", value="many"))
    found.commit("one", facts=right)
    found.commit("wrong", facts=wrong)
    found.commit("still wrong", facts=wrong + "# why\n")
    found.commit("mended", facts=right)
    found.commit("broken", facts="[[figure")
    found.commit("revised", facts=facts(figure("f", value=2)))
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "facts.toml", "--json")
    assert steps(out) == [
        ("revised", "changed", "f", None),
        ("broken", "unreadable", "f", None),
        ("mended", "loads-again", "f", None),
        ("wrong", "unreadable", "f", None),
        ("one", "added", "f", None),
    ]
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "facts.toml")
    assert "does not load: facts.toml:1: not valid TOML: " in out
    assert "loads again in facts.toml\n" in out


@pytest.mark.parametrize(
    "wrong",
    [
        facts(figure("f", value=1), figure("g", period="2019", colour="red")),
        facts(figure("f", value=1)).replace("format = 1", "format = 2"),
        facts(figure("f", value=1)).replace('id = "s"', 'id = "t"'),
    ],
    ids=["another table", "the format", "a source that is not declared"],
)
def test_only_the_own_table_of_a_claim_is_read(tmp_path: Path, run_in: Run, wrong: str) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=facts(figure("f", value=1), figure("g", period="2019")))
    found.commit("wrong", facts=wrong)
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "facts.toml", "--json")
    assert steps(out) == [("one", "added", "f", None)]
    status, _, err = run_in(tmp_path, "diff", "HEAD~1", "HEAD", "-f", "facts.toml")
    assert (status, "facts.toml:" in err) == (3, True)


@pytest.mark.parametrize("committed", [True, False])
def test_what_a_file_that_does_not_load_had_is_not_withdrawn(
    tmp_path: Path, run_in: Run, committed: bool
) -> None:
    found = Repository(tmp_path)
    found.commit("one", facts=facts(figure("f", value=1)))
    found.write("facts.toml", "[[figure")
    if committed:
        found.commit("broken")
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "facts.toml", "--json")
    subject = "broken" if committed else None
    assert steps(out) == [(subject, "unreadable", "f", None), ("one", "added", "f", None)]
    found.commit("broken")
    found.commit("without it", facts=facts())
    _, out, _ = run_in(tmp_path, "log", "f", "-f", "facts.toml")
    assert "withdrawn in facts.toml, which does not load: facts.toml:1: " in out


def test_a_claim_in_a_submodule(tmp_path: Path, run_in: Run) -> None:
    inner, found = Repository(tmp_path / "inner"), Repository(tmp_path / "outer")
    inner.commit("one", facts=facts(figure("f", value=1)))
    found.git("submodule", "add", "-q", str(inner.folder), "sub dir")
    found.commit("with it")
    found.write("sub dir/facts.toml", facts(figure("f", value=2)))
    _, out, _ = run_in(found.folder, "log", "f", "-f", ".", "--json")
    assert steps(out) == [(None, "changed", "f", None), ("with it", "added", "f", None)]
    _, out, _ = run_in(found.folder, "log", "f", "-f", "sub dir", "--json")
    assert steps(out) == [(None, "changed", "f", None), ("one", "added", "f", None)]


# ------------------------------------------------------------------ rows without a key

SOLD = {**TABLE, "measure": "exports", "parties": None, "from_": "a", "to": "{to}"}


def sold(**keys: Any) -> str:
    """Return a base with a table of what a sold, whose rows have no key."""
    declared = [source("s", published="2022-12-05"), source("v", publisher="V")]
    declared += [*map(party, "abcde"), topic(), measure("exports")]
    return base(*declared, table("table", id="t", **{**SOLD, **keys}))


def put(found: Repository, subject: str, rows: str, text: str = "", **keys: Any) -> None:
    """Commit rows, each as to-year-value, with their table."""
    lines = "".join(f"{row.replace('-', ',')}\n" for row in rows.split())
    found.write("data.csv", f"to,year,value\n{lines}")
    found.commit(subject, facts=text or sold(**keys))


def told(folder: Path, run_in: Run, id: str) -> list[str]:
    """Return the steps of a row, each as 'subject: change id < was key was>is'."""
    status, out, err = run_in(folder, "log", id, "-f", "facts.toml", "--json")
    assert (status, err) == (0, "")
    return [
        " ".join(
            [
                f"{it['subject']}: {it['change']} {it['id']}",
                *([f"< {it['was']}"] if it["was"] else []),
                *(f"{key} {of['old']}>{of['new']}" for key, of in it["changes"].items()),
            ]
        )
        for it in json.loads(out)["history"]
    ]


def test_a_row_without_a_key_is_followed_by_what_it_says(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    put(found, "one", "b-2020-5 c-2020-7")
    put(found, "two", "d-2020-9 b-2020-5 c-2020-7")
    put(found, "three", "c-2020-7 d-2020-9")
    assert told(tmp_path, run_in, "t-1") == [
        "three: renamed t-1 < t-3",
        "two: renamed t-3 < t-2",
        "one: added t-2",
    ]
    assert told(tmp_path, run_in, "t-2") == ["three: renamed t-2 < t-1", "two: added t-1"]
    assert told(tmp_path, run_in, "t-3") == told(tmp_path, run_in, "t-1")


@pytest.mark.parametrize(
    ("rows", "keys", "steps_of"),
    [
        (  # the number of another row, and a number that changed
            "d-2020-9 b-2020-6 c-2020-7",
            {},
            {
                "t-1": ["two: added t-1"],
                "t-2": ["two: changed t-2 id t-1>t-2 value 5>6", "one: added t-1"],
                "t-3": ["two: renamed t-3 < t-2", "one: added t-2"],
            },
        ),
        (  # what the table says of all rows, at the same time
            "d-2020-9 b-2020-5 c-2020-7",
            {"source": "v", "note": "revised"},
            {
                "t-1": ["two: added t-1"],
                "t-2": [
                    "two: changed t-2 id t-1>t-2 source s>v note None>revised",
                    "one: added t-1",
                ],
            },
        ),
        (  # one key of a row in its place
            "b-2021-5 c-2020-7",
            {},
            {"t-1": ["two: changed t-1 period 2020>2021", "one: added t-1"]},
        ),
        (  # another row in the place of one
            "d-2021-9 c-2020-7",
            {},
            {"t-1": ["two: added t-1"], "t-2": ["one: added t-2"]},
        ),
        (  # two that say the same
            "b-2020-5 b-2020-5 c-2020-7",
            {},
            {"t-1": ["one: added t-1"], "t-2": ["two: added t-2"]},
        ),
        (  # with a key now
            "d-2020-9 b-2020-5",
            {"key": "{to}"},
            {"t-b": ["two: renamed t-b < t-1", "one: added t-1"]},
        ),
    ],
)
def test_rows_that_change_and_have_another_number(
    tmp_path: Path, run_in: Run, rows: str, keys: dict[str, str], steps_of: dict[str, list[str]]
) -> None:
    found = Repository(tmp_path)
    put(found, "one", "b-2020-5 c-2020-7")
    put(found, "two", rows, **keys)
    assert {id: told(tmp_path, run_in, id) for id in steps_of} == steps_of
    found.git("reset", "-q", "--soft", "HEAD~1")  # the same, not committed yet
    by_now = {id: [it.replace("two", "None") for it in it] for id, it in steps_of.items()}
    assert {id: told(tmp_path, run_in, id) for id in steps_of} == by_now


def test_rows_of_two_branches_have_their_own_numbers(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    years = " ".join(f"b-{year}-5" for year in range(2000, 2010))
    put(found, "one", years)
    found.git("checkout", "-q", "-b", "topic")
    put(found, "revised", years.replace("2009-5", "2009-6"))
    put(found, "more", years.replace("2009-5", "2009-6").replace("2008-5", "2008-6"))
    found.git("checkout", "-q", "main")
    put(found, "on top", f"c-2020-5 {years}")
    found.git("merge", "-q", "--no-edit", "topic")
    assert sorted(told(tmp_path, run_in, "t-11")) == [
        "on top: renamed t-11 < t-10",
        "one: added t-10",
        "revised: changed t-10 value 5>6",
    ]
    assert told(tmp_path, run_in, "t-1") == ["on top: added t-1"]


def test_a_row_is_followed_to_before_its_table_did_not_load(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path)
    put(found, "one", "b-2020-5 c-2020-7")
    put(found, "broken", "b-2020-5 c-2020-7", text='[[table]]\nfile = "data.csv"\n[[figure')
    put(found, "mended", "d-2020-9 b-2020-5 c-2020-7")
    assert told(tmp_path, run_in, "t-2") == [
        "mended: changed t-2 id t-1>t-2",
        "broken: unreadable t-1",
        "one: added t-1",
    ]


def beside_other_files(folder: Path, name: str) -> Repository:
    """Return a repository with files of TOML that name one of its base, and are of no base."""
    found = Repository(folder)
    found.write("tests/bad.toml", f"# wrong on purpose, beside {name}\nformat = 2\n")
    found.write("pyproject.toml", f'[tool.hatch]\nfiles = ["{name}"]\n[[tool.mypy.overrides]]\n')
    return found


def test_files_of_no_base_keep_no_claim_from_loading(tmp_path: Path, run_in: Run) -> None:
    found = beside_other_files(tmp_path, "facts.toml")
    found.commit("one", facts=facts(figure("f")))
    found.commit("two", facts=facts())
    found.commit("three", facts=facts(figure("f", value=2)))
    expected = ["three: added f", "two: withdrawn f", "one: added f"]
    assert told(tmp_path, run_in, "f") == expected


def test_files_of_no_base_keep_no_row_from_loading(tmp_path: Path, run_in: Run) -> None:
    found = beside_other_files(tmp_path, "data.csv")
    put(found, "one", "b-2020-5 c-2020-8")
    put(found, "two", "b-2020-5")
    out = run_in(tmp_path, "log", "t-2", "-f", "facts.toml").out
    assert "does not load" not in out
    assert told(tmp_path, run_in, "t-2") == ["two: withdrawn t-2", "one: added t-2"]


def test_a_shallow_clone_has_first_what_it_cannot_see_behind(tmp_path: Path, run_in: Run) -> None:
    found = Repository(tmp_path / "whole")
    put(found, "one", "b-2020-5 c-2020-7")
    found.write("notes.txt", "why")
    found.commit("a note")
    put(found, "two", "d-2020-9 b-2020-5 c-2020-7")
    clone = Repository(tmp_path / "clone")
    clone.git("fetch", "-q", "--depth", "2", f"file://{found.folder}", "main")
    clone.git("reset", "-q", "--hard", "FETCH_HEAD")
    assert told(clone.folder, run_in, "t-1") == ["two: added t-1"]
    assert told(clone.folder, run_in, "t-2") == [
        "two: renamed t-2 < t-1",
        "a note: here-first t-1",
    ]


def test_a_file_that_says_nothing_of_a_claim_is_looked_at_in_one_commit(
    tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Repository(tmp_path)
    found.commit("first", facts=facts(figure("f", value=1)))
    for nth in range(9):
        found.commit(str(nth), **{f"x{nth}": base(figure(f"x{nth}", period=f"{1990 + nth}"))})
    looked_at = list[str]()
    real = commit_claims.CommitTree._claim

    def noted(tree: Any, toml: str, data: bytes, id: str) -> Any:
        looked_at.append(toml)
        return real(tree, toml, data, id)

    monkeypatch.setattr(commit_claims.CommitTree, "_claim", noted)
    _, out, _ = run_in(tmp_path, "log", "f", "-f", ".", "--json")
    assert steps(out) == [("first", "added", "f", None)]
    assert sorted({*looked_at}) == ["facts.toml", *(f"x{nth}.toml" for nth in range(9))]
    assert max(looked_at.count(f"x{nth}.toml") for nth in range(9)) == 1
