"""Tests of the typesetter, the renderers and the painter."""
