"""What several test files share: builders of fact bases, and ways to run the program."""
