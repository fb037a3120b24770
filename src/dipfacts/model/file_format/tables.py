"""The claims and what they refer to, as frozen types: the one declaration of the file format.

Readers, the loader's messages and the docs are derived from these classes, so a key is described
where it is declared, in the line below: see descriptions. The words are those of the field: see
docs/fact-base.md.
"""

# No deferred annotations here: msgspec would evaluate each of them at every start.
import datetime
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

from dipfacts.model.file_format.status import EventStatus, RelationStatus
from dipfacts.model.shared_names import CODE_LISTS

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CODE_PATTERN = rf"({'|'.join(CODE_LISTS)}):[0-9A-Za-z]+"
PARTY_PATTERN = rf"^({CODE_PATTERN}|{ID_PATTERN[1:-1]})$"


# The pattern is for editors; read.table.rules checks it for all ids of a file at once. Checked by
# msgspec for each id alone, it would take as long as reading all other keys.
Id = Annotated[str, Meta(extra_json_schema={"pattern": ID_PATTERN})]
PartyId = Annotated[str, Meta(extra_json_schema={"pattern": PARTY_PATTERN})]  # or a code: cow:373
IsoCode = Annotated[str, Meta(pattern="^[A-Z]{2}$")]
Text = Annotated[str, Meta(min_length=1)]
Number = int | Decimal

Nature = Literal["flow", "stock", "ratio", "rank", "count"]
PartyKind = Literal["country", "territory", "organisation", "bloc", "aggregate", "person"]
LARGEST = 10**18
"""No number of a claim or of a table is as large."""
WORLD, AGGREGATE, BLOC = "world", "aggregate", "bloc"
"""Parties in a ranking that are no partners: everyone, some countries together, or a group."""
TOTALS = (
    *("total", "grand total", "insgesamt", "gesamt", "summe", "zusammen", "ensemble", "totaux"),
    *("totale", "всего", "итого", "ogółem", "razem", "усього", "всього", "разом", "toplam"),
    *("合计", "总计", "合計", "總計", "합계"),
)
"""Words for a sum of all rows, in small letters; also in German, French, Italian, Russian, Polish,
Ukrainian, Turkish, Chinese, Japanese and Korean."""
BODIES = ("bloc", "organisation")  # kinds of parties that have members
Qualifier = Literal["exactly", "about", "almost", "more-than", "less-than", "at-least", "at-most"]
FigureStatus = Literal["provisional", "estimate", "forecast", "target"]
Absent = Literal["confidential", "not-published", "not-collected"]
Rank = Literal["preferred", "normal", "deprecated"]
Valuation = Literal["fob", "cif"]
Parts = Literal["complete"]
KindOf = Literal["relation", "event"]
Allow = tuple[Text, ...]
"""warnings that are right but wanted, each as code: why"""


class Table(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A table of the fact base; unknown keys are refused, because a typing error hides a fact."""


class Source(Table, frozen=True, kw_only=True):
    """A document that claims are taken from."""

    id: Id
    """the name that claims use for this source"""
    publisher: Text
    """who printed it"""
    author: Text | None = None
    """who wrote it"""
    title: Text | None = None
    """its title"""
    published: Text | None = None
    """when it was printed: a date, or a string ("2024-02")"""
    accessed: datetime.date | None = None
    """when we read it"""
    url: Text | None = None
    """where it can be read, http or https"""
    language: Text | None = None
    """the language it is written in"""
    derived_from: tuple[Id, ...] = ()
    """sources that its numbers are made from: no independent voice"""
    note: Text | None = None
    """how far it can be trusted, and why"""
    allow: Allow = ()


class Party(Table, frozen=True, kw_only=True):
    """A country, territory, organisation, bloc, aggregate or person that facts are about."""

    id: Id
    """the name that claims use for this party"""
    kind: PartyKind
    """what sort of party it is"""
    name: Text
    """its name in English"""
    iso: IsoCode | None = None
    """ISO 3166 alpha-2 code of a country"""
    aliases: tuple[Text, ...] = ()
    """other names people use for it"""
    office: Text | None = None
    """a person's office"""
    country: PartyId | None = None
    """the country a person or service acts for"""
    period: Text | None = None
    """lifetime of a state, tenure in office"""
    note: Text | None = None
    """what a reader must know"""
    allow: Allow = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, and the other names that people use for it."""
        return self.name, *self.aliases


class Topic(Table, frozen=True, kw_only=True):
    """A field that facts are about; each topic is a command of its own."""

    id: Id
    """the topic's name, and its command"""
    label: Text
    """the topic as people read it"""
    note: Text | None = None
    """what belongs to it"""
    allow: Allow = ()


class Measure(Table, frozen=True, kw_only=True):
    """A measure of figures, such as exports or visitors."""

    id: Id
    """the name that figures use for this measure"""
    topic: Id
    """the topic it belongs to"""
    label: Text
    """the measure as people read it"""
    nature: Nature
    """over a period, at a date, or a relative number"""
    sum_of: tuple[Id, ...] = ()
    """measures that add up to this one"""
    difference_of: Annotated[tuple[Id, ...], Meta(min_length=2, max_length=2)] = ()
    """two measures: the first less the second is this one"""
    of: Id | None = None
    """the measure a ratio, rank or rise is of"""
    partners: Annotated[int, Meta(ge=0)] | None = None
    """how many partners of a party are named, the largest: 0 where it has none, as GDP"""
    counts: Text | None = None
    """what is counted, in one line"""
    note: Text | None = None
    """what a reader must know"""
    allow: Allow = ()


class Kind(Table, frozen=True, kw_only=True):
    """The meaning of a kind of relation or event."""

    id: Id
    """the name that relations or events use for this kind"""
    of: KindOf
    """relation or event: which of them are of this kind"""
    label: Text
    """the kind as people read it"""
    unique: bool = False
    """whether the same parties have it once at a time, as diplomatic relations"""
    note: Text | None = None
    """what belongs to it"""
    allow: Allow = ()


class Claim(Table, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A statement of one source: the keys that figures, relations and events share."""

    id: Id
    """the claim's name, unique over all files"""
    source: Id
    """the document that says so"""
    topic: Id | None = None
    """the topic it belongs to"""
    parties: tuple[PartyId, ...] = ()
    """whom it is about, in no order"""
    from_: PartyId | None = None
    """where it starts from, if it is directed"""
    to: PartyId | None = None
    """where it goes, if it is directed"""
    period: Text | None = None
    """when it holds in the world, as EDTF"""
    locator: Text | None = None
    """where in the source it stands"""
    claimant: PartyId | tuple[PartyId, ...] | None = None
    """the party who said it; a list of a joint statement"""
    said_on: Text | None = None
    """when the claimant said it: a date, or a string ("2024-03")"""
    rank: Rank = "normal"
    """preferred, normal or deprecated"""
    rank_reason: Text | None = None
    """why the rank is not normal"""
    inferred: Text | None = None
    """how it follows, where the source does not state it"""
    note: Text | None = None
    """what a reader must know to use it"""
    allow: Allow = ()

    @property
    def everyone(self) -> tuple[str, ...]:
        """The ids of all parties it is about, directed or not."""
        if self.from_ and self.to and not self.parties:  # as of most claims, in half of the time
            return self.from_, self.to
        return self.parties or tuple(filter(None, (self.from_, self.to)))

    @property
    def party_set(self) -> frozenset[str]:
        """The ids of all parties it is about, in no order."""
        return frozenset(self.everyone)

    @property
    def claimants(self) -> tuple[str, ...]:
        """The ids of the parties who said it, of a joint statement several."""
        said = self.claimant
        return said if isinstance(said, tuple) else (said,) if said else ()

    @property
    def named(self) -> list[str]:
        """The ids of all parties that it names: those, people, who said and who reports it."""
        people = (*getattr(self, "people", ()), *self.claimants, getattr(self, "reporter", None))
        return [party for party in (*self.everyone, *people) if party]


class Figure(Claim, frozen=True, kw_only=True, gc=False):
    """A number with a unit, a period and a measure."""

    measure: Id
    """what is measured"""
    period: Text
    """when it holds in the world, as EDTF"""
    value: Number | None = None
    """the number in base units, never scaled; or else absent"""
    absent: Absent | None = None
    """why there is no number, where the source says that"""
    unit: Text
    """a currency code such as USD, percent, rank, …"""
    qualifier: Qualifier = "exactly"
    """how the source limits it"""
    status: FigureStatus | None = None
    """how final it is, if not as reported: a forecast, …"""
    reporter: PartyId | None = None
    """whose statistics it is"""
    valuation: Valuation | None = None
    """fob or cif, where stated"""
    scope: Text | None = None
    """what is counted, if not everything"""
    part_of: Id | None = None
    """the figure this is a component of"""
    parts: Parts | None = None
    """complete, if the figures that are a part of it are all"""
    definition: Text | None = None
    """how this source defines what others define otherwise"""

    @property
    def number(self) -> Number:
        """The value of a figure that is known not to be absent."""
        assert self.value is not None
        return self.value


class Relation(Claim, frozen=True, kw_only=True, gc=False):
    """A state of affairs that lasts."""

    kind: Text
    """what sort of relation: treaty, membership, …"""
    title: Text
    """the relation in a few words"""
    people: tuple[Id, ...] = ()
    """the persons who took part"""
    place: Text | None = None
    """where"""
    status: RelationStatus | None = None
    """whether it holds: signed, in-force, suspended, ended, …"""
    same_as: Id | None = None
    """a claim about the same relation"""


class Event(Claim, frozen=True, kw_only=True, gc=False):
    """Something that happens at a time."""

    kind: Text
    """what sort of event: meeting, visit, signing, …"""
    title: Text
    """the event in a few words"""
    people: tuple[Id, ...] = ()
    """the persons who took part"""
    place: Text | None = None
    """where"""
    status: EventStatus = "reported"
    """held, planned, reported, postponed, cancelled or denied"""
    same_as: Id | None = None
    """a claim about the same event"""


AnyClaim = Figure | Relation | Event
RelationOrEvent = Relation | Event
AnyTable = Source | Party | Topic | Measure | Kind | AnyClaim

TABLES: dict[str, type[AnyTable]] = {
    "source": Source,
    "party": Party,
    "topic": Topic,
    "measure": Measure,
    "kind": Kind,
    "figure": Figure,
    "relation": Relation,
    "event": Event,
}
"""The tables of the format and the types that declare their keys, in the order of the docs."""

CLAIM_TYPES = ("figure", "relation", "event")

PARTY_KEYS = ("from", "to", "parties", "reporter", "claimant")
"""The keys of claims that name parties of any kind; `people` names persons alone."""
