"""Very many figures, unread: who has one, how large it is, and how many there are.

- `unread_figures`: the figures of a measure, asked as a whole
- `counted_figures`: how many there are, and of whom
- `series_keys`: the series that there are, and which are plain
- `sized`: between what a number lies
- `reporters`: the same figures by whoever reports them
- `usual_pairs`: pairs that are alike in their last year
"""
