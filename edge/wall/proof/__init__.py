"""The proof of what stood on the wall: a chain of entries, its signed roots, and their way to the county."""
