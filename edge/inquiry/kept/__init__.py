"""What lies on the disk of a recording until it is promised, and how it comes to be promised."""
