"""Pages: an answer laid out for reading, which knows no width and no colour.

`pages` says which layout each has: `topic`, `relations`, `timeline`, `overview`, `brief` (with
`brief_words`, and rows `beside` its figures), `claim`, `hits`, `lists`. Each is made of a
`document` (rows, sections, sources) by way of a `draft` (what has room), with `marked_cells`.

- `figures`: tables and pictures of figures
- `occurrences`: tables of relations and events
"""
