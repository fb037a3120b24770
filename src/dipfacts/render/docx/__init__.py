"""Briefs as documents of word processors: the only user of python-docx."""
