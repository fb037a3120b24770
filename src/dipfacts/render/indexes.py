"""The compiled indexes that are kept, as a table or as JSON."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TextIO

from dipfacts.index.upkeep import KeptIndex
from dipfacts.model.display import counted
from dipfacts.read.stamp_path import StampPath
from dipfacts.render.json import encoding, records
from dipfacts.render.layout import fitted
from dipfacts.render.page.document import Page, Row, Section
from dipfacts.text import plain

_STEPS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def write(
    folder: str, kept: list[tuple[KeptIndex, bool]], limit: int, out: TextIO, json: bool, color: str
) -> None:
    """Write every index with the base it is of, its size, its last use, and whether it is fresh."""
    if json:
        indexes = [
            {
                "path": records.printable(index.path),
                "base": _base(index),
                "files": len(index.files),
                "claims": index.claims,
                "bytes": index.size,
                "used": datetime.fromtimestamp(int(index.used)).astimezone().isoformat(),
                "fresh": fresh,
            }
            for index, fresh in kept
        ]
        _write_json({"folder": plain(folder), "limit": limit, "indexes": indexes}, out)
        return
    from dipfacts.render import terminal  # lazy: slow to load

    count = f"{len(kept)} index{'' if len(kept) == 1 else 'es'}"
    total = in_bytes(sum(index.size for index, _ in kept))
    text = f"{plain(folder)} holds {count}, {total} of at most {in_bytes(limit)}."
    right = ("Files", "Claims", "Size")
    columns = ("Fact base", *right, "Used", "State")
    rows = []
    for index, fresh in kept:
        used = datetime.fromtimestamp(index.used).strftime("%Y-%m-%d %H:%M")
        counts, state = (
            (f"{len(index.files):,}", f"{index.claims:,}"),
            "fresh" if fresh else "stale",
        )
        name = _base(index) or "(not readable)"
        if not (index.files or index.is_of_ours):
            name, counts, state = "(of another version)", ("—", "—"), "not used here"
        rows.append(Row((name, *counts, in_bytes(index.size), used, state)))
    sections = [Section("", columns, rows, right=right)] if kept else []
    terminal.print_page(Page(text, sections, None, [], []), out, color)


def write_cleared(folder: str, count: int, freed: int, out: TextIO, json: bool) -> None:
    """Write how many indexes were deleted, and how many bytes they took."""
    if json:
        _write_json({"folder": plain(folder), "deleted": count, "bytes": freed}, out)
    else:
        text = f"deleted {counted(count, 'file')} in {plain(folder)}, {in_bytes(freed)}"
        out.write(fitted(text, out) + "\n")


def in_bytes(count: int) -> str:
    """Return a number of bytes as '1.2 MB'."""
    step, unit = next((one for one in _STEPS if count >= one[0]), (1, "bytes"))
    return f"{count / step:.1f}".removesuffix(".0") + f" {unit}"


def _base(index: KeptIndex) -> str:
    """Return the files and folders that an index is of."""
    by_root: dict[str, list[str]] = {}
    for path in (StampPath.parse(stamp.path) for stamp in index.files):
        if not path.table:  # a CSV file belongs to a TOML file
            by_root.setdefault(_root(path), []).append(path.target)
    return plain(", ".join(map(os.path.commonpath, by_root.values())))


def _root(path: StampPath) -> str:
    """Return the folder of a base from which a file of it has its name in answers."""
    folder, name = path.target, path.short
    while name and os.path.basename(folder) == os.path.basename(name):
        folder, name = os.path.dirname(folder), os.path.dirname(name)
    return folder if folder != path.target else os.path.dirname(folder)  # a link has another name


def _write_json(record: dict[str, object], out: TextIO) -> None:
    out.write(encoding.indented({"schema_version": encoding.SCHEMA_VERSION, **record}) + "\n")
