"""Screens of a video petition."""
