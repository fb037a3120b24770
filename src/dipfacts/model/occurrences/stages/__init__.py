"""Stages of a relation or an event: the claims of one status each.

- `stage`: one of them, with its ends, and where its claims differ
- `stage_order`: which follows another, and which tells what the relation is
- `stage_days`: the days in which all of them lie
- `stage_marks`: which contradicts another, is a gap, or is cut short
- `terms`: told one after another, such as those of a treaty that is renewed
- `contested_ends`, `undated_ends`: ends after which the relation still stood by later claims
"""
