"""Text and tables broken into lines and pages, before any screen draws them; the wall uses the same cut."""
