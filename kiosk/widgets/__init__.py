"""The few things that screens are made of. Each takes its colours and sizes from the screen that adopts it."""
