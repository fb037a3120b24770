"""The words that a shell offers to complete, and the scripts by which it asks for them."""
