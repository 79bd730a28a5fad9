"""The straight line from here to the county, and what stands on it: how far something has come."""
