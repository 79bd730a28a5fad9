"""The direct line: what terminal and county say to each other before and beside picture and sound."""
