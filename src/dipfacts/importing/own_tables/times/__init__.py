"""Columns of dates and years: fiscal years, other calendars, days that are years, ends of data."""
