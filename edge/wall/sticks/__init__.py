"""What comes and goes on USB sticks: the county's signed words in, the proof out."""
