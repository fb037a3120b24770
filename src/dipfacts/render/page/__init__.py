"""Pages: an answer laid out for reading, which knows no width and no colour."""
