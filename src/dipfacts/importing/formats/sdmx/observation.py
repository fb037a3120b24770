"""A row of SDMX-CSV, asked by its columns: what it measures, of what part, and which way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dipfacts.importing.derive import LeftOutError
from dipfacts.importing.formats.sdmx.columns import INDICATORS, SdmxColumns, code_of
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.plan import Keys
from dipfacts.record import Record

_TOTALS = ("_T", "_Z", "TOTAL", "TOT")  # all of a dimension, and a dimension that does not apply
_OF_ALL = {"SEX": "T", "GENDER": "T", "ADJUSTMENT": "N", "S_ADJ": "NSA", "TRANSFORMATION": "N"}
_SECTORS = ("SECTOR", "REF_SECTOR", "COUNTERPART_SECTOR", "SECTOR10", "SECTPART")
_OF_ALL |= dict.fromkeys(_SECTORS, "S1")  # the total economy
_OF_ALL_WORDS = re.compile(
    r"total(?:,? -? ?all\b.*| economy)?|not applicable|all|both sexes|unadjusted\b.*"
    r"|(?:neither|not) seasonally adjusted\b.*|non.transformed data",
    re.I,
)
_INWARD = re.compile(
    r"(?:.*_)?(?:IMPO?|IMPORTS?|DEB|DEBITS?|INWA?R?D|INFLOWS?)(?:_.*)?|(?:T?MG|IIW)(?:_.*)?", re.I
)
_DEBITS = r"(?<!\bdirect )\bdebits?\b(?! (?:cards?|functions?|notes?|from (?:the )?accounts?)\b)"
_INWARD_WORDS = re.compile(
    r"\b(?:import(?:s|ed)?|inward|inflows?)\b|\b\w*(?:zufl[uü]ss|einfuhr)"
    rf"|{_DEBITS}",
    re.I,
)
_COMERS = re.compile(r"\b(?:arrivals?|immigra\w+|inbound|incoming)\b", re.I)
_OUTBOUND = re.compile(
    r"\b(?:outbound|outgoing)\b|\b(?:in|at|to) (?:(?:the|other|a) )?(?:partner|counterpart)\b"
    r"|\b(?:in|to) (?:(?:the|a) )?foreign (?:countr|destination|territor|state)"
    r"|(?<!\bfrom )(?<!\bof )(?<!\bin )(?<!living )(?<!resident )(?<!residing )(?<!born )"
    r"(?<!based )\b(?:abroad\b|overseas(?=\W*$| (?:by|of)\b))",
    re.I,
)
"""Words of arrivals in the partner: outbound, abroad. A host may be either of the two."""
_RETURNING = re.compile(r"\bof (?:(?!non\b)\w+ )?residents\b(?! (?:of|and|or)\b)", re.I)
"""Words of those who arrive abroad, or come back from there."""
_BOTH_WAYS = [
    (re.compile(inward), re.compile(outward))
    for inward, outward in (
        (
            r"\b(?:imports?|arrivals?|immigra\w+)\b|einfuhr|\b(?:im|ein)- ",
            r"\b(?:exports?|dispatch(?:es)?|departures?|emigra\w+)\b|ausfuhr|\b(?:ex|aus)- ",
        ),
        (
            r"\bin(?:ward|flows?|bound|coming)\b|\bin- |zufl[uü]ss|\bzu- ",
            r"\bout(?:ward|flows?|bound|going)\b|\bout- |abfl[uü]ss|\bab- ",
        ),
        (r"\bdebits?\b", r"(?<!\btrade )\bcredits?\b"),
    )
]
"""Flows that come in, and those that go out, of a label that has words of the two."""
_BALANCE = re.compile(r"\b(?:balance|turnover)\b|\b(?:ex\w+|credits?) (?:less|minus|-|–|−) ", re.I)
"""Words of what has a way though both are said: exports less imports."""
_IMPORTS = ("M", "RM", "FM", "MIP", "MOP", "MG")  # of trade in goods: again, for processing, …
_ENTRIES = {("ACCOUNTING_ENTRY", "D"), ("ACCOUNTING_ENTRY", "NI"), ("MEASURE_PRINCIPLE", "DI")}
_FLOWS = re.compile(r"(?:\w+_)?(?:FLOWS?|DIRECTION)")  # of which such codes are imports
_DIRECTIONS = re.compile(r"ACCOUNTING_ENTRY|(?:STK|TRADE)_FLOW|(?:\w+_)?DIRECTION")
"""Dimensions that say nothing but which way a flow goes, and whether it is one."""
_WAYS = re.compile(
    r"(?:ex|im)port|credit|debit|(?:in|out)(?:flow|ward)|balance|net|gross|total|all|stock|position"
    r"|flows?\b(?! *\w)|transaction|asset|liabilit|turnover|transit|revaluation|change|applicable"
    r"|specified|arrival|dispatch|departure|acquisition|incurrence|income|receipt|payment|expenditure"
    r"|migration",
    re.I,
)
"""Words that say which way a flow goes, or that a column of directions may have for all of it."""
_EITHER_WAY = re.compile(r"liabilit|incurrence|income|receipt|payment|expenditure", re.I)
_ONE_WAY = re.compile(
    r"\b(?:re-?)?(?:ex|im)port(?:s|ed|ation)?\b|\b(?:im|e)migra|\b(?:in|out)(?:flow|ward|bound)"
    r"|\b(?:acquisition|arrival|asset|balance|credit|departure|dispatch|turnover|transit)"
    rf"|{_DEBITS}"
    r"|\b(?:incoming|outgoing)\b"
    r"|\babroad\b|abfl[uü]ss|zufl[uü]ss|ausfuhr|einfuhr",
    re.I,
)
"""Words that say which way a flow goes, or of which it is agreed, as of assets."""
_OUTWARD_TOO = re.compile(
    r"(?:\b|_)exp(?:o\w*)?(?:\b|_)|\bout(?:ward|flow)|\b(?:dispatch|departure|emigration)", re.I
)


class Kind(Record, frozen=True):
    """The measure that a column gives to a row; `is_part` if that is part of its scope."""

    head: str
    code: str
    label: str
    is_part: bool

    @property
    def of_eurostat(self) -> bool:
        """Return whether the code is one of a list of Eurostat, such as INDIC_ET."""
        return code_of(self.head).startswith("INDIC_")


class Flow(Record, frozen=True):
    """A data flow: who publishes it, its id, and its label, if one stands beside it."""

    agency: str
    id: str
    label: str


class Observation(Record, frozen=True):
    """A row of SDMX-CSV, asked by its columns or by their codes."""

    cells: Keys
    columns: SdmxColumns

    def code(self, head: str) -> str:
        """Return the code in a cell, which may be followed by its label."""
        text = str(self.cells.get(head, "")).strip()
        return text.partition(": ")[0] if self.columns.labelled and ": " in head else text

    def label(self, head: str) -> str:
        """Return the label after the code in a cell; nothing where there is none."""
        text = str(self.cells.get(head, ""))
        return text.partition(": ")[2].strip() if ": " in head else ""

    def first(self, *codes: str) -> tuple[str, str]:
        """Return code and label in the first cell of these columns that is not empty."""
        heads = (self.columns.codes[it] for it in codes if it in self.columns.codes)
        results = ((self.code(head), self.label(head)) for head in heads)
        return next((it for it in results if it[0]), ("", ""))

    def of(self, *codes: str) -> str:
        """Return the code in the first cell of these columns that is not empty."""
        return self.first(*codes)[0]

    @property
    def comment(self) -> str:
        """Return the texts of the remarks on a row, each once, and where its number is from."""
        cells = (self.cells.get(head, "") for head in self.columns.remarks)
        texts = [" ".join(str(cell).split()) for cell in cells]
        code, label = self.first("DATA_SOURCE")
        texts += [f"source: {label or code}"] if code else []
        return "; ".join(dict.fromkeys(filter(None, texts)))

    def without_labels(self) -> Observation:
        """Return the row with codes alone."""
        return Observation(
            cells={head: self.code(head) for head in self.cells}, columns=self.columns
        )

    @property
    def flow(self) -> Flow:
        """Return the data flow of a row, as in IMF.STA:IMTS(1.0.0): Trade."""
        head = self.columns.codes.get("STRUCTURE_ID") or self.columns.codes.get("DATAFLOW") or ""
        if not head:
            key = str(self.cells.get(self.columns.codes["KEY"], ""))
            return Flow(agency="ECB", id=key.partition(".")[0], label="")
        text, _, label = str(self.cells.get(head, "")).partition(": ")
        agency, _, id_ = text.partition("(")[0].rpartition(":")
        return Flow(agency=agency, id=id_, label=label.strip())

    @property
    def kinds(self) -> Iterator[Kind]:
        """Yield the cells of a row that say what it measures."""
        for head in self.columns.kinds:
            if code := self.code(head):
                is_part = head not in self.columns.indicators
                yield Kind(head=head, code=code, label=self.label(head), is_part=is_part)

    def is_inward(self, partner: str) -> bool:
        """Return whether a row is about imports, debits or what is inward, all from its partner.

        Of a row without one, only a dimension may say so.

        Raises LeftOutError where a word that is not known may say so.
        """
        indicators = self.columns.indicators if partner else ()
        heads = (*indicators, *self.columns.dimensions)
        cells = [(it, self.code(it), self.label(it)) for it in heads]
        if unknown := next((it for it, *said in cells if _is_unknown_way(it, *said)), ""):
            raise LeftOutError(f"{self.cells[unknown]}, an unknown {code_of(unknown)}")
        return any(_is_inward(*it) for it in cells)

    def words_of_no_way(self) -> str:
        """Return the measure of a row in words, where nothing says which way it goes; or ""."""
        heads = [it for it in self.columns.dimensions if _DIRECTIONS.fullmatch(code_of(it))]
        said = [self.label(it) or self.code(it) for it in self.columns.indicators]
        ways = [it for head in heads if (it := self.label(head) or self.code(head))]
        words = [it for it in (*said, *ways) if it != it.upper()]
        ways = [it for it in ways if it not in _TOTALS and not _OF_ALL_WORDS.fullmatch(it)]
        is_coded = any(it == it.upper() for it in ways)
        if is_coded or any(map(_says_one_way, (*said, *ways))):
            return ""
        both = [it for it in words if says_both_ways(it)]
        unclear = [it for it in words if _EITHER_WAY.search(in_english(it))]
        return next(iter((*both, *unclear, *words)), "")

    def parts(self, is_money: bool, but: str) -> Iterator[str]:
        """Yield the parts that dimensions `but` one name, as in "SEX F: Female"; no totals.

        That depends on no other row: a slice of the data has the scopes of the whole. A figure that
        `is_money` has its currency as its unit.
        """
        for head in self.columns.dimensions:
            if head == but:
                continue
            code, label, name = self.code(head), self.label(head), code_of(head)
            is_total = code in _TOTALS or _OF_ALL.get(name) == code
            is_said_elsewhere = is_total or (is_money and name == "CURRENCY")
            if code and not is_said_elsewhere and not _OF_ALL_WORDS.fullmatch(label or code):
                yield f"{name} {self.cells[head]}"


@lru_cache(maxsize=1024)
def _is_inward(head: str, code: str, label: str) -> bool:
    """Return whether a dimension says that what it is about comes in from the partner.

    >>> [_is_inward("STK_FLOW", it, "") for it in ("DEB", "CRE", "MIO_IMP_VAL", "EXP_IMP", "IMPL")]
    [True, False, True, False, False]
    >>> _is_inward("TRADE_FLOW", "M", ""), _is_inward("BOP_ITEM", "GS", "Imports of services")
    (True, True)
    >>> _is_inward("DI_DIRECTION", "INWD", ""), _is_inward("MEASURE", "X", "In- and outflows")
    (True, False)
    >>> [_is_inward(it, "M", "") for it in ("TRADE_FLOW", "DIRECTION", "MEASURE", "SEX")]
    [True, True, True, False]
    >>> [_is_inward("MEASURE", it, "") for it in ("Importations", "Einfuhr", "Ausfuhr", "Zuflüsse")]
    [True, True, False, True]
    >>> [_is_inward("MEASURE", "K1", it) for it in ("Import towarów", "Nettozuflüsse", "Importers")]
    [True, True, False]
    """
    said = in_english(label or code)
    if _OUTWARD_TOO.search(f"{code} {said}") or says_both_ways(said):
        return False
    name = code_of(head)
    is_flow = _FLOWS.fullmatch(name) or (name in INDICATORS and not label)
    is_code = (name, code) in _ENTRIES or (code in _IMPORTS and is_flow)
    is_comer = _COMERS.search(said) and not (_OUTBOUND.search(said) or _RETURNING.search(said))
    return bool(is_code or is_comer or _INWARD.fullmatch(code) or _INWARD_WORDS.search(said))


@lru_cache(maxsize=1024)
def says_both_ways(label: str) -> bool:
    """Return whether a label has words of what comes in and of what goes out.

    >>> [*map(says_both_ways, ("Imports and exports", "Zu- und Abflüsse", "Inbound or outgoing"))]
    [True, True, True]
    >>> [*map(says_both_ways, ("Outbound arrivals", "Trade credits, debit", "Exporting firms"))]
    [False, False, False]
    """
    said = in_english(label)
    return any(inward.search(said) and outward.search(said) for inward, outward in _BOTH_WAYS)


def _says_one_way(label: str) -> bool:
    """Return whether a label says which way a flow goes: one, or the one that is agreed.

    >>> [*map(_says_one_way, ("Debits", "Credits less debits", "Arrivals of residents abroad"))]
    [True, True, True]
    >>> [*map(_says_one_way, ("Debits less credits", "Arrivals of residents", "Debit cards"))]
    [False, False, False]
    """
    said = in_english(label)
    if says_both_ways(label):
        return bool(_BALANCE.search(said))
    is_returning = _RETURNING.search(said) and _COMERS.search(said) and not _OUTBOUND.search(said)
    return bool(_ONE_WAY.search(said)) and not is_returning


@lru_cache(maxsize=1024)
def _is_unknown_way(head: str, code: str, label: str) -> bool:
    """Return whether a word that is not known says which way a flow goes.

    >>> [_is_unknown_way("STK_FLOW", it, "") for it in ("Soll", "Credit", "Ausfuhr", "DEB", "_Z")]
    [True, False, False, False, False]
    >>> _is_unknown_way("TRADE_FLOW", "Flux montants", ""), _is_unknown_way("STK_FLOW", "Flux", "")
    (True, False)
    >>> _is_unknown_way("FLOW", "Commitments", ""), _is_unknown_way("MEASURE", "M", "Tuonti")
    (False, True)
    """
    name, said = code_of(head), in_english(label or code)
    if name in INDICATORS:
        is_word = bool(label) and code in _IMPORTS and not _FLOWS.fullmatch(name)
    else:
        is_word = code != code.upper() and bool(_DIRECTIONS.fullmatch(name))
    return is_word and not _WAYS.search(said)
