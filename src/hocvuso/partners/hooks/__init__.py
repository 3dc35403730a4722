"""Webhooks: addresses of partners that are told what happened, signed, again and again until taken or given up."""
