"""How the house rules read the tree: files, shapes of code, and kind failure messages."""
