"""Money is whole fen everywhere; people read yuan."""


def yuan(fen: int) -> str:
    """`1,234.50`; a minus sign in front where it is owed."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}{whole:,}.{rest:02d}"


def with_sign(fen: int) -> str:
    """`+1,234.50`: told apart from what went; what was taken back has its own sign."""
    return f"+{yuan(fen)}" if fen > 0 else yuan(fen)
