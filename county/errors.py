"""What can go wrong at the county.

CountyError
├── BadConfig      the station refuses to start; the sentence names the line
├── Unbelievable   a message whose sender, signature or form does not hold; logged by id and dropped
├── Refusal        a terminal asked for what it cannot have; it is told why and whether to ask again
├── BadTable       an officer's pasted table cannot be read; the sentence names the row
├── BadMedia       a picture or film that walls cannot show; the sentence says why
├── NotAllowed     an officer may not do this now; the sentence says why
└── NoPreview      the process that draws previews did not answer; the sentence says why
"""

from wire.petition.upload import RefusedReason


class CountyError(Exception):
    """Root of everything the county raises on purpose."""


class BadConfig(CountyError, ValueError):
    """The station cannot start with this configuration."""


class Unbelievable(CountyError, ValueError):
    """A message that must not be acted on."""


class Refusal(CountyError):
    """A terminal gets no for an answer: `reason`, for ever (`permanent`) or until `retry_after_s` is over."""

    def __init__(self, reason: RefusedReason, *, permanent: bool, retry_after_s: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after_s = retry_after_s


class BadTable(CountyError, ValueError):
    """A pasted table that cannot be published as it is."""


class BadMedia(CountyError, ValueError):
    """A picture or film that cannot be published as it is."""


class NotAllowed(CountyError):
    """Not by this officer, or not any more."""


class NoPreview(CountyError):
    """Nothing was drawn."""
