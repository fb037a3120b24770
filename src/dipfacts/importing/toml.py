"""The TOML of a plan, and the CSV of its derived table."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Collection, Sequence
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing.plan import DerivedTable, Keys, Plan
from dipfacts.model.unseen import hides
from dipfacts.read.rows.csv_files import Layout
from dipfacts.read.table.table_rules import is_below
from dipfacts.record import Record
from dipfacts.text import plain

_MARK = "# Written by dipfacts import; import again to renew it. Checksum: "
_ORIGIN = "# Imported from "
_CLAIMS = "# Claims when it was imported: "
_MADE = re.compile(r"""^# ("(?:[^"\\]|\\.)*") was written with it\. Checksum: """, re.MULTILINE)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Written(Record, frozen=True):
    """The file that a TOML is written over, and what it says besides its plan.

    `origin` names the file that was imported, `made` is what the file holds if it is written, too;
    `kept` are tables that stay as they are; `claims` is the number of claims, where it is known.
    """

    file: str
    layout: Layout
    origin: str
    made: bytes | None = None
    kept: Sequence[str] = ()
    claims: int = 0


def toml(plan: Plan, written: Written, known: Collection[tuple[str, str]] = ()) -> str:
    """Return the TOML of a plan over a file; what is known already is not declared again."""
    file, origin = written.file, written.origin
    for name in (origin, file):
        if any("\ud800" <= char <= "\udfff" for char in name):  # bytes that are no UTF-8
            raise QuestionError(f"a name is no UTF-8, as TOML is: {plain(name)}", "rename the file")
    if hides(file):
        message = f"a name holds a character that cannot be seen: {plain(file)}"
        raise QuestionError(message, "rename the file")
    made = [] if written.made is None else [_made(file, written.made)]
    counted = [f"{_CLAIMS}{written.claims}"] if written.claims else []
    parts = ["format = 1", f"{_ORIGIN}{_text(origin)}", *counted, *made]
    source = {"id": plan.source_id, **plan.source}
    for name, tables in (*plan.declares.items(), ("source", [source])):
        parts += [table_text(name, table) for table in tables if (name, table["id"]) not in known]
    parts += written.kept
    for table in plan.tables:
        own: Keys = {"id": table["id"], "file": file, "claim": table["claim"]}
        rest = {key: value for key, value in table.items() if key not in own and value != {}}
        if "key" in rest:
            own["key"] = rest.pop("key")
        own["source"] = plan.source_id
        parts.append(table_text("table", {**own, **_layout_keys(written.layout), **rest}))
    text = "\n".join(parts) + "\n"
    return f"{_MARK}{_sum(text.encode())}\n{text}"


def _layout_keys(layout: Layout) -> Keys:
    """Return the keys that say how a file is written, where that is not the usual."""
    return {
        **({} if layout.encoding in ("utf-8", "utf-8-sig") else {"encoding": layout.encoding}),
        **({} if layout.delimiter == "," else {"delimiter": layout.delimiter}),
        **({"skip_lines": layout.skip_lines} if layout.skip_lines else {}),
    }


def is_ours(text: str) -> bool:
    """Return whether a text is as `toml` wrote it: nobody has changed it since."""
    first, _, rest = text.partition("\n")
    return first.startswith(_MARK) and first.removeprefix(_MARK) == _sum(rest.encode())


def was_ours(text: str) -> bool:
    """Return whether `toml` wrote a text, whatever was changed in it since."""
    return text.startswith(_MARK)


def origin_of(text: str) -> str:
    """Return the file that the TOML `text` was imported from, as it was told `toml`."""
    lines = (line for line in text.split("\n") if line.startswith(_ORIGIN))
    return str(json.loads(next(lines).removeprefix(_ORIGIN))) if _ORIGIN in text else ""


def told_origin(named: str, folder: str) -> str:
    """Return a file that the TOML in a folder names, as messages name it: from where one stands."""
    path = os.path.join(folder if is_below(named) else os.path.realpath(folder), named)
    return plain(os.path.normpath(path) if os.path.isabs(folder) else os.path.relpath(path))


def claims_of(text: str) -> int:
    """Return the number of claims that the TOML `text` had when written; 0 where it says none."""
    match = re.search(f"^{_CLAIMS}([0-9]{{1,15}})$", text, re.MULTILINE)
    return int(match[1]) if match else 0


def is_made(file: str, content: bytes, text: str) -> bool:
    """Return whether a file is as it was written together with the TOML `text`."""
    return _made(file, content) in text.split("\n")


def files_made(text: str) -> list[str]:
    """Return the files that were written together with the TOML `text`."""
    return [str(json.loads(name)) for name in _MADE.findall(text)]


def _made(file: str, content: bytes) -> str:
    return f"# {_text(file)} was written with it. Checksum: {_sum(content)}"


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def table_text(name: str, keys: Keys) -> str:
    """Return a table as TOML."""
    lines = [f"\n[[{name}]]"]
    lines += [f"{_key(key)} = {_value(value)}" for key, value in keys.items()]
    return "\n".join(lines)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    return _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    """Return a text as a basic string of TOML; hidden characters as escapes."""
    written = json.dumps(text, ensure_ascii=False)
    hidden = r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]"
    return re.sub(hidden, lambda match: f"\\u{ord(match[0]):04x}", written)


def csv_text(derived: DerivedTable) -> str:
    """Return the text of a derived table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(derived.heads)
    writer.writerows(derived.rows)
    return out.getvalue()
