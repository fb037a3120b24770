"""The man page says what the help says, and groff sets it."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from dipfacts.cli import help
from dipfacts.cli.registry import COMMANDS, TOPIC
from reference import man


def test_the_man_page_says_what_the_help_says() -> None:
    page = man.PAGE.read_text(encoding="utf-8")
    assert page == man.written(), "python tools/write_reference.py man"


def test_it_explains_every_option_of_every_command() -> None:
    told = set(man.PAGE.read_text(encoding="utf-8").splitlines())
    for command in (TOPIC, *COMMANDS.values()):
        for heading, terms in help.command_help(command).sections:
            missing = {f".B {man.roff(term)}" for term, _ in terms} - told
            assert not missing, f"{command.name}, {heading}: {missing}"


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_groff_sets_it_without_a_warning() -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", "-rLL=78n", "-k", str(man.PAGE)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    text = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    for name, command_ in COMMANDS.items():
        assert f"\n   {name}" in text
        for example in command_.examples:
            assert f" {example}\n" in text.replace("‐", "-").replace("−", "-")
