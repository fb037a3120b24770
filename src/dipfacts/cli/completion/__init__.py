"""What a shell offers to complete, and how it comes to ask."""
