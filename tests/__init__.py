"""Every test is a sentence; the tree mirrors the source."""
