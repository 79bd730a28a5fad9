"""What a visit leaves behind: canaries, and searches for them in memory, in files and in what processes show."""
