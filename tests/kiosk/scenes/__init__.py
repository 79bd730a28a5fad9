"""A visit at every step: a picture's name → the step it shows; the name begins with the step's."""
