"""One connection to the officer, by either engine."""
