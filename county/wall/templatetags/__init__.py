"""Words about walls that templates compute."""
