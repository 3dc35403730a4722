"""Ways for parcels: over the line, or as a file on a stick. The parcel is the same."""
