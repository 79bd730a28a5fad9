"""Records of the LED wall: how it is built, what it shall show, and the proof of what it showed."""
