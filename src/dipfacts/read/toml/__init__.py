"""TOML: from bytes to tables, with every problem and its place.

- `loader`: the tables and problems of a text
- `plain_claims`: claims that need no tomli
- `recovery`: what can be read of a text that is not TOML
- `encoding`: the text that bytes decode to
"""
