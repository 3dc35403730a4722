"""From a folder of TOML files to the core's dataclasses, with a line number for everything that is wrong."""
