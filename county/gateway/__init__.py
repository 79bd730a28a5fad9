"""The county's end of the MQTT link."""
