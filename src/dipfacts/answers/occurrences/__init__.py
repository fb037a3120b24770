"""Relations and events: what they are now, when they were, and what lies ahead."""
