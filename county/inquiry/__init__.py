"""The formal inquiry at the desk: two officers lead it within a call, step by step, and type what is said."""
