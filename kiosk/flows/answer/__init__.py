"""Coming back with the code of the receipt."""
