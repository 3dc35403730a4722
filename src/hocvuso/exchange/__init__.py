"""Installations that tell each other: returns, lists of people, changes of the tree, receipts."""
