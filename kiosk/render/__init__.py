"""What is published, set and drawn for a wall: content and profile in, pages at true pixels out. Knows no Kivy."""
