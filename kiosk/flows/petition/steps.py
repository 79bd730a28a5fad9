"""The steps of the petition under one name, for screens."""

from kiosk.flows.petition.case import Stage
from kiosk.flows.petition.privacy import ReadPrivacy
from kiosk.flows.petition.receipt import ReadReceipt
from kiosk.flows.petition.sending import Sending
from kiosk.flows.petition.takes import FaceCamera, Record, Review
from kiosk.flows.step import PrivateStep

__all__ = ["FaceCamera", "PrivateStep", "ReadPrivacy", "ReadReceipt", "Record", "Review", "Sending", "Stage"]
