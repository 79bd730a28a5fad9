"""Pictures of the window and of single widgets."""
