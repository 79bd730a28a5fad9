"""The direct line at the desk: who sits there, which calls wait, and what goes between a terminal and a browser."""
