"""The LED wall: published affairs, village after village, never a black frame."""
