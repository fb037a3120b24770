"""Mutants of the core: how they are made, and which tests are run for each."""
