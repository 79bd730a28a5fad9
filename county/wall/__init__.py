"""The county's side of the LED walls: how they hang, what they shall show, and the proof of what they showed."""
