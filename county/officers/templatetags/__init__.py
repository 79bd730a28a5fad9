"""Words that templates compute."""
