"""The headlines of figures: which questions a page answers with, and in which sentences.

- `dyad_headline`: of two parties, by `headline_choice` (what answers for each direction) and
  `main_measure` (the measure asked for, or its mirror)
- `own_headline`: of one party's own figures and totals, by the same rules
- `own_figures`: of each of two parties by itself
- `partners_headline`: of a ranking
"""
