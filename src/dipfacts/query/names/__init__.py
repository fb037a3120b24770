"""Names: the parties that they mean in a base.

- `parties`: the one party that a name means
- `namesakes`: which of several of a name is meant at a time
- `foreign_names`: names in other languages alone
- `persons`: persons, in any spelling
- `mentions`: the parties that a title names
- `suggest`: what a misspelled name may have been
- `unknown_names`: the error where a name means nobody
"""
