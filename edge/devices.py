"""The devices of this terminal as terminal.toml names them; nothing is opened here but what its owner opens."""

from collections.abc import Callable
from pathlib import Path

from edge.assembly import Equipment
from edge.call.build import Calling
from edge.call.engines import is_installed
from edge.call.media import EngineCommand, EngineProcess
from edge.capture.facts import Fact
from edge.capture.profile import PAPERS, PROFILES
from edge.capture.studio import Devices, Studio
from edge.equipment import SpeechFact
from edge.printing import Printing
from edge.speech.installed import installed_voice
from edge.speech.speech import Sinks, Speech
from edge.store.place import Place
from edge.wall.panel.panel import Devices as PanelDevices
from hardware import board
from wire.terminal_config import SpeakerSection, TerminalConfig


def equipment(place: Place) -> Equipment:
    """What `edge.assembly` makes the agent's devices of."""
    config = place.config
    return Equipment(
        make_studio=lambda path, post: _studio(config, path, post),
        make_speech=lambda post: _speech(place, post),
        make_calling=lambda near, far: _calling(config, near, far),
        make_panel=lambda: _panel(config),
        make_printing=lambda: Printing(board.printer(config.printer.device), width_px=config.printer.width_px),
    )


def _calling(config: TerminalConfig, near: Path, far: Path) -> Calling:
    """The officer is heard where what is private is heard: in the handset, if there is one."""
    sink = config.speaker.handset or config.speaker.sink
    command = engine_command(config, near, far)
    return Calling(
        ear=None if sink == "none" else board.speaker(sink),
        make_media=(lambda tell: EngineProcess(command, tell)) if is_installed(config.call.engine) else None,
    )


def engine_command(config: TerminalConfig, near: Path, far: Path) -> EngineCommand:
    call = config.call
    return EngineCommand(
        call.engine,
        near,
        far,
        (call.first_port, call.last_port),
        cleans_voice=call.cleans_voice,
        finest=call.finest,
        handset=bool(config.speaker.handset),
    )


def _studio(config: TerminalConfig, picture_path: Path, post: Callable[[Fact], None]) -> Studio:
    profile = PROFILES[config.camera.profile]
    devices = Devices(
        camera=board.camera(config.camera.source, profile.size),
        microphone=board.microphone(config.microphone.source),
        speaker=board.speaker(config.speaker.sink),
        papers=board.camera(config.papers.source, PAPERS) if config.papers.source else None,
    )
    return Studio(devices, profile=profile, picture_path=picture_path, post=post, count_faces=config.faces.count)


def _panel(config: TerminalConfig) -> PanelDevices:
    wall = config.wall
    dims = wall.dimmer != "none" or config.matrix.rows > 0
    loudspeaker = _sinks(config.speaker).loudspeaker
    return PanelDevices(
        board.dimmer(wall.dimmer),
        board.light_sensor(wall.sensor),
        connector=board.connector(socket_of(config)),
        dims=dims,
        loudspeaker=loudspeaker,
    )


def socket_of(config: TerminalConfig) -> str:
    """A matrix hangs at pins that tell nothing; whoever lights it does, whatever else hangs at this machine."""
    has_matrix = config.matrix.rows > 0 and config.wall.connector != "none"
    return f"lamps:{config.matrix.frames}" if has_matrix else config.wall.connector


def _speech(place: Place, post: Callable[[SpeechFact], None]) -> Speech:
    return Speech(installed_voice(place.config.voice, place.home), _sinks(place.config.speaker), post=post)


def _sinks(speaker: SpeakerSection) -> Sinks:
    """The speaker opens its own way to each sink: the replay of a recording has another."""
    return Sinks(
        loudspeaker=None if speaker.sink == "none" else board.speaker(speaker.sink),
        handset=board.speaker(speaker.handset) if speaker.handset else None,
    )
