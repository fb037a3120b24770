"""The formats that are recognised, each once: a table of contents."""

from __future__ import annotations

from collections.abc import Callable

from dipfacts.errors import QuestionError
from dipfacts.importing.formats import baci, comtrade, databank, eurostat, owid, ucdp, wdi, wikidata
from dipfacts.importing.formats.cow import alliances as cow_alliances
from dipfacts.importing.formats.cow import diplomatic as cow_diplomatic
from dipfacts.importing.formats.cow import igo as cow_igo
from dipfacts.importing.formats.cow import trade as cow_trade
from dipfacts.importing.formats.sdmx import format as sdmx
from dipfacts.importing.inputs import Input, NoColumnError
from dipfacts.importing.own_tables import frictionless, mapped
from dipfacts.importing.plan import Plan
from dipfacts.record import Record
from dipfacts.text import plain


class Format(Record, frozen=True):
    """A format: what knows its files, what plans their import, and what knows files about them.

    Of one that does not fix what its columns mean, `--map` may say that.
    """

    name: str
    recognise: Callable[[Input], bool]
    plan: Callable[[Input], Plan]
    explains: Callable[[Input], bool] = lambda file: False
    fixes_columns: bool = True

    def planned(self, file: Input) -> Plan:
        """Return the plan for a file. Raises QuestionError for what cannot be imported."""
        try:
            return self.plan(file)
        except NoColumnError as error:
            message = f'{file.label} has no column "{plain(str(error.args[0]))}"'
            raise QuestionError(message, "take the file as it was published") from None


FORMATS = (
    Format("UN Comtrade", comtrade.recognise, comtrade.plan),
    Format("CEPII BACI", baci.recognise, baci.plan, baci.explains),
    Format("World Bank WDI", wdi.recognise, wdi.plan, wdi.explains),
    Format("World Bank DataBank", databank.recognise, databank.plan),
    Format("SDMX-CSV", sdmx.recognise, sdmx.plan),
    Format("Eurostat TSV", eurostat.recognise, eurostat.plan),
    Format("Our World in Data", owid.recognise, owid.plan, owid.explains),
    Format("COW trade, dyads", cow_trade.recognise, cow_trade.plan),
    Format("COW trade, states", cow_trade.recognise_states, cow_trade.plan_states),
    Format("COW alliances", cow_alliances.recognise, cow_alliances.plan),
    Format("COW diplomatic exchange", cow_diplomatic.recognise, cow_diplomatic.plan),
    Format("COW organisations", cow_igo.recognise, cow_igo.plan),
    Format("UCDP GED", ucdp.recognise, ucdp.plan),
    Format("Wikidata", wikidata.recognise, wikidata.plan),
    Format(
        "Frictionless data package", frictionless.recognise, frictionless.plan, fixes_columns=False
    ),
)
OWN_TABLE = Format(
    "a table", lambda file: bool(file.given and file.heads), mapped.plan, fixes_columns=False
)
"""Any other table, of which `--map` says everything."""
