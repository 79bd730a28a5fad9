"""install.sh into an empty folder, the locks, and the units as systemd reads them."""
