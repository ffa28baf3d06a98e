"""Pages on which people outside write, and come back."""
