"""Numbers computed from claims, and why others are not: `all_derived` has all.

- `inputs`: what they are computed from, and what a computed number is
- `sums` (and balances), `shares`, `growth`, `asymmetries` (between both sides of a flow), `members`
  (sums over a bloc's)
- `precision`: in words as coarse as the claims
"""
