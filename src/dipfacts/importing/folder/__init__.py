"""The folder that an import writes into: whose files it replaces, and what others declare."""
