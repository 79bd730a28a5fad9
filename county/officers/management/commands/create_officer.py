"""`create_officer limin --name "Li Min"`: a log-in for one officer. The password comes on standard input or is made."""

import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from county.officers.models import Officer


class Command(BaseCommand):
    help = "Create a log-in for an officer, or change the one of that name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login")
        parser.add_argument("--name", required=True)
        parser.add_argument("--password-stdin", action="store_true")
        parser.add_argument("--no-petitions", action="store_true")
        parser.add_argument("--no-affairs", action="store_true")
        parser.add_argument("--no-walls", action="store_true")
        parser.add_argument("--alarm", action="store_true", help="may raise emergencies, together with a second one")

    def handle(self, *_: Any, **options: Any) -> None:
        given = options["password_stdin"]
        password = sys.stdin.readline().rstrip("\n") if given else secrets.token_urlsafe(12)
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        officer, _created = Officer.objects.get_or_create(username=options["login"])
        officer.name = options["name"]
        officer.reads_petitions = not options["no_petitions"]
        officer.publishes = not options["no_affairs"]
        officer.runs_walls = not options["no_walls"]
        officer.raises_alarm = options["alarm"]
        officer.set_password(password)
        officer.save()
        if not given:
            self.stdout.write(password)
