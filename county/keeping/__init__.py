"""How long the county keeps calls, wishes and inquiries of no case, and what it has removed."""
