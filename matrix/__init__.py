"""A HUB75 matrix, driven by a process of its own: the only one that loads rpi-rgb-led-matrix, which is GPL."""
