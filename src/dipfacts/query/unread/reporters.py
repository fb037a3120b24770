"""The claims on the same figures by whichever party reports them, found among very many."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import msgspec

from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.index.rows.keys import COMPONENT, TOTAL, direction, series_sort_key
from dipfacts.index.rows.lines import days_of_figure
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import CLAIM_TYPES, Figure
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.query.sql import AMONG, as_json, conditions
from dipfacts.query.unread.sized import IN_SPANS, as_numbers


def claims_of_several_reporters(base: Base, query: Query, figures: Iterable[Figure]) -> list[Fact]:
    """Return the claims on the same as some figures, whichever measure or party reports it.

    They are of the measures asked for, of the figures' days, and about what several claims may
    report: each party whose statistics they are has a subject of its own in the index. Those in a
    scope may be components, of a total that one side names, or not.
    """
    figures = [*figures]
    series = {*map(series_sort_key, figures)}
    of_scopes = {direction(figure) for figure in figures if figure.scope}
    series |= {kind + way for way in of_scopes for kind in (TOTAL, COMPONENT)}
    subjects = (
        f"SELECT json_group_array(subject) FROM subject WHERE measure IN {AMONG}"
        f" AND series IN {AMONG} GROUP BY substr(series, 2) HAVING count(*) > 1"
    )
    about = as_json(any_of(query.measure)), as_json(series)
    several = [*chain.from_iterable(base.index.all(subjects, about, _numbers))]
    # Of these subjects all are of the measures; SQLite would look for the measures first.
    rest = query.replaced(types=CLAIM_TYPES, topic=None, measure=None, parties=())
    where, values = conditions(rest)
    of_them = f"claim.subject IN {AMONG} AND {IN_SPANS} AND {where}"
    sql = f"SELECT {CLAIM} FROM claim WHERE {of_them} ORDER BY claim.n"
    natures = {it.measure: base.measures[it.measure].nature for it in figures}
    spans = as_numbers({days_of_figure(it.period, natures[it.measure]) for it in figures})
    return base.index.all(sql, [as_json(several), spans, *values], fact_of) if several else []


def _numbers(row: tuple[str]) -> list[int]:
    return msgspec.json.decode(row[0], type=list[int])
