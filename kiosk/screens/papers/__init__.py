"""Screens of the document camera."""
