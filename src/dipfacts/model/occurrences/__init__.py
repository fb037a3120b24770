"""Relations and events: what the claims about one of them together tell.

- `occurrence`: one relation or event, with its stages and what sources differ on
- `event_course`, `resumption`: what of an event counts; a relation or an event that went on again
- `dispute`, `dispute_lines`: what claims differ on, and which line of a timeline tells it
- `relation_lines`, `occurrence_lines`: the lines of a timeline
- `ends`: the beginnings and ends that claims give, and which agree
- `places`: which of several is the more precise
- `preference`: claims that others are preferred to
- `period_joins`: claims of one key, joined where their periods meet

- `several_parties`: who of several is in it, and until when
- `stages`: the claims of one status, and how one stage follows another
"""
