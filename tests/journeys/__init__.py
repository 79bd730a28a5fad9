"""Whole visits through the real broker, the real county and the real screens."""
