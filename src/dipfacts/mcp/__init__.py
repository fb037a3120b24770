"""The same answers for AI assistants, over the Model Context Protocol."""
