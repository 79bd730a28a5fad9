"""The keeper of a wall: how it is built, what it shall show, who calls, how bright it is, and what it proves."""
