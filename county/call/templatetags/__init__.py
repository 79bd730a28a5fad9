"""Words of the duty roster that templates compute."""
