"""Sealing and signing: age files, padding, signatures, receipt codes. Nothing here touches a disk."""
