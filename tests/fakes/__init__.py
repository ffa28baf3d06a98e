"""Outside systems, faked. Each one's name says so."""
