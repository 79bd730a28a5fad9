"""A formal inquiry as the villager sees it; it goes on within a call."""
