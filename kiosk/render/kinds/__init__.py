"""One renderer for each kind of content; `renderers.py` lists them."""
