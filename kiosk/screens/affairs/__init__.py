"""Screens of what villages make public."""
