"""Halls and paper quizzes as whoever leads them sees them."""
