"""The numbers of entries that a brief shows, and how many it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dipfacts.model.file_format.status import StatusClass
from dipfacts.record import T

SHOWN = 6  # entries of a list, unless --limit says otherwise
SHOWN_FIGURES, SHOWN_PARTNERS, SHOWN_CONFLICTS, SHOWN_OTHERS = 12, 3, 4, 2
SHOWN_MEMBERSHIPS = 60  # of one party, as names in a sentence


class BriefLimits:
    """The numbers of entries to show, and how many of each part were left out.

    `partners` counts, by topic, those of one party of which no figure is shown; `apart` what is no
    partner: aggregates, blocs and groups. `measures` are, by topic, those of which no figure is;
    `figures` counts all that are not shown, also of these.
    """

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self.left_out = Counter(partners=0, apart=0, measures=0, figures=0)
        self.partners: dict[str, int] = {}
        self.apart: dict[str, int] = {}
        self.measures: dict[str, list[str]] = {}
        self.figures: dict[str, int] = {}

    def most(self, usual: int) -> int:
        """Return the number of entries of a list that are shown; 0 means all of them."""
        return usual if self._limit is None else self._limit

    def first(self, entries: Sequence[T], usual: int) -> list[T]:
        """Return the first entries of a list."""
        most = self.most(usual)
        return list(entries[:most] if most else entries)

    def cut(self, part: str, entries: Sequence[T], usual: int = SHOWN) -> list[T]:
        """Return the first entries of a part, and count those left out."""
        kept = self.first(entries, usual)
        self.left_out[part] += len(entries) - len(kept)
        return kept

    def leave_out_partners(self, topic: str, partners: int, apart: int) -> None:
        """Count the partners in a topic of which no figure is shown, and what is no partner."""
        for part, counts, count in (
            ("partners", self.partners, partners),
            ("apart", self.apart, apart),
        ):
            if count:
                counts[topic] = count
                self.left_out[part] += count

    def leave_out_measures(self, topic: str, measures: list[str]) -> None:
        """Count the measures of a topic of which no figure is shown."""
        if measures:
            self.measures[topic] = measures
            self.left_out["measures"] += len(measures)

    def leave_out_figures(self, topic: str, figures: int) -> None:
        """Count the figures in a topic that are not shown."""
        if figures > 0:
            self.figures[topic] = figures
            self.left_out["figures"] += figures

    def groups(self, by_class: dict[StatusClass, list[T]], part: str) -> dict[StatusClass, list[T]]:
        """Return the first relations of each class, most of the first one.

        What is left out counts for one part.
        """
        others = [len(facts) for facts in by_class.values()][1:]
        usual = SHOWN - sum(min(count, SHOWN_OTHERS) for count in others)
        results = {}
        for name, facts in by_class.items():
            results[name] = self.cut(part, facts, usual)
            usual = SHOWN_OTHERS
        return results
