"""Units as people write them.

- `unit_words`: money in words, percent, persons
- `currency_words`: words for currencies, and those that several share
- `scales`: thousands, millions and other powers of ten
"""
