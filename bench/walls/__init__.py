"""What the bench of the wall is made of: a wall in quick time, its frames, its memory, and a county behind one."""
