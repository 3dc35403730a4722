"""Words read from a picture of a message. The picture lives in memory for as long as it is read, and nowhere else."""
