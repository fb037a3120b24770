"""The rules between the tables of a base: what each names is there, and is of the right kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from dipfacts.countries import code_lists, country_names
from dipfacts.model.file_format.tables import (
    CLAIM_TYPES,
    AnyClaim,
    Figure,
    Kind,
    Measure,
    RelationOrEvent,
    Table,
)
from dipfacts.model.periods.period import is_period
from dipfacts.read.base import implicit_countries, named_ids, same_as
from dipfacts.read.base.implicit_countries import ImplicitCountries, about_code, meant_by
from dipfacts.read.base.named_ids import raw_references, references
from dipfacts.read.files import SourceFile
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.positions import Where
from dipfacts.read.toml.loader import InvalidTable, LoadedTable
from dipfacts.remedy import AnyRemedy, Declare, Remedy, Setting
from dipfacts.text import nearest, plain, quoted_list, suggestion

_MOST_COMPARED = 200_000  # names, before no more nearest ones are looked for

AnyRow = LoadedTable | InvalidTable
Located = tuple[SourceFile, LoadedTable]
Unusable = tuple[SourceFile, InvalidTable]

_RELATIONS_AND_EVENTS = ("relation", "event")


class BaseIds:
    """The ids of the tables of a base, by their kind: see SPACES.

    `tables` are the valid ones by their ids, with their files, and `others` those that cannot be
    read, None where not even their keys can. Of the kinds in `incomplete` more may be declared.
    """

    def __init__(self) -> None:
        self.tables: defaultdict[str, dict[str, Located]] = defaultdict(dict)
        self.others: defaultdict[str, dict[str, Unusable | None]] = defaultdict(dict)
        self.incomplete: set[str] = set()

    def has(self, space: str, id_: str) -> bool:
        """Return whether a table declares an id, be it one that cannot be read."""
        return id_ in self.tables[space] or id_ in self.others[space]

    def first(self, space: str, id_: str) -> Located | Unusable | None:
        """Return the first table with an id, if any has it whose keys could be read."""
        return self.tables[space].get(id_) or self.others[space].get(id_)

    def with_own_tables(self) -> BaseIds:
        """Return these ids, to which valid tables can be added without their being known here."""
        result = BaseIds()
        result.tables.update({space: {**ids} for space, ids in self.tables.items()})
        result.others, result.incomplete = self.others, self.incomplete
        return result


class Suggestions:
    """Remedies with the ids that unknown ones may mean; those of each are looked for once.

    Where very many are wrong, what is wrong is another thing than their spelling: of such no more
    are compared.
    """

    def __init__(self) -> None:
        self._near: dict[tuple[str, str], list[str]] = {}
        self._compared = 0

    def remedy(self, space: str, id_: str, ids: BaseIds, implicit: ImplicitCountries) -> str:
        """Return a hint with the names that an unknown one may mean; empty if there are none."""
        codes = country_names.meant(id_) if space == "party" else ()
        if len(codes) > 1:
            return f"it may be {quoted_list(country_names.id_of(code) for code in codes)}"
        if (space, id_) not in self._near:
            known = [*ids.tables[space], *(country_names.ids() if space == "party" else ())]
            self._compared += len(known)
            few = self._compared <= _MOST_COMPARED or not self._near
            tables = {own: row.table for own, (_, row) in ids.tables[space].items()} if few else {}
            called = [] if space == "claim" else named_ids.ids_called(id_, tables)
            if few and space == "party":
                called = called or implicit.ids_called(id_)
                if not called and (wholes := implicit.wholes_called(id_)):
                    whole = quoted_list(wholes)
                    return f"it is a part of {whole}: write that for the whole, or declare it"
                called = called or code_lists.of_iso(id_)
            self._near[space, id_] = called or (nearest(id_, known) if few else [])
        return suggestion(self._near[space, id_])


def _names_in_row(row: AnyRow) -> Iterator[tuple[Where, str, str]]:
    """Return the names in a table: at which key, of which kind, and by which id."""
    return references(row.table) if isinstance(row, LoadedTable) else raw_references(row)


class ReferenceRules:
    """The rules of what the tables of a base name, of which all that were read are known.

    `spaces` are the kinds of tables that are missed where they are not there.
    """

    def __init__(
        self,
        ids: BaseIds,
        implicit: ImplicitCountries,
        suggestions: Suggestions,
        spaces: Collection[str],
    ) -> None:
        self._ids = ids
        self._implicit = implicit
        self._suggestions = suggestions
        self._spaces = spaces

    def name_unknown(self, kind: type[Table], tables: Sequence[Table]) -> bool:
        """Return whether any of some tables of one type names what no table declares."""
        return any(
            not self._ids.has(space, id_)
            for space, ids in named_ids.named_by(kind, tables)
            for id_ in ids
        )

    def unknown_names(self, row: AnyRow) -> Iterator[Fault]:
        """Yield a fault for each name in a table that no table has as its id.

        A name is not called unknown if it may be declared in what could not be read; a code can be.
        """
        remedy: AnyRemedy
        for where, space, id_ in _names_in_row(row):
            if space not in self._spaces or self._ids.has(space, id_):
                continue
            if self._may_be(space, id_, row):
                continue
            if ":" in id_ or (space == "party" and implicit_countries.is_dated(id_)):
                message, remedy = about_code(id_, getattr(row, "table", None))
            else:
                message = f'unknown {space} "{plain(id_)}"'
                declare = Remedy.of(Declare(row.name if space == "claim" else space))
                near = self._suggestions.remedy(space, id_, self._ids, self._implicit)
                remedy = near or declare
            yield Fault(where, "unknown-reference", message, remedy)

    def _may_be(self, space: str, id_: str, row: AnyRow) -> bool:
        """Return whether a name may be right that no table declares which could be read."""
        if ":" in id_:
            period = getattr(row.table, "period", "") if isinstance(row, LoadedTable) else ""
            return bool(meant_by(id_, None)) and not (period is None or is_period(period))
        is_raw = isinstance(row, InvalidTable) and space == "party"
        return space in self._ids.incomplete or bool(is_raw and self._implicit.party_id(id_))

    def other_topic(self, row: LoadedTable) -> Fault | None:
        """Return the fault of a figure under another topic than its measure's."""
        figure = row.table
        if not isinstance(figure, Figure) or figure.topic is None:
            return None
        declared = self._ids.tables["measure"].get(figure.measure)
        measure = declared[1].table if declared else None
        if not isinstance(measure, Measure) or measure.topic == figure.topic:
            return None
        topic = plain(measure.topic)
        message = f'the measure "{plain(figure.measure)}" belongs to the topic "{topic}"'
        remedy = Remedy.of("write ", Setting.of("topic", topic), ", or another measure")
        return Fault("topic", "topic-of-measure", message, remedy)

    def other_kind(self, row: LoadedTable) -> Fault | None:
        """Return the fault of a claim whose kind is declared of another type of claims."""
        kinds = self._ids.tables["kind"] if row.name in CLAIM_TYPES else {}
        declared = kinds.get(getattr(row.table, "kind", ""))
        kind = declared[1].table if declared else None
        if not isinstance(kind, Kind) or kind.of == row.name:
            return None
        message = f'the kind "{kind.id}" is declared of {kind.of}s'
        article = "an" if kind.of == "event" else "a"
        hint = f"write {article} [[{kind.of}]], or give it another kind"
        return Fault("kind", "kind-of-another", message, hint)

    def not_the_same(self, rows: Iterable[Located]) -> Iterator[tuple[Located, Fault]]:
        """Yield each claim whose `same_as` names what cannot be the same, with its fault."""
        claims = self._ids.tables["claim"]
        pairs = [
            (claim, other)
            for claim in (row.table for _, row in rows if row.name in _RELATIONS_AND_EVENTS)
            if isinstance(claim, RelationOrEvent) and claim.same_as in claims
            if isinstance(other := claims[claim.same_as][1].table, AnyClaim)
        ]
        for id_, code, message, hint in same_as.faults(pairs):
            yield claims[id_], Fault("same_as", code, message, hint)
