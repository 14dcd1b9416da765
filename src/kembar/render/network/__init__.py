"""The network as a page of its own."""
