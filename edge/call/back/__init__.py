"""Being called back: the wish of somebody whom nobody answered, and the terminal that rings."""
