"""What stands around whoever is being recorded."""
