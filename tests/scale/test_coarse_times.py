"""A file system that keeps times as whole seconds: an edit within the second is not missed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scale.asking import environment
from support.factbase import base, topic

# Inodes of 128 bytes have no room for parts of a second.
MADE = "mkfs.ext4 -q -I 128 -O ^has_journal disk > made && mkdir -p at && mount -o loop disk at"
ASKED = """
set -e
for nth in 1 2 3; do
    cp one.toml at/facts.toml
    dipfacts topics --json -f at/facts.toml > first
    cat two.toml > at/facts.toml
    dipfacts topics --json -f at/facts.toml > second
    grep -q '"Umsatz"' first
    grep -q '"Handel"' second
    stat -c %z at/facts.toml
    rm -f cache/*
done
"""


def test_what_is_overwritten_within_the_second_is_read_again(tmp_path: Path) -> None:
    env = environment(tmp_path / "cache")
    for name, label in (("one", "Umsatz"), ("two", "Handel")):
        text = base(topic("trade", label=label))
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with open(tmp_path / "disk", "wb") as disk:
        disk.truncate(4 << 20)

    def alone(script: str) -> subprocess.CompletedProcess[str]:
        """Run a script where what it mounts goes with it."""
        words = ["unshare", "--mount", "--propagation", "private", "bash", "-c", script]
        return subprocess.run(
            words, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )

    try:
        mounted = alone(MADE).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no file system can be mounted here")
    program = f'dipfacts() {{ {sys.executable} -m dipfacts "$@"; }}\n'
    done = alone(f"{MADE}\n{program}{ASKED}")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[1].partition(".")[2] for line in done.stdout.splitlines()] == ["0" * 9] * 3
