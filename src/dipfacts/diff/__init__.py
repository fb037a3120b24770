"""What changed between two states of a fact base, and which answers change with it."""
