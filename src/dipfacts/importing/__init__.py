"""Imports of the data sets of the field: files known by their heads, and the TOML for them."""
