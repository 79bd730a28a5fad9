"""What becomes of the outgoing table at a broker that takes everything."""

from county.gateway.publisher import Publisher


def carried() -> list[str]:
    """The topics of all that waited, in order; each has had its PUBACK."""
    taken: list[str] = []

    def publish(topic: str, _payload: bytes, *, retain: bool = False) -> int:
        taken.append(f"{topic} (retained)" if retain else topic)
        return len(taken)

    publisher = Publisher(publish)
    publisher.look(always=True)
    acknowledged = 0
    while acknowledged < len(taken):
        acknowledged += 1
        publisher.sent(acknowledged)
    return taken
