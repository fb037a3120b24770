"""Very many figures, of which few are read.

- a ranking: `broad` says which claims it needs, by `measure_read` (of each measure) and
  `year_choice` (in which unit, of which year)
- `figures_beside`: what is read besides
- `ordered_figures`: all of them, in their order, none of which is kept
"""
