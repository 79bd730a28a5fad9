"""How pages get onto the panel: places, textures, frames; Kivy is here and in app.py."""
