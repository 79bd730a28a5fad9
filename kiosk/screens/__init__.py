"""One screen = NAME.py + NAME.kv, found by the name of its Step."""
