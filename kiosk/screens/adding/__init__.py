"""Screens of what may be added to a statement."""
