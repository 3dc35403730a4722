"""Lists of members as unions keep them: which column is what, what a cell says, who is the same person.

Pure functions from cells to lines and faults; where the cells come from and where lines go is no business of theirs.
"""
