"""Figures laid out, as tables and as pictures of text.

- `figures`: one line a question
- `ranking`: partners or dyads in order
- `side_by_side`: partners, a column each
- `mirror`: both sides of flows
- `measure_notes`: what a reader must know of a measure
- `chart`, `plot`: a series as bars, and several as lines
- `spots`: a year in a picture
"""
