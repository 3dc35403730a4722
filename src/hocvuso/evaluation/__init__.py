"""The room `evaluation`: our core measured beside peers and baselines, in the same run."""
