"""Whose turn it is: which page stands on the wall now, and which comes next. Knows no screen, clock or disk."""
