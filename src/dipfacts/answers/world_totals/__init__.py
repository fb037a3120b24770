"""The total of a party, claimed of it alone or as "with the World".

- `other_words`: whether that is asked for; it puts off the import of the others
- `one_total`: claims in all words as one question
- `same_total`: remarks beside one claim on those in other words
"""
