"""How published values are written."""
