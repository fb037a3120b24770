"""Names and codes, as data: countries and organisations in every language, former states, and more.

The tables beside the modules are written by `tools/make_names.py`; docs/names.md says from
what. They are read when a base is compiled or checked, when a name is not found in one, and for
`--lang`; a look-up that succeeds loads `translations` alone, if any. adjectives.tsv is written by
`tools/make_adjectives.py`, and capitals.txt, which no index holds, by `tools/make_capitals.py`.

cldr_languages.tsv holds a language a line: its code, its English name, then the countries' names.
beginnings.tsv is kept by hand: of each state that began in 1943 or later, when it existed (twice,
where it had existed before), and how it began. So are former_states.tsv, former_bodies.tsv,
renamings.tsv, memberships.tsv, parts.tsv and territories.tsv. Of those that hold a name a line,
`tables` tells.
"""
