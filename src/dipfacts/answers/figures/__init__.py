"""The figures of a topic: `figures` answers for two parties, for one, or for all.

- which question answers, and its sentence: `question_choice`, `headline`, `dyad_headline`,
  `own_headline`, `headline_choice`, `main_measure`, `differences`, `absent`, `own_figures`
- its series: `series`, `same_series`, `same_total`, `one_total`, `other_words`, `longer_periods`
- both reporters of a flow: `mirror`, `mirror_pair`, `sides`
- partners by size: `partners`, `partners_headline`, `ranking` and `ranking_*`, `ranked_sides`,
  `partner_words`, `largest_partners`, `other_measures`, `mirrored_ways`, `not_ranked`
- one party beside several others: `side_by_side`, `partner_claims`, `partner_table`, `cell_words`,
  `beside_tables`
- very many figures: `broad`, `measure_read`, `year_choice`, `figures_beside`, `ordered_figures`
"""
