"""What every channel outside shares: how it is spoken to, its tokens, its health."""
