"""Forms of partners: the mappings that are there, the figures that go in, a template filled."""
