"""Heads: what they say of the numbers below them, as do lines above them, and second heads."""
