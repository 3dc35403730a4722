"""How hard each question is: counted at night, fitted, shown to authors, told to the model (ADR 0050, 0053)."""
