"""Who works at the county's desk."""
