"""Questions and the claims that answer them: words to a query, and a base to ask it of.

At the root: `base` opens a `Base`, which `current` opens again where files change. It asks an index
that `index_repair` mends, until a `deadline`, with the `first_errors` of checks. What it finds are
`occurrences` of relations and events with the `lifetimes` of parties, `origins` of sources, hits of
a `search` (by `search_terms`, with `excerpts`), `counts_of_claims`, `listed_counts`, `used_kinds`,
`csv_tables`; of very many claims `timeline_lines` by `single_claims` and relations `ahead`.
`numbered_claims`, `conflicts_in_turn` and `comparison` read a whole base in turn. `sql` has the
conditions.

- `typed_words`: what was typed, to a query
- `unread`: very many figures, unread
- `names`: the parties that names mean; known to the base, and to all of the above
"""
