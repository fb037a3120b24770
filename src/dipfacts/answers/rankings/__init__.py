"""Rankings of partners, or of all pairs of parties, by size.

- one: `partners` makes it, of the measure, unit and period that `ranking_field` finds, with the
  places of `ranking_places`; `ranking` is what it is, and who is a partner in it
- others beside it: `other_measures`, `mirrored_ways` (what another one tells as the other side's)
- in words: `partner_words`, `ranking_counts`, `ranking_totals`, `not_ranked` (who has no place),
  `ranked_sides` (what the other side of each place reports)
- of two parties without figures: `largest_partners`
"""
