"""The kv rules of the widgets, loaded once; importing the widgets makes their names known to kv."""

from pathlib import Path

from kivy.lang import Builder

from kiosk.widgets import choice, code, foot, frame, head, keys, living, say, table
from kiosk.widgets.line import motif
from kiosk.widgets.recorded import band
from kiosk.widgets.writing import keyboard, sheet

WIDGETS = (
    *(
        choice.Press,
        choice.SmallPress,
        choice.Tile,
        choice.Row,
        choice.UpKey,
        code.CodeBoxes,
        code.DigitPad,
        table.Table,
        living.Living,
    ),
    *(head.Head, head.PracticeBand, foot.Foot, foot.Help, foot.Turner, frame.Screen, say.Say, say.Icon, say.Told),
    *(keyboard.KeyPad, keyboard.Strip, keyboard.Written, keys.SideKeys, sheet.WritingSheet),
    *(band.RecordedBand, band.StepsBand, band.StepMark),
    *(motif.Motif, motif.LinkLine, motif.SendLine, motif.LevelBar, motif.Ring),
)


def load_rules() -> None:
    """May be called again."""
    for name in ("choice.kv", "frame.kv", "recorded/band.kv", "code.kv", "writing/keyboard.kv", "options.kv"):
        path = str(Path(__file__).parent / name)
        if path not in Builder.files:
            Builder.load_file(path)
