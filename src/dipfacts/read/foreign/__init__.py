"""Files that are no fact base, known by how they begin.

- `foreign_files`: data sets, exports and other documents
- `own_output`: answers and exports of our own
- `packed_files`: what other programs packed, with the line that unpacks it
"""
