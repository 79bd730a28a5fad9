"""What can be wrong with a content.

Illegible    it cannot be read on this wall; `why` is a key below `wall.refused`
"""


class Illegible(Exception):
    """A content cannot be set so that it is read on this wall."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
