"""The curriculum room: content read from files, checked, versioned, published and shown."""
