"""Lines to type instead of one that is wrong.

`wrong_options` explains an option and `unknown_words` a word; `lines_to_type` makes the lines that
either offers.
"""
