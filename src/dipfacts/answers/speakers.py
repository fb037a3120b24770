"""Speakers, as a sentence names them."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import in_sentence
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import AnyClaim, Figure
from dipfacts.query.base import Base
from dipfacts.text import plain


def speaker(base: Base, claim: AnyClaim) -> str:
    """Return the names of who says it: the claimants, else the reporter, else the publisher.

    Names have the article that they need in a sentence: 'the Ministry of Economy'.
    """
    reporter = getattr(claim, "reporter", None)
    if who := claim.claimants or tuple(filter(None, [reporter])):
        return display.listed(in_sentence(base, who))
    return display.with_article(plain(base.source(claim.source).publisher))


def sole_speaker(base: Base, claims: Iterable[AnyClaim]) -> str:
    """Return the name of who makes all of these claims; "" where several do."""
    speakers = {speaker(base, claim) for claim in claims}
    return speakers.pop() if len(speakers) == 1 else ""


def voice(base: Base, figure: Figure) -> str:
    """Return 'says Jeyhun Bayramov (5 Dec 2022)', 'according to Azernews (5 Dec 2022)'."""
    source = base.source(figure.source)
    printed = f"{plain(source.publisher)}, {display.day(source.published)}"
    if figure.claimant:
        said = display.day(figure.said_on) if figure.said_on else f"in {printed}"
        verb = "say" if len(figure.claimants) > 1 else "says"
        return f"{verb} {speaker(base, figure)} ({said})"
    if figure.reporter:
        return f"by the figures of {speaker(base, figure)} (in {printed})"
    return f"according to {speaker(base, figure)} ({display.day(source.published)})"


def no_longer_valid(facts: Iterable[Fact]) -> str:
    """Return 'deprecated: a typing error' where all of these claims are; '' else.

    They answer where there is nothing else.
    """
    claims = [fact.claim for fact in facts]
    if any(claim.rank != "deprecated" for claim in claims):
        return ""
    whys = dict.fromkeys(plain(claim.rank_reason) for claim in claims if claim.rank_reason)
    return f"deprecated{': ' if whys else ''}{'; '.join(why.rstrip('.') for why in whys)}"
