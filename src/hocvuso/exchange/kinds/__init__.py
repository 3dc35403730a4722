"""What envelopes can be about: for each kind how its rows are entered, and how what is to be told is found."""
