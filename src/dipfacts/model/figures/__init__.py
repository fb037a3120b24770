"""Figures: what the claims on one question say together.

- `agreement`: questions, and how far their claims agree
- `voices`: whose statements claims are, which are independent, and why two differ
- `rounding`: which numbers a rounded one may be
- `spans`: the days that a figure is about
- `measures`: which add up, and which are of opposite directions
"""
