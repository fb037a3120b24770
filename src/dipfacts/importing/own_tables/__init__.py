"""Tables of one's own, of no known format: `--map`, answers on a terminal or a schema explain them.

At the root are the ways in: `mapped` (explained by `--map`), `prompts` (asked on a terminal) and
`frictionless` (explained by a schema); `column_notes` and `contradictions` look at all of a table.

- `table`: what is given, how that is read and written, and the columns with their rows
- `parties`: whom codes and names mean, and which way a figure goes
- `columns`: what columns that no key names say besides, of a row or of its number
- `times`: which periods columns of dates and years mean
- `units_and_parts`: in which unit a number is, and of what part
- `heads`: what heads, and the lines above and below them, say
"""
