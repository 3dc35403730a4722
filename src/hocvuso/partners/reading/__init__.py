"""What partners' programs read: pages of units, returns, figures, changes, each with the cursor of the next."""
