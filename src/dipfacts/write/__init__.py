"""Write files and folders whole, and never at the cost of anything of the user's.

`whole` is the one function through which everything is written that a user names or the cache
keeps; `targets` refuses what must not be written to, `work` keeps what is not finished yet out of
the way, and `rename` moves names without replacing what is there.
"""
