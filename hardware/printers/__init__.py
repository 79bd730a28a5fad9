"""Drivers of the slip printer; hardware/board.py alone names them."""
