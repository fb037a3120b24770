"""Topics, measures and kinds that an import can know: those of trade, and of the bundled base."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing.plan import Keys
from dipfacts.model.figures.measures import TRADE_MEASURES
from dipfacts.model.file_format.tables import Measure, Topic

MEMBERSHIP = {"id": "membership", "label": "Membership"}
DIPLOMACY = {"id": "diplomacy", "label": "Diplomacy"}
TRADE = {"id": "trade", "label": "Trade"}
_TURNOVER = {
    "id": "turnover",
    "topic": "trade",
    "label": "Trade turnover",
    "nature": "flow",
    "sum_of": ["exports", "imports"],
    "counts": "exports plus imports of goods between two countries, by one reporter",
}
_TRADE = {
    "exports": ("Exports", "goods sold by the `from` country to the `to` country"),
    "imports": ("Imports", "goods bought by the `to` country from the `from` country"),
    "re-exports": ("Re-exports", "foreign goods sold on; they are a part of exports"),
    "re-imports": ("Re-imports", "goods of its own that a country buys back; a part of imports"),
    "trade-balance": ("Trade balance", "exports less imports of the `from` country"),
    # What these two count the `definition` of each figure says: the bundled base has services, too.
    "exports-total": ("Exports to all countries", ""),
    "imports-total": ("Imports from all countries", ""),
}

# Kinds that parties have once at a time, as the bundled base declares them.
_UNIQUE = ("membership", "associate-membership", "observer-status", "diplomatic-relations")

_ACRONYMS = {
    *("ch4 co2 cpi eu fdi gdp ghg gni gnp gva hdi hs ict lng lpg n2o nato oda".split()),
    *("odp oecd opec ppi ppp sdg tfp uk un us usa usd vat wto".split()),
}
"""The words of ids that people write in capital letters."""


def label_of(id_: str) -> str:
    """Return an id as people read it.

    >>> label_of("real-gdp-growth"), label_of("fdi"), label_of("co2-emissions")
    ('Real GDP growth', 'FDI', 'CO2 emissions')
    """
    words = (word.upper() if word in _ACRONYMS else word for word in id_.split("-"))
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def declared_by(given: Mapping[str, str]) -> dict[str, list[Keys]]:
    """Return the declarations of the measure and the topic that `--map` names.

    Raises QuestionError for a known measure whose topic or nature is another.
    """
    measure, topic = given.get("measure", ""), given.get("topic", "")
    topics = [{"id": topic, "label": label_of(topic)}]
    if given["claim"] != "figure":
        return {"topic": topics} if topic and "{" not in topic else {}
    if "{" in measure:
        return {}
    nature = given.get("nature", "ratio" if given["unit"] == "percent" else "flow")
    declared: Keys = {"id": measure, "label": label_of(measure), "nature": nature}
    known = trade([measure])
    is_known = bool(known["measure"]) or (Measure, measure) in _bundled()
    if not is_known and _is_of_one_party(given):
        declared["partners"] = 0
    if topic and not is_known:
        return {"topic": topics, "measure": [{**declared, "topic": topic}]}
    known = known if known["measure"] else declared_measures([declared])
    hint = "leave it out, or give the measure another name"
    if (of := known["measure"][0]["nature"]) != given.get("nature", of):
        raise QuestionError(f"--map nature={nature}: {measure} is a {of}", hint)
    if topic and (of := known["measure"][0]["topic"]) != topic:
        raise QuestionError(f"--map topic={topic}: {measure} belongs to the topic {of}", hint)
    return known


def _is_of_one_party(given: Mapping[str, str]) -> bool:
    """Return whether each row names one party: by one template, and with no direction.

    >>> [_is_of_one_party({"parties": it}) for it in ("{country}", "{a}, {b}", "{name, short}")]
    [True, False, True]
    """
    parties = re.sub(r"{[^{}]*}", "{}", given.get("parties", ""))
    return bool(parties) and "," not in parties and not {"from", "to"} & given.keys()


@cache
def _bundled() -> dict[tuple[type[Any], str], Any]:
    """Return the topics and measures that the bundled base declares."""
    # lazy: most imports declare all that they name
    from dipfacts.read.files import read, source_files
    from dipfacts.read.toml.loader import declared_at_a_glance

    rows = (row for file in source_files(["bundled"]) for row in declared_at_a_glance(read(file)))
    return {(type(row.table), row.table.id): row.table for row in rows}


def bundled_declarations() -> Iterable[Any]:
    """Return the topics, measures and kinds that the bundled base declares."""
    return _bundled().values()


def nature_known(measure: str) -> str:
    """Return the nature that a measure of trade, or of the bundled base, has; else nothing.

    >>> nature_known("exports"), nature_known("share-of-exports"), nature_known("visas")
    ('flow', 'ratio', '')
    """
    of_trade = trade([measure])["measure"]
    bundled = _bundled().get((Measure, measure))
    return str(of_trade[0]["nature"]) if of_trade else bundled.nature if bundled else ""


def between_parties(measure: str) -> str:
    """Return the measure between parties, of that of each country alone; else nothing.

    >>> between_parties("exports-total"), between_parties("exports"), between_parties("gdp")
    ('exports', '', '')
    """
    known = _bundled().get((Measure, measure))
    between = measure.removesuffix("-total")
    return between if known and known.partners == 0 and between != measure else ""


def own_id(measure: str, provider: str, nature: str = "") -> str:
    """Return the id of a measure of each country alone, with the provider's name where need be.

    That is where the bundled base, or an import of trade, means something else by it.

    >>> own_id("exports", "owid"), own_id("gdp", "owid", "ratio"), own_id("gdp", "owid")
    ('owid-exports', 'owid-gdp', 'gdp')
    """
    known = _bundled().get((Measure, measure))
    is_same = not known or (known.partners == 0 and nature in ("", known.nature))
    is_free = is_same and (known or measure not in TRADE_MEASURES)
    return measure if is_free else f"{provider}-{measure}"


def declared_measures(
    measures: Iterable[Keys], others: str = "indicators"
) -> dict[str, list[Keys]]:
    """Return declarations of measures, each with its topic; `others` is that of unknown ones.

    Those that the bundled base declares mean the same.
    """
    topics = {others: others.capitalize()}
    results = []
    for measure in measures:
        topic, known = others, Keys()
        if as_bundled := _bundled().get((Measure, measure["id"])):
            topic, known = as_bundled.topic, {"nature": as_bundled.nature}
            known |= {} if as_bundled.partners is None else {"partners": as_bundled.partners}
            topics[topic] = _bundled()[Topic, topic].label
        results.append({"id": measure["id"], "topic": topic, **measure, **known})
    used = dict.fromkeys(measure["topic"] for measure in results)
    return {"topic": [{"id": it, "label": topics[it]} for it in used], "measure": results}


def trade(measures: Iterable[str]) -> dict[str, list[Keys]]:
    """Return the declarations of measures of trade, in the order of the list above.

    Exports and imports come together, with the turnover that they add up to: that says that both
    are one flow, as either side reports it, though its other side may be in another file.
    """
    wanted, flows = {*measures}, {*_TURNOVER["sum_of"]}
    total = [_TURNOVER] if wanted & flows else []
    wanted |= flows if total else set()
    wanted_measures = {key: value for key, value in _TRADE.items() if key in wanted}
    return {
        "topic": [TRADE],
        "measure": [
            *total,
            *(
                {"id": key, "topic": "trade", "label": label, "nature": "flow"}
                | ({"counts": counts} if counts else {"partners": 0})
                for key, (label, counts) in wanted_measures.items()
            ),
        ],
    }


def relation_kinds(labels: Iterable[tuple[str, str]]) -> list[Keys]:
    """Return declarations of kinds of relations, given the id and the label of each."""
    return [
        {"id": id_, "of": "relation", "label": label} | ({"unique": True} if id_ in _UNIQUE else {})
        for id_, label in labels
    ]


def flow(measure: str, reporter: str, partner: str) -> Keys:
    """Return the ends of a flow that a reporter tells of: goods go from one to one."""
    outward = measure.endswith("exports")
    there = {"from": reporter, "to": partner} if outward else {"from": partner, "to": reporter}
    return {"measure": measure, **there, "reporter": reporter}
