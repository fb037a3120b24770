"""The update of an index, where files have changed.

- `renew`: a copy of an index, brought up to date
- `commit_index`: the index of a commit, from that of the files now
- `update`: its rows
- `changes`: which files changed, and their tables now
- `changed_rows`: which rows of a CSV file changed
- `declared_changes`: what files declare otherwise, and whether rows of others depend on it
- `piece_updates`: what claims share, while some come and go
- `claim_counts`: the counts of claims, likewise
"""
