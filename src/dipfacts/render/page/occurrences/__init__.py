"""Relations and events laid out.

- `events`: tables of events, and their lines by years
- `stages`: the kind in a line of a timeline
- `occurrence_cells`: dates, titles, kinds, and what sources differ on
- `shared_bodies`: what two parties are members of
- `many_relations`: very many, of which few are held
- `packed_rows`: the rows of a very long table, as their texts alone
"""
