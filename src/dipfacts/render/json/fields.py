"""Keys that `--fields` picks, such as `id,value,period.text,source.publisher`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.render.columns import ALIASES, CODES, path_of
from dipfacts.render.formats import PICKED
from dipfacts.text import listed, nearest, short, suggestion

Fields = tuple[str, ...] | None
"""Paths into a line of jsonl or names of columns, in the order asked for; None for all keys."""


def asked(text: str | None, form: str) -> Fields:
    """Parse what was typed. Raise QuestionError where that is no path, or for other formats."""
    if text is None:
        return None
    if form not in PICKED:
        from dipfacts.remedy import Option, Remedy  # lazy: only for a slip

        remedy = Remedy.of("add ", Option("format", listed(PICKED, "or")))
        raise QuestionError(f"the format {form} has no fields", remedy)
    paths = tuple(dict.fromkeys(path.strip() for path in text.split(",") if path.strip()))
    if not paths:
        from dipfacts.remedy import Option, Remedy  # lazy: only for a slip

        wrong = Remedy.of(Option("fields"), " names no field")
        instead = Option("fields", "id,value,unit,period.text")
        raise QuestionError(wrong, Remedy.of("try ", instead))
    return paths


def check(fields: Iterable[str], command: str) -> None:
    """Raise QuestionError for a path that no line of that command's answer has."""
    paths = known_paths(command)
    for path in fields:
        if path not in paths:
            meant = [name for name in paths if path_of(name).rpartition(".")[2] == path]
            meant = [name for name in meant if name in ALIASES] or meant  # as heads of CSV have it
            hint = suggestion(meant or nearest(path, paths), f"there are {', '.join(paths)}")
            raise QuestionError(f'no field is called "{short(path, 60)}"', hint)


def known_paths(command: str) -> list[str]:
    """Return every path into a line of a command's answer, then the names of columns for some."""
    from dipfacts.render.json.contract import claims  # lazy: slow to load: only --fields needs it

    inventory = {
        "parties": claims.PartyLine,
        "topics": claims.TopicLine,
        "measures": claims.MeasureLine,
        "kinds": claims.KindLine,
        "sources": claims.SourceLine,
    }
    if command in inventory:
        keys = dict.fromkeys(["id", *inventory[command].__struct_encode_fields__])
        return [*keys, *CODES.values(), *CODES] if "codes" in keys else [*keys]
    nested = {
        "period": claims.Period,
        "source": claims.SourceOfLine,
        "upcoming": claims.Occasion,
        "ranking": claims.Place,
        "side_by_side": claims.Beside,
    }
    kinds = (claims.FigureLine, claims.RelationLine, claims.EventLine)
    all_keys = dict.fromkeys(key for kind in kinds for key in kind.__struct_encode_fields__)
    results = ["id", "type"]
    for key in all_keys:
        within = nested[key].__struct_encode_fields__ if key in nested else ()
        results += [key, *(f"{key}.{name}" for name in within)]
    return list(dict.fromkeys([*results, *ALIASES]))


def need_codes(fields: Fields) -> bool:
    """Return whether fields are codes of parties, which are looked up for who asks for them."""
    return any(path_of(field).partition(".")[0] == "codes" for field in fields or ())


def value(record: dict[str, Any], path: str) -> Any:
    """Return the value at a path or in a column; None where the record has no such key."""
    result: Any = record
    for key in path_of(path).split("."):
        result = result.get(key) if isinstance(result, dict) else None
    return result


def pick(record: dict[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """Return a record with these keys only, each where it was; null where it has none.

    What is asked for by the name of its column has that name as its key.
    """
    picked: dict[str, Any] = {}
    for path in fields:
        *outer, key = path.split(".")
        into = picked
        for name in outer:
            if not isinstance(into.get(name), dict):
                into[name] = {}
            into = into[name]
        into[key] = value(record, path)
    return picked
