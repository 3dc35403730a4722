"""What officials see: where the unit stands against its target, what to do next, who its members are."""
