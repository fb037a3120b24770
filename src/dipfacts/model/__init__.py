"""The types of the file format, periods, and how claims are compared and written.

At the root: a `fact` (a claim with its place), the conditions of a `query`, a `request` as it was
typed; `display` (values in words), `plurals`, `words` (of a text, for searches), `unseen`
characters; names that several share (`shared_names`), of persons (`person_names`), in other
languages (`translations`); `groups`, `disjoint_sets`, and `cached` (properties).

Each of these packages may know those after it:

- `occurrences`: relations and events, from the claims about each
- `figures`: what the claims on one question say together
- `units`: units as people write them
- `file_format`: the tables of a fact base, as types
- `periods`: dates and periods in EDTF
"""
