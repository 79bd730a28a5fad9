"""Recording, sealing and replay, from devices to sealed files and back."""
