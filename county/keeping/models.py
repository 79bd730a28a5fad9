"""The days that this county has lived, and what it has removed. Neither says anything of a person."""

from django.db import models


class Day(models.Model):
    """A day on which the county ran. A clock that jumps makes one row, however far it goes."""

    day = models.DateField(primary_key=True)
    """By UTC."""

    def __str__(self) -> str:
        return self.day.isoformat()


class Removal(models.Model):
    """That something was removed by its rule: how many, from when to when, never whose."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=8)
    """`wish`, `call` or `inquiry`."""
    count = models.PositiveIntegerField()
    oldest_at = models.DateTimeField()
    newest_at = models.DateTimeField()
    after_days = models.PositiveIntegerField()
    """The rule as it was then."""

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.kind}: {self.count}"
