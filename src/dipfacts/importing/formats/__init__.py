"""The formats that are recognised: `contents` has each once.

A format is a module, or a package where it has several shapes of files (`cow`) or very many kinds
of columns (`sdmx`). Each says whether a file is its own, and what it makes of one: a `Plan`.
"""
