"""How the county sees the call. Each Seat is the whole of it: what was lost is made good by the next."""

from wire.call.signals import Seat


def is_news(seat: Seat, newest: Seat | None) -> bool:
    """Whether it is not older than what is known already; the same once more is taken, and changes nothing."""
    return newest is None or _age(seat) >= _age(newest)


def _age(seat: Seat) -> tuple[int, int, bool]:
    # Within one serial there is one truth; should two come all the same, a call that was taken stays so.
    return seat.serial, seat.turn, bool(seat.officer)


def is_taken_anew(seat: Seat, newest: Seat | None) -> bool:
    """Whether somebody else sits there than before: another page, which needs a connection of its own."""
    return bool(seat.officer) and (newest is None or not newest.officer or seat.turn != newest.turn)
