"""One renderer for each kind of content; `table.py` beside this folder lists them."""
