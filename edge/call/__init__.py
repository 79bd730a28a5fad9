"""The direct line at the terminal: what is said to the county, the media engine's own process, microphone and ear."""
