"""What can go wrong when the county keeps its machines.

FleetError (a CountyError)
├── AuthorityExists      a second CA would orphan every terminal of the first
├── UnknownCertificate   nothing was ever issued under this name
├── BadRevocationList    a list that would not verify is never shown to the broker
├── BadBundle            a terminal home that could not start is not written
├── BrokerFailed         the broker did not come up, or not in time
└── BadOfficeKey         what petitions are to be sealed to is no public age key
"""

from county.errors import CountyError


class FleetError(CountyError):
    """The county cannot do this to its machines."""


class AuthorityExists(FleetError):
    """This folder already holds an authority."""


class UnknownCertificate(FleetError):
    """No certificate of this name was issued."""


class BadRevocationList(FleetError):
    """The revocation list does not verify against the device CA, or is about to run out."""


class BadBundle(FleetError):
    """A terminal's home cannot be written from these facts."""


class BrokerFailed(FleetError):
    """The broker is not listening."""


class BadOfficeKey(FleetError):
    """The file does not hold one public age key."""
