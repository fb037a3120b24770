"""Answers as text: one function per format, listed in `formats`."""
