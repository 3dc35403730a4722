"""What two installations say to each other: envelopes in streams, acknowledged with counts, brought in parcels."""
