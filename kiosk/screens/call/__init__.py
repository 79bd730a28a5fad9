"""Screens of the direct line."""
