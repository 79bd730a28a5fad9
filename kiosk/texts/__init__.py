"""Catalogues of texts: zh_CN.toml and en.toml, read by kiosk.words."""
