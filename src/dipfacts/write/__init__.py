"""Files and folders written whole, and never at the cost of anything of the user's.

`whole.whole` is the one way to write what a user names or the cache keeps.
"""
