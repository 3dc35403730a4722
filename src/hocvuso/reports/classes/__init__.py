"""Classes at an official's desk: planning one, its list and who came, the wall, papers."""
