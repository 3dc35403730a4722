"""Technical floor: database, clock, web frame, audit, jobs. No business word lives here."""
