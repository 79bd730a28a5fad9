"""The case document: what it says, how it looks."""
