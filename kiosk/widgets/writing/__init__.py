"""What is written on: nine keys, and a sheet for the finger."""
