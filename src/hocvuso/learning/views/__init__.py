"""The learner's pages: read what was sent, call one action or query, show."""
