"""A fact base as tables that other tools open, all from one declaration."""
