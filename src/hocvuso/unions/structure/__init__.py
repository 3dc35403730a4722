"""Structure changes: the excerpt of the tree that an order can touch, its rows in the database, the derived paths.

The core plans (`core/planning.py`); here the rows are read and written. Doors of other rooms: `verbs`, `queries`,
`territories`, `reorganisation`.
"""
