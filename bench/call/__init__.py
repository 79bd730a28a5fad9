"""The direct line, measured: marks on picture and sound, the whole of it on one machine, and figures."""
