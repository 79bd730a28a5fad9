"""What other features' pages show of inquiries."""
