"""Citations: as footnotes, in Markdown, and for reference managers.

- `writer`: the styles
- `authors`: who is clearly a person, with a given and a family name

before_names.txt, bodies.txt and family_names.txt are the words by which `authors` tells that.
"""
