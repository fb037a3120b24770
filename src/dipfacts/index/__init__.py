"""The compiled fact base, a SQLite database: `store` opens it, kept in the cache or in memory.

At the root: `cache` finds the one that is kept, `make` makes one, `upkeep` removes old ones;
`load_failures` remembers why a base does not load, `failed_writes` finds why SQLite could not
write; `suspects` passes over the tables in which no check can find an error, and `recorded_errors`
are those that the checks found; `fast_path` is how a quick way gives way to the slow one.

Each of these packages may know those after it:

- `updating`: an index brought up to date, where files have changed
- `compiling`: an index from nothing
- `rows`: the tables of an index, and what their rows hold
"""
