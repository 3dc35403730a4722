"""Somebody asks for a person: the request, its thread, the queue of the officials, drafts made of good answers."""
