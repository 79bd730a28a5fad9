"""Somebody at the real kiosk: the rig behind it, the measured face, and the ways through its screens."""
