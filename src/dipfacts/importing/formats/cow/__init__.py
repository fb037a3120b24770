"""Data sets of the Correlates of War project, one module each."""
