"""Screens before anything is said: the matter, who speaks, and the privacy notice."""
