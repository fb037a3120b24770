"""The tables of an index, and what their rows hold.

- `schema`: the tables, and how rows are inserted
- `claim_rows`: the rows for a claim
- `decode`: claims from their rows, with the `checksum` of each
- `declared`: the rows of a file: claims, and what they refer to by id
- `pieces`, `shared_pieces`: of what a claim is kept, and what many claims share of it
- `keys`: by which series, and claims that may be one, are found
- `lines`: the days of a claim, and its lines of a timeline
- `occurrences`: which claims are about one relation or event
- `sizes`, `states`: columns by which figures, relations and events are counted unread
- `latest`: the last year of each pair of parties
- `course_counts`: how many relations there are, to be classed
- `search_texts`, `stems`: the texts that a search covers, and stems of English words
"""
