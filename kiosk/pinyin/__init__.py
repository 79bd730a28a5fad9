"""Nine-key pinyin by librime: its dictionary, its settings, and the one door to the library."""
