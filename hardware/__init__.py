"""Cameras, microphones and speakers behind small Protocols; drivers are named in board.py alone."""
