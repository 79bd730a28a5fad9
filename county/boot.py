"""Starts Django on a given county.toml. Every command of the county begins here, once in a process."""

import os
from pathlib import Path

import django

from county.config import CountyConfig, load


def boot(path: Path) -> CountyConfig:
    """Check the file first, so that a wrong one is told by a sentence; then set Django up. Raises BadConfig."""
    config = load(path)
    os.environ["ZHITONG_COUNTY"] = str(path.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "county.settings"
    django.setup()
    return config
