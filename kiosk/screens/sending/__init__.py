"""Screens from the last look to the thanks."""
