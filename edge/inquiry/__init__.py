"""The terminal's side of a formal inquiry: recorded, sealed, chained, confirmed, signed, and sent as one matter."""
