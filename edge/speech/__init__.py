"""What the terminal says: recorded prompts, texts read by an engine, an officer's voice; and how prompts are made."""
