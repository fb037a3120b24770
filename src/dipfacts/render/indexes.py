"""The compiled indexes that are kept, as a table or as JSON."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TextIO

from dipfacts.index.upkeep import Kept
from dipfacts.model.display import counted
from dipfacts.render.json import records
from dipfacts.render.page.document import Page, Row, Section
from dipfacts.text import plain

_STEPS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"), (1, "bytes"))


def write(
    folder: str,
    found: list[tuple[Kept, bool]],
    limit: int,
    out: TextIO,
    json: bool,
    color: bool,
) -> None:
    """Every index: what base it is of, how large, when it was used, and whether it is fresh."""
    if json:
        listed = [
            {
                "path": records.printable(kept.path),
                "base": _base(kept),
                "files": len(kept.files),
                "claims": kept.claims,
                "bytes": kept.size,
                "used": datetime.fromtimestamp(int(kept.used)).astimezone().isoformat(),
                "fresh": fresh,
            }
            for kept, fresh in found
        ]
        _write_json({"folder": plain(folder), "limit": limit, "indexes": listed}, out)
        return
    from dipfacts.render import terminal

    rows = [
        Row(
            (
                _base(kept) or "(not readable)",
                f"{len(kept.files):,}",
                f"{kept.claims:,}",
                size(kept.size),
                datetime.fromtimestamp(kept.used).strftime("%Y-%m-%d %H:%M"),
                "fresh" if fresh else "stale",
            )
        )
        for kept, fresh in found
    ]
    total = size(sum(kept.size for kept, _ in found))
    counted_indexes = f"{len(found)} index{'' if len(found) == 1 else 'es'}"
    text = f"{plain(folder)} holds {counted_indexes}, {total} of at most {size(limit)}."
    columns = ("Fact base", ">Files", ">Claims", ">Size", "Used", "State")
    sections = [Section("", columns, rows, (0,))] if rows else []
    terminal.write(Page(text, sections, None, [], []), out, color=color)


def write_cleared(folder: str, count: int, freed: int, out: TextIO, json: bool) -> None:
    """How much was deleted."""
    if json:
        _write_json({"folder": plain(folder), "deleted": count, "bytes": freed}, out)
        return
    out.write(f"deleted {counted(count, 'file')} in {plain(folder)}, {size(freed)}\n")


def size(count: int) -> str:
    """'1.2 MB'."""
    for step, unit in _STEPS:
        if count >= step:
            number = f"{count / step:.1f}" if step > 1 else f"{count}"
            return f"{number.removesuffix('.0')} {unit}"
    return "0 bytes"


def _base(kept: Kept) -> str:
    """The file, or the folder that holds all of them."""
    paths = [stamp.path.partition("\0")[0] for stamp in kept.files]
    return plain(os.path.commonpath(paths)) if paths else ""


def _write_json(record: dict[str, object], out: TextIO) -> None:
    out.write(records.indented({"schema_version": records.SCHEMA_VERSION, **record}) + "\n")
