"""Answers as pages and charts that need nothing else."""
