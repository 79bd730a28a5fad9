"""What comes and goes on USB sticks."""
