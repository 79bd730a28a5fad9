"""Screens of the formal inquiry."""
