"""What the proof of display is worth: nothing that was reported is missing, nothing that was changed is overlooked."""
