"""How well answers are foretold on this site, and whether the read-out may help: decided each night on its own log."""
