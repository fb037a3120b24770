"""Builders of fact bases, and ways to run the program, for several test files."""
