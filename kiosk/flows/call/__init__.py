"""The direct line: whom to call, waiting, talking, being called back; and the formal inquiry that may come of it."""
