"""The JSON that the program prints, declared: scripts depend on what stands here.

`records` writes it; its schema and the reference in docs/json.md are derived from these types,
and the tests hold every JSON they print against them. Keys are only ever added within a
schema_version. A key without a default is always there; what is not known is null, never 0.

Nothing here is loaded to answer a question.
"""
