"""What all widgets have: a palette and sizes, handed down by the screen that adopts them."""

from kivy.properties import ObjectProperty

from kiosk.theme import DAY, LARGE


class Themed:
    """Mix into a Widget."""

    palette = ObjectProperty(DAY, rebind=True)
    sizes = ObjectProperty(LARGE, rebind=True)
