"""The keeper of a wall."""
