"""The compile killed at any moment: the next look-up is right, and nothing is left of the dead."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scale import killing
from scale.asking import SOURCE, base_text, environment, settled
from support.draws import drawn

# Seed, number of kills and claims of the base: with all draws two hundred moments, a tenth of them
# of a larger base. DIPFACTS_KILLS multiplies them, for whoever has the time.
SERIES = [(1, 60, 60), (2, 60, 60), (3, 60, 60), (4, 20, 600)]


@pytest.mark.parametrize(("seed", "kills", "claims"), SERIES)
def test_a_compile_that_is_killed_does_no_harm(
    seed: int, kills: int, claims: int, tmp_path: Path
) -> None:
    base, cache = tmp_path / "base", tmp_path / "cache"
    base.mkdir()
    cache.mkdir()
    text = base_text(claims, 1)
    for nth in (1, 2, 4):  # those that are counted up
        text = text.replace(f"\nvalue = {1 + nth}\n", f"\nvalue = {1 + nth} #{nth}\n", 1)
    (base / "first.toml").write_text(text, encoding="utf-8")
    more = "".join(
        f'[[event]]\nid = "more-{nth}"\nkind = "visit"\ntitle = "More"\nsource = "press"\n'
        f'parties = ["russia"]\n\n'
        for nth in range(claims // 3)
    )
    (base / "second.toml").write_text(f"format = 1\n\n{more}", encoding="utf-8")
    (base / "count").write_text(str(claims + claims // 3), encoding="utf-8")
    settled(base)
    kills = drawn(kills) * int(os.environ.get("DIPFACTS_KILLS", "1"))
    done = subprocess.run(
        [sys.executable, str(Path(killing.__file__)), *map(str, (base, cache, seed, kills, 1))],
        env=environment(cache, PYTHONPATH=SOURCE),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    killed = re.fullmatch(r"killed (\d+)\n", done.stdout)
    assert killed, done.stdout
    assert int(killed[1]) > kills // 3  # the moments lie within the compile
