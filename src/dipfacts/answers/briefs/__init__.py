"""Figures, relations and events together: a page for a meeting, or a screen."""
