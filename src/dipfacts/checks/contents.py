"""Every check of a base, in the order of docs/check.md.

Each is one small function that yields findings of one code, which that page explains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dipfacts.checks import (
    arithmetic,
    consistency,
    evidence,
    joined_claims,
    lifetimes,
    possible_duplicates,
    scale_slips,
    sums,
)
from dipfacts.checks.view import CheckedBase, Finding

Check = Callable[[CheckedBase], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    evidence.missing_locator,
    evidence.missing_said_on,
    evidence.said_after_published,
    evidence.published_in_future,
    evidence.held_in_advance,
    evidence.known_in_advance,
    evidence.rank_without_reason,
    evidence.reason_without_rank,
    evidence.inferred_without_how,
    evidence.unused_source,
    evidence.no_rows,
    evidence.bad_url,
    evidence.unseen_character,
    evidence.unknown_iso,
    sums.sum_differs,
    sums.balance_differs,
    sums.growth_differs,
    scale_slips.factor_1000,
    arithmetic.parts_differ,
    arithmetic.part_above_total,
    arithmetic.share_above_whole,
    arithmetic.below_zero,
    arithmetic.bad_rank,
    arithmetic.unit_of_nature,
    arithmetic.has_partner,
    arithmetic.no_direction,
    arithmetic.money_without_currency,
    arithmetic.percent_unit,
    arithmetic.persons_unit,
    arithmetic.scaled_unit,
    arithmetic.unknown_currency,
    consistency.preferred_twice,
    consistency.same_claim,
    possible_duplicates.possible_duplicate,
    joined_claims.joined_apart,
    joined_claims.ended_for_some,
    possible_duplicates.same_statement,
    consistency.derived_from_circle,
    consistency.part_of_type,
    consistency.part_of_circle,
    consistency.measure_circle,
    consistency.shared_name,
    consistency.country_twice,
    consistency.iso_of_another,
    consistency.topic_is_command,
    lifetimes.outside_lifetime,
    lifetimes.status_against_period,
    lifetimes.at_any_time,
    lifetimes.cannot_be_both,
)
