"""Pages from the document camera: the sheet is found, straightened and judged; a page is JPEG in RAM."""
