"""How hard each question is for people: answers counted at night, fitted, shown to authors (ADR 0050)."""
