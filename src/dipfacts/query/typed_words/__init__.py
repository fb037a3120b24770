"""Typed words: from these to a query of what a base has.

- `request`: words to a `Request`
- `resolve`: a `Request` to a `Query`
- `typed_names`, `joined_names`: names of parties, several words or several parties in one
- `linking_words`: words that stand between names or before them
- `typed_dates`, `words_before_dates`: dates in words, and what to write for words before them
- `labels`: measures and kinds by their words
- `candidates`, `completed_names`: what a beginning may become
"""
