"""The room of a page: around dark modules, between head and foot, and how it is filled."""
