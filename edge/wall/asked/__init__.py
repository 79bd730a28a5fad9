"""What people ask of a wall: a villager to see the own village, the county to see the wall."""
