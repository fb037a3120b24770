"""Write files and folders whole, and never at the cost of anything of the user's.

Everything that a user names or the cache keeps is written through one function, `whole.whole`.
`targets` refuses what must not be written to, `work` keeps what is not finished yet in a folder of
its own, and `rename` gives names without replacing what is there.
"""
