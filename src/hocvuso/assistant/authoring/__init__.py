"""What people asked in vain, shown to those who write lessons, and the wordings that they make of it."""
