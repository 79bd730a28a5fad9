"""What an officer sees when the station itself fails: a full disk is told apart, because somebody can mend it."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_FULL = ("disk is full", "disk I/O error", "unable to open database file", "No space left")


def broken(_: HttpRequest) -> HttpResponse:
    """Django calls this while the exception is being handled; it touches neither database nor session."""
    error = sys.exc_info()[1]
    full = isinstance(error, OperationalError | OSError) and any(words in str(error) for words in _FULL)
    name, status = ("503.html", 503) if full else ("500.html", 500)
    # No request: its context processors would ask the database who is logged in.
    return render(None, name, status=status)
