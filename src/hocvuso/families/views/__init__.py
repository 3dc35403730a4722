"""Pages of families, one question and one main button each."""
