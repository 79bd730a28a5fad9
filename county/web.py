"""`python -m county.web --config county.toml`: the officers' console, until SIGTERM."""

import argparse
import sys
from pathlib import Path

import uvicorn

from county.boot import boot
from county.config import CountyConfig
from county.errors import BadConfig
from county.keys import WEB_SECRET


def main() -> int:
    arguments = argparse.ArgumentParser(prog="county.web", description=__doc__)
    arguments.add_argument("--config", type=Path, required=True)
    try:
        config = boot(arguments.parse_args().config)
        _require_files(config)
    except BadConfig as error:
        sys.stderr.write(f"{error}\n")
        return 2
    # Django's handler and the assets can be imported only after boot.
    from django.core.asgi import get_asgi_application

    from county.assets import Assets
    from county.call.stream import CallEvents

    uvicorn.Server(_served(config, Assets(CallEvents(get_asgi_application())))).run()
    return 0


def _require_files(config: CountyConfig) -> None:
    """Before the first officer meets a page that cannot work."""
    tls = [config.web.tls_cert, config.web.tls_key] if config.speaks_tls else []
    for path in [config.keys / WEB_SECRET, *(config.home / name for name in tls)]:
        if not path.is_file():
            raise BadConfig(f"{path}: is missing; the console cannot start without it")


def _served(config: CountyConfig, app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]  # uvicorn's protocol types want its own TypedDicts
        host=config.web.host,
        port=config.web.port,
        ssl_certfile=str(config.home / config.web.tls_cert) if config.speaks_tls else None,
        ssl_keyfile=str(config.home / config.web.tls_key) if config.speaks_tls else None,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )


if __name__ == "__main__":
    sys.exit(main())
