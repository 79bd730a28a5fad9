"""Catalogue of what the command line says; zhitong.py and demo/doctor.py read it by key."""
