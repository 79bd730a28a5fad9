"""What officers see of the walls."""
