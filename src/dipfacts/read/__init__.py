"""The reading of fact bases: their files found and loaded, each table and reference checked.

At the root: `files` finds the files of a base and stamps them, with `stamp_path` (what indexes call
a file), `distinct_names` (of the files of several bases) and `base_here` (in the current folder);
`sqlite_header` tells who made a database.

Each of these packages may know those after it:

- `base`: the tables of a whole base, and the references between them
- `rows`: the rows of CSV files, and the claims that they are
- `toml`: bytes to tables and problems
- `table`: the rules of one table, and of its values
- `foreign`: files that are no fact base
"""
