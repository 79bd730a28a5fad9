"""Screens of the statement itself: in which way, how much to show, speaking, looking at it."""
