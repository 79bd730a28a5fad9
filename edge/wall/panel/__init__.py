"""Whether the panel is lit and how bright: what is wished for, and what came of it."""
