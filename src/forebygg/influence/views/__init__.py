"""Pages of influence: the open ones, the moderator's, the initiatives'."""
