"""After any sequence of edits the kept index answers as one made anew, and as none at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dipfacts.errors import FactBaseError, QuestionError
from dipfacts.index import cache
from dipfacts.index.cache import RACY_NS
from dipfacts.model.query import Query
from dipfacts.query.base import Base, open_base
from scale.asking import OLD_NS
from support import factbase
from support.draws import drawn
from support.factbase import measure, party, source, topic

FILES = ("a.toml", "b.toml", "c.toml", "under/d.toml")
LANDS = ("arland", "borland", "cesland")
NOWHERE = "/proc/none"  # no index can be kept there

HEAD = "format = 1\n"
TABLES = {
    **{f"party {n}": party(n, name=n) for n in LANDS},
    "party person": party("ann", kind="person", country="arland"),
    "topic": topic(),
    "measure": measure("exports"),
    "source": source("press", published=date(2020, 1, 1)),
}
OTHERWISE = {  # the same tables with something else in them
    "party arland": ('name = "arland"', 'name = "Arlandia"\naliases = ["Old Arland"]'),
    "topic": ('label = "Trade"', 'label = "Goods"'),
    "measure": ('label = "Exports"', 'label = "Sold abroad"'),
    "source": ("2020-01-01", "2019-05-05"),
}
BREAKS = ("x = \n", '[[party]]\nid = "Wrong Id"\n', "[[event]]\n", '[[figure]]\nid = "f"\n', "\x01")
SEARCHED = ("talks", "trade", "exports", "Ann")
lands = st.sampled_from(LANDS)
files = st.sampled_from(FILES)


def event(nth: int, one: str, title: str) -> str:
    keys = {"period": str(1990 + nth), "topic": "trade", "source": "press"}
    return factbase.event(f"claim-{nth}", title=title, parties=[one], people=["ann"], **keys)


def figure(nth: int, one: str, two: str, value: int, part_of: int | None, note: str) -> str:
    keys: dict[str, Any] = {"from_": one, "to": two} if one != two else {"parties": [one]}
    keys |= {"part_of": f"claim-{part_of}"} if part_of is not None else {}
    keys |= {"note": note} if note else {}  # figures without one share a row of words
    usual = {"measure": "exports", "period": str(1990 + nth), "source": "press"}
    return factbase.figure(f"claim-{nth}", value=value, **usual, **keys)


def told(base: Base) -> object:
    """All that a base can be asked."""
    found = base.find(Query(deprecated=True))
    return (
        found,
        [base.find(Query(parties=(name,))) for name in LANDS],
        base.find(Query(parties=LANDS[:2])),
        [hit for word in SEARCHED for hit in base.search(Query(text=word)).hits],
        [str(row) for table in ("party", "topic", "source") for row in base.counted(table)],
        base.measures,
        base.values("kind"),
        [base.claim(fact.id) for fact in found],
    )


def outcome(folder: Path, cache: str) -> object:
    """Return what a base answers with the index of that cache, or what is wrong with it."""
    os.environ["DIPFACTS_CACHE"] = cache
    try:
        with open_base(str(folder)) as base:
            return told(base)
    except FactBaseError as error:
        return [str(problem) for problem in error.problems]
    except QuestionError as error:
        return error.message


class Edits(RuleBasedStateMachine):
    """A fact base in the hands of people who make mistakes and mend them."""

    def __init__(self) -> None:
        super().__init__()
        self.at = Path(tempfile.mkdtemp(prefix="dipfacts-test-"))
        self.base, self.cache = self.at / "base", self.at / "cache"
        self.base.mkdir()
        self.texts: dict[str, dict[str, str]] = {}
        self.clock = OLD_NS
        self.usual = os.environ["DIPFACTS_CACHE"]

    @initialize(settle=st.booleans())
    def begin(self, settle: bool) -> None:
        self.settling = settle
        cache.RACY_NS = 0 if settle else RACY_NS  # nobody can set when a file changed
        self.texts["a.toml"] = dict(TABLES)
        self.texts["b.toml"] = {"claim 0": event(0, "arland", "talks")}
        for name in self.texts:
            self.write(name)

    def write(self, name: str) -> None:
        path = self.base / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEAD + "\n".join(self.texts[name].values()), encoding="utf-8")
        if self.settling:  # else it is as new as can be, and its index is not trusted
            self.clock += 1_000_000
            os.utime(path, ns=(self.clock, self.clock))

    def put(self, name: str, key: str, text: str) -> None:
        self.texts.setdefault(name, {})[key] = text
        self.write(name)

    @rule(name=files, nth=st.integers(0, 9), one=lands, title=st.sampled_from(["talks", "a word"]))
    def record_an_event(self, name: str, nth: int, one: str, title: str) -> None:
        self.put(name, f"claim {nth}", event(nth, one, title))  # maybe an id that another file has

    @rule(
        name=files,
        nth=st.integers(0, 9),
        one=lands,
        two=lands,
        value=st.integers(1, 99),
        part_of=st.none() | st.integers(0, 9),
        note=st.sampled_from(["", "Talks of it"]),
    )
    def record_a_figure(self, name: str, nth: int, **keys: Any) -> None:
        self.put(name, f"claim {nth}", figure(nth, **keys))

    @rule(name=files, data=st.data())
    def take_a_table_away(self, name: str, data: st.DataObject) -> None:
        if tables := self.texts.get(name):
            del tables[data.draw(st.sampled_from(sorted(tables)))]
            self.write(name)

    @rule(name=files, key=st.sampled_from(sorted(TABLES)))
    def declare(self, name: str, key: str) -> None:
        self.put(name, key, TABLES[key])  # maybe a second time

    @rule(key=st.sampled_from(sorted(OTHERWISE)))
    def declare_otherwise(self, key: str) -> None:
        for name, tables in self.texts.items():
            if key in tables:
                self.put(name, key, TABLES[key].replace(*OTHERWISE[key]))

    @rule(name=files, text=st.sampled_from(BREAKS))
    def make_a_mistake(self, name: str, text: str) -> None:
        self.put(name, "mistake", text)

    @rule()
    def put_all_right(self) -> None:
        seen: set[str] = set()
        for name, tables in self.texts.items():
            right = {key: text for key, text in tables.items() if key not in {*seen, "mistake"}}
            seen |= right.keys()
            if right != tables:
                self.texts[name] = right
                self.write(name)
        name = next(iter(self.texts))
        for key in TABLES.keys() - seen:
            self.put(name, key, TABLES[key])
        for name, tables in self.texts.items():
            for key, text in tables.items():
                part = text.partition('part_of = "')[2].partition('"')[0]
                if part and part.replace("-", " ") not in seen:
                    self.put(name, key, text.replace(f'part_of = "{part}"\n', ""))

    @precondition(lambda self: len(self.texts) > 1)
    @rule(data=st.data())
    def remove_a_file(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.texts)))
        del self.texts[name]
        (self.base / name).unlink()

    @rule(data=st.data(), to=files)
    def rename_a_file(self, data: st.DataObject, to: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.texts)))
        self.texts[to] = self.texts.pop(name)
        (self.base / to).parent.mkdir(exist_ok=True)
        os.replace(self.base / name, self.base / to)

    @rule(name=files)
    def touch(self, name: str) -> None:
        if name in self.texts:
            (self.base / name).touch()

    @rule()
    def lose_the_cache(self) -> None:
        shutil.rmtree(self.cache, ignore_errors=True)

    @invariant()
    def kept_is_anew_is_unkept(self) -> None:
        if not self.texts:
            return
        kept = outcome(self.base, str(self.cache))
        again = outcome(self.base, str(self.cache))
        anew = outcome(self.base, tempfile.mkdtemp(dir=self.at))
        assert kept == again == anew == outcome(self.base, NOWHERE)

    def teardown(self) -> None:
        os.environ["DIPFACTS_CACHE"] = self.usual
        shutil.rmtree(self.at)


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=drawn(15), stateful_step_count=15, deadline=None)
