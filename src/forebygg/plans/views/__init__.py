"""Pages about plans: the desk's, the uploads', the draft's and the open ones."""
