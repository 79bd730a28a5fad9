"""The scripted visit, told act after act."""
