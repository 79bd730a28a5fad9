"""Screens of writing: keys and the finger."""
