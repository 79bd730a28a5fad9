"""Officers: Django's user with one name field, because a Chinese name has no first and last."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Officer(AbstractUser):
    """Somebody with a log-in; what they may do is said by their duties."""

    first_name = None  # type: ignore[assignment]  # Django's documented way to drop an inherited field
    last_name = None  # type: ignore[assignment]  # the same
    name = models.CharField(_("name"), max_length=60)
    reads_petitions = models.BooleanField(_("opens petitions"), default=True)
    publishes = models.BooleanField(_("publishes village affairs"), default=True)

    runs_walls = models.BooleanField(_("runs the walls"), default=True)
    raises_alarm = models.BooleanField(_("raises emergencies"), default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
