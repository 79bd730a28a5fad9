"""Both sides of a call on one tape."""
