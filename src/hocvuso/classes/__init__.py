"""Classes: what is taught to whom, when they meet, who has a seat, who came."""
