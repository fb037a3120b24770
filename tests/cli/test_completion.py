"""Candidates of TAB, which never fails aloud; the shells themselves are in test_shells.py."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipfacts.cli import typed_line
from dipfacts.cli.command import Command
from dipfacts.cli.completion import install, protocol, shells
from dipfacts.cli.registry import CITED, COMMANDS, OVERVIEW, TOPIC
from dipfacts.errors import QuestionError
from dipfacts.query import base as engine
from dipfacts.query.typed_words import candidates
from support.completion import BASE, base_in_use
from support.factbase import party, relation

ROOT = Path(__file__).parents[2]


def offered(*words: str) -> dict[str, str]:
    """Each candidate for the last word with what is told of it."""
    lines = protocol.answered("zsh", ["dipfacts", *words]).splitlines()
    return dict(line.split("\t") for line in lines)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return base_in_use(BASE, tmp_path, monkeypatch)


def test_where_two_parties_are_all_no_third_is_offered(small: Path) -> None:
    pact = relation("pact", parties=["azerbaijan", "iceland", "south-korea"], source="wire")
    small.write_text(BASE + pact, encoding="utf-8")
    given = ("azerbaijan", "iceland", "sou")
    assert offered("timeline", *given) == {"south-korea": "South Korea"}
    assert offered(*given) == offered("brief", *given) == {}
    assert offered("brief", given[0], "sou") == {"south-korea": "South Korea"}


def flags_of(command: Command) -> set[str]:
    """Return the options of a command as TAB offers them."""
    return {flag for flag in command.by_flag if flag.startswith("--")} | {"--help"}


@pytest.mark.parametrize("parties", ["AZ", "AZ KR", "south korea", "AZ KR --in 2021"])
def test_the_options_after_parties_are_those_of_an_overview(small: Path, parties: str) -> None:
    given = {word for word in parties.split() if word.startswith("--")}
    assert {*offered(*parties.split(), "--")} == flags_of(OVERVIEW) - given
    assert offered(*parties.split(), "--measure", "") == {}
    assert offered(*parties.split(), "--format", "s") == {}
    assert offered(*parties.split(), "--format", "md") != {}


def test_what_no_line_begins_with_is_not_offered(small: Path) -> None:
    """A measure is refused in the place of a command, and so are its options."""
    assert "turnover" not in offered("t")
    assert "turnover" not in offered("cite", "t")
    assert offered("turn") == {}
    assert [*offered("turnover", "--")] == ["--help"]


def test_the_parts_of_an_export_are_offered_for_parquet_alone(small: Path) -> None:
    for words, is_offered in (("--to csv", False), ("--to parquet", True), ("", True)):
        assert ("--partition-by" in offered("export", "x", *words.split(), "--")) == is_offered


@pytest.mark.parametrize("topic", ["trade", "Trade"])
def test_the_options_after_a_topic_are_its_own(small: Path, topic: str) -> None:
    assert {*offered(topic, "AZ", "KR", "--")} == flags_of(TOPIC)
    assert [*offered(topic, "AZ", "KR", "--format", "s")] == ["svg"]


@pytest.mark.parametrize(
    ("cited", "left_out"),
    [
        ("", ()),
        ("one", [option.each_flag[0] for option in CITED]),
        ("one two", [option.each_flag[0] for option in CITED]),
        ("trade AZ", ("--topic", "--kind")),
        ("timeline AZ", ("--measure",)),
        ("search x", ()),
        ("brief AZ", ("--measure", "--kind")),
        ("AZ KR", ("--topic", "--measure", "--kind")),
    ],
)
def test_the_options_of_a_citation_are_those_that_its_query_takes(
    small: Path, cited: str, left_out: Sequence[str]
) -> None:
    assert {*offered("cite", *cited.split(), "--")} == flags_of(COMMANDS["cite"]) - {*left_out}
    for flag in ("--topic", "--measure"):
        is_offered = bool(offered("cite", *cited.split(), flag, ""))
        assert is_offered == (flag not in left_out), flag


@pytest.mark.parametrize(
    "words", ["trade KR aze", "KR aze", "trade South K", "brief AZ sou", "trade KR --in "]
)
def test_what_a_query_that_is_cited_goes_on_with_is_offered(small: Path, words: str) -> None:
    query = words.split(" ")
    assert offered("cite", *query) == offered(*query) != {}


def test_of_more_claimants_than_are_offered_the_best_known_are(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is an id is better known than an alias."""
    declared = party("alpinia") + party("beta", aliases=["Alpzone"])
    pacts = "".join(
        relation(f"pact-{who}", parties=["azerbaijan", "iceland"], source="wire", claimant=who)
        for who in ("alpinia", "beta")
    )
    small.write_text(BASE + declared + pacts, encoding="utf-8")
    assert len(offered("timeline", "--claimant", "alp")) == 2
    monkeypatch.setattr(candidates, "MOST", 1)
    assert [*offered("timeline", "--claimant", "alp")] == ["alpinia"]


def test_commands_and_topics_with_what_they_are_for(small: Path) -> None:
    found = offered("")
    assert list(found)[:2] == ["trade", "timeline"]
    assert found["trade"] == "Trade"
    assert found["topics"] == "List the topics, with the number of claims on each."
    assert list(offered("ti")) == ["timeline"]


def test_help_offers_commands_topics_and_words_once(small: Path) -> None:
    found = offered("help", "")
    assert list(found)[:2] == ["trade", "timeline"]
    assert found["dates"] == "How to write dates and periods."
    assert list(offered("help", "d")) == ["diff", "dates"]
    assert offered("help", "dates", "") == {}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["trade", "aser"], {"Aserbaidschan": "Azerbaijan"}),
        (["trade", "Аз"], {"Азербайджан": "Azerbaijan"}),
        (["trade", "AZ"], {"AZ": "Azerbaijan"}),
        (["trade", "AZE"], {"AZE": "Azerbaijan"}),
        (["trade", "az"], {"azerbaijan": "Azerbaijan"}),
        (["trade", "Az"], {"Azerbaijan": ""}),
        (["trade", "south"], {"south-korea": "South Korea"}),
        (["trade", "South "], {"South Korea": ""}),
        (["trade", "Corée"], {"Corée du Sud": "South Korea"}),
        (["trade", "coree"], {"coree du sud": "South Korea"}),
        (["trade", "ic"], {}),  # no claim is about it
        (["trade", "az", "IS"], {}),
        (["trade", "KR", ""], {"azerbaijan": "Azerbaijan"}),
        (["trade", "KR", "t"], {}),
        (["trade", "az", "t"], {"tricky": 'O\'Brien & $(touch oops) `x` "y" ; z'}),
        (["trade", "az", "kr", ""], {}),
        (["trade", "nobody", "south"], {"south-korea": "South Korea"}),
        (["timeline", ""], {}),
        (["aviation", ""], {}),
        (["trade", "--measure", ""], {"turnover": "Turnover"}),
        (["trade", "--measure=t"], {"--measure=turnover": "Turnover"}),
        (["trade", "--source", "w"], {"wire": "Wire, 2024-01-01"}),
        (["trade", "--in", ""], {"2021": "", "2022": ""}),
        (["trade", "--in", "2021-"], {"2021-01": "", "2021-12": ""}),
        (["trade", "KR", "--since", ""], {"2021": ""}),
        (["trade", "az", "--until", ""], {"2021": "", "2022": ""}),
        (["trade", "KR", "AZ", "--until", ""], {"2021": ""}),
        (["trade", "--known-by", ""], {"2024": ""}),
        (["trade", "--known-by", "2024-01-"], {"2024-01-01": ""}),
        (["trade", "az", "kr", "--known-by", ""], {"2024": ""}),  # printed, and never said
        (["trade", "KR", "--known-since", "2024-01-"], {"2024-01-01": ""}),
        (
            ["trade", "--format", "js"],
            {"json": "one object, all of it", "jsonl": "a claim a line, as JSON"},
        ),
        (["check", "--format", "g"], {"github": "annotations of a pull request"}),
        (["brief", "--format", "h"], {"html": "one file for a browser, or paper"}),
        (["trade", "--format", "h"], {}),
        (["timeline", "--format", "ic"], {"ics": "a calendar"}),
        (["trade", "Kor"], {"Korea, Republic of": "South Korea"}),  # "Korea" may be the North
        (["cite", "--style", "b"], {"bibtex": "for LaTeX"}),
        (["cite", "one", ""], {"two": "Turnover, 2022"}),
        (["cite", "tr"], {"trade": "Trade", "tricky": 'O\'Brien & $(touch oops) `x` "y" ; z'}),
        (["cite", "tw"], {"two": "Turnover, 2022"}),
        (["cite", "ti"], {"timeline": COMMANDS["timeline"].summary}),
        (["cite", "trade", "KR", "--in", ""], {"2021": ""}),
        (["cite", "trade", "KR", "--mi"], {}),  # its own options, not those of the query
        (["cite", "show", "o"], {}),
        (["--install-completion", ""], {"bash": "", "zsh": "", "fish": ""}),
        (["--show-completion", "z"], {"zsh": ""}),
        (["--install-completion", "zsh", ""], {}),
        (["show", "one", ""], {}),
        (["show", "o"], {"one": "Turnover, 2021"}),
        (["trade", "--limit", ""], {}),
        (["search", "a"], {}),
        (["trade", "-f", "b"], {"bundled": "the fact base that ships"}),
        (["trade", "--", "--m"], {}),
        (["trade", "--json", "--js"], {}),
        (["trade", "--mi"], {"--mirror": "Each side's own statistics, side by side."}),
        (["--vers"], {"--version": "Show the version."}),
        (["trade", "--lang", "d"], None),
    ],
)
def test_offered(small: Path, words: list[str], found: dict[str, str] | None) -> None:
    if found is None:
        assert offered(*words)["de"] == "German"
    else:
        assert offered(*words) == found


@pytest.mark.parametrize(
    ("locale", "typed", "found"),
    [
        (
            "tr_TR.UTF-8",
            "Azerbayc",
            "Azerbaycan",
        ),  # the base has it as it is spelled in Azerbaijani
        ("az_AZ.UTF-8", "Azərbayc", "Azərbaycan"),
        ("tr_TR.UTF-8", "Güney K", "Güney Kore"),
    ],
)
def test_a_country_is_spelled_as_in_the_language_of_the_user(
    small: Path, monkeypatch: pytest.MonkeyPatch, locale: str, typed: str, found: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert list(offered("trade", typed)) == [found]


@pytest.mark.parametrize("words", [["trade", "-f", ""], ["check", "x"], ["trade", "-o", "a"]])
def test_names_of_files_are_left_to_the_shell(small: Path, words: list[str]) -> None:
    assert protocol.answered("bash", [" ".join(["dipfacts", *words]), "9", ":="]) == "\x01files"


def test_kinds_and_the_facts_named_on_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", "/nowhere")
    kinds = offered("timeline", "-f", "bundled", "--kind", "")
    assert kinds["visit"].endswith(" claims")
    assert kinds["founding"] == "Founding, 1 claim"
    assert "russia" in offered("trade", "azerbaijan", "-f", "bundled", "r")
    assert "treaty" not in offered("timeline", "-f", "bundled", "--kind", "v")


def test_a_name_of_several_is_not_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = BASE.replace('["azerbaijan", "tricky"]', '["azerbaijan", "georgia", "georgia-us"]')
    text += party("georgia", iso="GE") + party("georgia-us", kind="bloc", name="Georgia")
    (tmp_path / "base.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("DIPFACTS_FACTS", str(tmp_path / "base.toml"))
    for typed in ("geo", "Geo"):
        assert offered("trade", typed) == {"georgia": "Georgia", "georgia-us": "Georgia"}


def test_the_users_own_language_comes_first(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered("trade", "aserb") == {"Aserbaidschan": "Azerbaijan"}
    monkeypatch.setenv("LC_ALL", "nb_NO.UTF-8")
    assert list(offered("trade", "aserb")) == ["Aserbajdsjan"]


def test_an_option_takes_a_value_after_every_command_or_after_none() -> None:
    for command in (TOPIC, *COMMANDS.values()):
        for option in command.options:
            for flag in option.each_flag:
                assert (flag in typed_line.TAKES_VALUE) == option.takes_value, (command.name, flag)


# ---------------------------------------------------------------------------- never a word of it


def pressed(
    shell: str, *words: str | bytes, cwd: str | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The program as a shell's script calls it."""
    return subprocess.run(
        [sys.executable, "-m", "dipfacts", *words],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "_DIPFACTS_COMPLETE": shell,
            **environment,
        },
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("zsh", ["dipfacts", "trade", b"\xff\xfe"]),
        ("zsh", ["dipfacts", "trade", "-f", "broken.toml", "a"]),
        ("zsh", ["dipfacts", "trade", "-f", "-", "a"]),
        ("zsh", ["dipfacts", "trade", "-f", "gone.toml", "a"]),
        ("bash", ["dipfacts trade"]),
        ("complete_bash", []),
        ("powershell", ["dipfacts", "tr"]),
    ],
)
def test_it_fails_in_silence(shell: str, words: list[str | bytes], tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("format = 1\n[[party]\n", encoding="utf-8")
    ran = pressed(shell, *words, cwd=str(tmp_path))
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    script = (
        f'mkdir gone && cd gone && rmdir ../gone && "{sys.executable}" -m dipfacts dipfacts tra'
    )
    environment = {"_DIPFACTS_COMPLETE": "zsh", "PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, env={**os.environ, **environment}, capture_output=True
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("facts", ["broken.toml", "gone.toml"])
def test_commands_are_offered_whatever_is_wrong_with_the_base(
    facts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.toml").write_text("format = 1\n[[party]\n", encoding="utf-8")
    monkeypatch.setenv("DIPFACTS_FACTS", str(tmp_path / facts))
    assert list(offered("chec")) == ["check"]
    assert offered("trade", "a") == {}


def test_a_large_base_is_never_compiled_for_it(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SMALL_BASE", 10)
    assert offered("trade", "") == {}
    assert "timeline" in offered("")
    engine.open_base(str(small)).close()
    assert "azerbaijan" in offered("trade", "")


# ------------------------------------------------------------------------------------ the shells


@given(st.text())
def test_any_line_is_parted(line: str) -> None:
    words, quote, before, begin = shells.split(line)
    assert words[-1].startswith(before)
    assert words
    assert quote in ("", '"', "'")
    assert 0 <= begin <= len(line)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("dipfacts trade South\\ K", "South\\ Korea\n"),
        ('dipfacts trade "South K', "South Korea\n"),
        ("dipfacts trade 'South K", "South Korea\n"),
        (
            "dipfacts trade az O\\'",
            'O\\\'Brien\\ \\&\\ \\$\\(touch\\ oops\\)\\ \\`x\\`\\ \\"y\\"\\ \\;\\ z\n',
        ),
        ('dipfacts trade az "O', 'O\'Brien & \\$(touch oops) \\`x\\` \\"y\\" ; z\n'),
        ("dipfacts trade az 'O", "O'\\''Brien & $(touch oops) `x` \"y\" ; z\n"),
        ("dipfacts trade --in=2021", "2021\n"),
        ('dipfacts trade "--in=2021', "--in=2021\n"),
    ],
)
def test_written_for_bash(small: Path, line: str, written: str) -> None:
    assert protocol.answered("bash", [line, "9", " \t=:"]) == written


def test_bash_lists_them_with_what_they_are(small: Path) -> None:
    told = protocol.answered("bash", ["dipfacts trade ", "63", ":="]).splitlines()
    assert told[0] == "azerbaijan  (Azerbaijan)"


def test_another_shell_and_a_file_of_another_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(QuestionError, match='no completion for the shell "tcsh"'):
        install.chosen_shell(["--install-completion", "tcsh"])
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    theirs = tmp_path / "fish" / "completions" / "dipfacts.fish"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("# mine\n", encoding="utf-8")
    with pytest.raises(QuestionError, match="was not written by dipfacts"):
        install.install("fish")
    assert theirs.read_text(encoding="utf-8") == "# mine\n"


def test_the_users_file_keeps_all_that_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    real = tmp_path / "dotfiles"
    real.write_bytes(b"export A=\xff  # no UTF-8, no end of line")
    (tmp_path / ".bashrc").symlink_to(real)
    assert "reads it now" in install.install("bash")
    after = real.read_bytes()
    assert "reads it already" in install.install("bash")
    assert real.read_bytes() == after
    assert after.startswith(b"export A=\xff  # no UTF-8, no end of line\n[ ! -f ")
    assert (tmp_path / ".bashrc").is_symlink()


def test_the_first_file_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ZDOTDIR", str(tmp_path / "gone"))
    with pytest.raises(QuestionError, match="cannot be written: no such file or directory"):
        install.install("zsh")
