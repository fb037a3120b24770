"""Tests of the index at any size and under any mishap; benchmarks/ makes the bases for some."""
