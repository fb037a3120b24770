"""Answers as JSON, after the contract that its schema states."""
