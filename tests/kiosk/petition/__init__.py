"""The chapters of a petition, told as visits."""
