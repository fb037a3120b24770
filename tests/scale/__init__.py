"""Tests of the index at any size and under any mishap; benchmarks/ makes the bases for some."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
