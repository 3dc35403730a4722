"""What other systems get from us and give to us: their forms, the API for them, webhooks, the log of changes."""
