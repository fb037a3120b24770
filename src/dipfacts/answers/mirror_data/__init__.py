"""Mirror data: what either side of a flow reports of it.

- `mirror_pair`: one flow, with the claims of both sides, and how far apart they lie
- `mirror`: all flows between those asked for, paired
- `sides`: both sides, or the other one, in a sentence
"""
