"""Columns that say in which unit a number is, how many times over, and of what part."""
