"""Letters of the wall: their sizes and dots, how large they must be, and how text is broken into lines of them."""
