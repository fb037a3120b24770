"""The page of any answer: headline, sections of rows, remarks and numbered sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from itertools import chain

from dipfacts.answers.answer import NAMED_BODIES, NOTHING, Answer, place_of
from dipfacts.answers.claims.years import Series
from dipfacts.answers.coverage import newest_source
from dipfacts.answers.further_commands import command, command_for_all, party_called_as_topic
from dipfacts.answers.handlers import LISTS
from dipfacts.answers.remark import ALL, OVERVIEW, Remark
from dipfacts.model import display
from dipfacts.render.page.document import Page, Section
from dipfacts.render.page.draft import Draft, shared_memberships, undated
from dipfacts.render.page.figures.plot import Plot
from dipfacts.text import capitalised, plain

_YEARS = 5  # of the chart of a short page, at least

LAYOUTS = {
    "figures": "topic:sections",
    "conflicts": "topic:conflicts",
    "relations": "relations:sections",
    "timeline": "timeline:sections",
    "overview": "overview:sections",
    "brief": "brief:sections",
    "show": "claim:sections",
    "search": "hits:sections",
    "claims": "hits:source_sections",
    **dict.fromkeys((*LISTS, "start", "inventory"), "lists:sections"),
}
"""The layout of the answer to each command, as "module:function" of this package."""


def page(
    answer: Answer, most: float | None = None, terse: bool = False, draft: Draft | None = None
) -> Page:
    """Lay out an answer; with `most` rows in its largest table, where it must fit a screen.

    With `terse` its sources are in few words. A `draft` may mark them in another way.
    """
    draft = draft or Draft(answer, most, terse)
    module, _, function = LAYOUTS[answer.command].partition(":")
    layout = getattr(import_module(f"dipfacts.render.page.{module}"), function)
    return _page(answer, draft, layout(answer, draft), _chart(answer, draft, most))


def _chart(answer: Answer, draft: Draft, most: float | None) -> Series | Plot | None:
    """Return the picture below the tables; with `most`, of the last years alone."""
    if answer.figures.side_by_side:
        # lazy: most answers are of fewer parties
        from dipfacts.render.page.figures import side_by_side

        plot = side_by_side.plot(answer)
        # The title stands above the table.
        return plot.replaced(title="", is_low=True) if plot and draft.is_short else plot
    series = answer.figures.series
    if series is None or most is None:
        return series
    return series.replaced(points=series.points[-max(int(most) + 1, _YEARS) :])


def _page(
    answer: Answer, draft: Draft, sections: list[Section], series: Series | Plot | None
) -> Page:
    """Lay out a page with what its limit leaves out, its sources, and how fresh it is."""
    if answer.ids:
        sections = [section.with_ids() for section in sections]
    draft.remarks = [_cited(remark, draft) for remark in draft.remarks]
    draft.remarks += _commands(answer, draft)
    draft.remarks += map(Remark, undated(answer))
    is_overview = answer.command == "overview"  # which names its sources itself
    remarks = draft.remarks if is_overview else draft.closing()
    rows = ("\n".join(row.cells) for section in sections for row in section.rows)
    draft.keep(chain(rows, (remark.line for remark in remarks)))
    in_full, with_notes = not draft.terse, not draft.is_short
    sources = [] if is_overview else draft.lines(in_full, with_notes)
    newest = newest_source(answer, draft.sources())
    place = partial(place_of, answer.base)
    return Page(answer.sentence, sections, series, remarks, sources, newest, place)


def _cited(remark: Remark, draft: Draft) -> Remark:
    """Return a remark with the sources of the claims on which it rests, if no table has them."""
    if not remark.facts:
        return remark
    return remark.replaced(text=f"{remark.text} {draft.numbers(remark.facts)}")


def _commands(answer: Answer, draft: Draft) -> Iterator[Remark]:
    """Yield the commands that show what the page only counts, each after what it shows."""
    if answer.command == "figures" and (party := party_called_as_topic(answer)):
        name = plain(answer.base.parties_by_id([party])[party].name)
        whom = command(answer, "brief", party, *answer.asked.parties, topic=None)
        yield Remark(f"{capitalised(name)} is a party, too", command=whom)
    if answer.timeline.earlier:
        more = f"{display.counted(answer.timeline.earlier, 'more line')} of the timeline"
        yield Remark(more, command=command(answer, "timeline"))
    has_own = answer.is_brief
    has_table = answer.shared.bodies or answer.command == "figures"
    if answer.shared.count > NAMED_BODIES and not (has_own or has_table):
        yield from shared_memberships(answer)
    if answer.has_others and answer.status == NOTHING:
        yield Remark("The other claims", command=command_for_all(answer), kind=OVERVIEW)
    if more := answer.more(draft.counted):
        yield Remark(more, command=ALL)
