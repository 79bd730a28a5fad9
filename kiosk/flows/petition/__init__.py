"""The petition from the first question to the receipt: chapters, each a few screens, and the case they fill in."""
