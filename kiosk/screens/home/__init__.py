"""Screens of nobody in particular: home, the choice, idle, trouble."""
