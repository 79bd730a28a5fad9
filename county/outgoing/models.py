"""Messages on their way to the broker. A row is written with the fact it tells, and goes with the PUBACK.

Retained ones stay, and are marked as sent.
"""

from django.db import models


class OutgoingMessage(models.Model):
    """One payload for one topic. Retained ones are sent again when the broker comes back without its memory."""

    topic = models.CharField(max_length=255)
    payload = models.BinaryField()
    retain = models.BooleanField(default=False)
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["topic"]), models.Index(fields=["sent_at"]))

    def __str__(self) -> str:
        return self.topic


def post(topic: str, payload: bytes, *, retain: bool = False) -> None:
    """Have the gateway publish this after the caller's transaction commits.

    A retained message takes the place of the earlier ones of its topic: only the last is worth sending.
    """
    if retain:
        OutgoingMessage.objects.filter(topic=topic).delete()
    OutgoingMessage.objects.create(topic=topic, payload=payload, retain=retain)
