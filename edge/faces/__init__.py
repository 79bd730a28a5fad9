"""Faces are found to be counted or covered; nobody is recognised and no picture is kept."""
