"""Many look-ups at once, none of which may see the half of what another writes."""

from __future__ import annotations

from pathlib import Path

from scale.asking import base_text, end, environment, files_in, right, run, settled, start

TOGETHER = 32


def test_thirty_two_at_once_on_a_cold_cache_are_right_and_leave_one_index(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(base_text(120), encoding="utf-8")
    settled(path)
    words = ["trade", "azerbaijan", "russia", "--json", "-f", str(path)]
    expected = right(run(words, environment(tmp_path / "other")))
    cache = tmp_path / "cache"
    processes = [start(words, environment(cache)) for _ in range(TOGETHER)]
    assert [right(end(process)) for process in processes] == [expected] * TOGETHER
    (kept,) = files_in(cache)
    made = kept.stat().st_mtime_ns
    assert right(run(words, environment(cache))) == expected
    assert [file.stat().st_mtime_ns for file in files_in(cache)] == [made]
