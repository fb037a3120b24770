"""The columns of CSV and TSV: their names, and where their cells stand in a line of jsonl."""

from __future__ import annotations

from dipfacts.model.shared_names import CODE_LISTS

SOURCE_KEYS = ("publisher", "author", "title", "published", "url", "note", "derived_from")
_LATER = SOURCE_KEYS[5:]  # which came after the columns behind those of the others

_WITHIN = {"period": "period.text", "source": "source.id"} | {
    key: f"period.{key}" for key in ("start", "end", "precision")
}
COLUMNS = (
    {
        key: _WITHIN.get(key, key)
        for key in (
            "id type topic measure nature kind title parties from to people place status reporter"
            " period start end precision value unit qualifier display scope part_of valuation"
            " definition claimant claimants said_on known_by rank rank_reason inferred note file"
            " line source locator"
        ).split()
    }
    | {f"source_{key}": f"source.{key}" for key in SOURCE_KEYS if key not in _LATER}
    | {"absent": "absent", "occurrence": "occurrence"}
    | {f"source_{key}": f"source.{key}" for key in _LATER}
    | {"same_as": "same_as", "parts": "parts"}
)
"""Every column of claims by its name, and where its cells stand in a line of jsonl."""

UPCOMING = {f"upcoming_{key}": f"upcoming.{key}" for key in ("what", "on", "years")}
"""The columns that are added where the timeline looks ahead."""

RANKING = {f"ranking_{key}": f"ranking.{key}" for key in ("role", "place", "share")}
"""The columns that are added where partners or dyads are ranked."""

BESIDE = {f"side_by_side_{k}": f"side_by_side.{k}" for k in ("partner", "way", "year", "partial")}
"""The columns that are added where partners stand side by side."""

CODES = {f"codes_{list_}": f"codes.{list_}" for list_ in CODE_LISTS}
"""The columns that are added to parties with their codes, one for each list of codes."""

ALIASES = {
    name: path
    for name, path in (COLUMNS | UPCOMING | RANKING | BESIDE).items()
    if name != path and name not in ("period", "source")  # which are keys of a line themselves
}
"""The columns that are called otherwise in a line of jsonl; `--fields` takes either name."""


def path_of(name: str) -> str:
    """Return where a column or a path stands in a line of jsonl."""
    return ALIASES.get(name) or CODES.get(name, name)
