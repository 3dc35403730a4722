"""Monthly returns: filled by the system, checked and confirmed by a person, frozen, sent up, received, answered."""
