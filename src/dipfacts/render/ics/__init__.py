"""Timelines as calendars (RFC 5545).

- `writer`: the format
- `ids`: of entries, each from its claim and its base alone
- `years`: the yearly days of a relation, and those left out
- `revisions`: what entries said before
"""
