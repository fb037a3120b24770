"""The flow behind a measure or a share: whose exports or imports it counts, and its direction."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.answers.answer import in_sentence, names
from dipfacts.model.figures.measures import flow_end_of
from dipfacts.model.file_format.tables import Figure, Measure
from dipfacts.query.base import Base

_CHANGES = {"change", "decline", "decrease", "fall", "growth", "increase", "rate", "rise"}


def flow_end(base: Base, measure: Measure) -> str:
    """Return the end of a flow at which the party of a measure stands; "" where it is not known.

    It is "from" of exports, of a share of them and of a balance, which is that of the first of two,
    and "to" of imports. Their names say so, or else the balance that they make, or else words such
    as sales and purchases in an id.
    """
    if measure.difference_of:
        return "from"
    words = f"{measure.id} {measure.label} {measure.of or ''}".casefold()
    ends = [end for end, word in (("from", "export"), ("to", "import")) if word in words]
    ends = ends or base.measures.ends.get(measure.id, [])[:1]
    ends = ends or list(filter(None, [flow_end_of(measure.id) or flow_end_of(measure.of or "")]))
    return ends[0] if len(ends) == 1 else ""


def owner(base: Base, figure: Figure) -> str | None:
    """Return whose exports or imports a share is a part of; None of what is no such share."""
    measure = base.measures[figure.measure]
    end = flow_end(base, measure) if figure.from_ and is_share(measure, figure.unit) else ""
    return {"from": figure.from_, "to": figure.to}.get(end)


def is_share(measure: Measure, unit: str) -> bool:
    """Return whether a ratio is a part of a whole, and no rate or growth."""
    if measure.nature != "ratio" or unit != "percent":
        return False
    words = {*f"{measure.id} {measure.label}".casefold().replace("-", " ").split()}
    changes = words & _CHANGES or {word.removesuffix("s") for word in words} & _CHANGES
    is_part = bool(measure.of or words & {"share", "shares"})
    return is_part and not changes


def with_way(base: Base, way: str, ids: Sequence[str]) -> list[str]:
    """Return names as they stand after 'to' or 'from', with articles; without a way as they are."""
    return in_sentence(base, ids) if way else names(base, ids)
