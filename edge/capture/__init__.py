"""Devices to sealed segments, sealed segments to picture and sound; plaintext stays in RAM."""
