"""Screens of asking for an answer."""
