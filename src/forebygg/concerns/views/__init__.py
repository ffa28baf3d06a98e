"""The desk's pages of concerns."""
