"""The recording of a call that the villager has agreed to."""
