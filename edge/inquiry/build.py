"""Puts the inquiries of a terminal together, and the recorder of its calls. Nothing is decided here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from edge.capture.facts import Fact
from edge.capture.segments import Sealer
from edge.inquiry.inquiries import Inquiries, Outfit, Road
from edge.inquiry.inquiry import Ground
from edge.inquiry.kept.keeping import BYTES_A_S, LONGEST_S, MakeBoth, Stores
from edge.inquiry.kept.survival import survive
from edge.inquiry.paper.case import CasePlace
from edge.inquiry.procedure import Place as Where
from edge.inquiry.recorded_calls import RecordedCalls
from edge.inquiry.tape.both import BothSides, Look
from edge.petition.codes import Codes
from edge.petition.petitions import Stores as PetitionStores
from edge.petition.room import Room
from edge.petition.submission import Author
from edge.store.durable import make_directory
from edge.store.place import Place
from edge.store.spool import Petition
from wire.record import Record

FOLDER: Final = "inquiries"


@dataclass(frozen=True)
class Site:
    """One terminal, as what records both sides needs it."""

    place: Place
    stores: PetitionStores
    room: Room
    author: Author
    codes: Codes
    stamp: Callable[[], tuple[int, bool]]
    promised: Callable[[Petition], None]
    tell: Callable[[Record], None]
    road: Road


@dataclass(frozen=True)
class Recording:
    """Whatever records both sides."""

    inquiries: Inquiries
    calls: RecordedCalls
    stores: Stores
    place: CasePlace

    async def survive(self) -> None:
        """Promise what an earlier start could not."""
        await survive(self.stores, self.place, self.inquiries.telling.say_of_before)

    async def close(self) -> None:
        await self.inquiries.close()
        await self.calls.close()


def both_sides(look: Look, sealer: Sealer, post: Callable[[Fact], None], *, max_s: float) -> BothSides:
    return BothSides(look, sealer, post, max_s=max_s)


def build_recording(site: Site, make_both: MakeBoth = both_sides) -> Recording:
    """Call it on the loop that will own it. Raises OSError."""
    terminal = site.place.config.terminal
    stores = Stores(
        directory=site.place.home / FOLDER,
        room=replace(site.room, limit_s=LONGEST_S, bytes_a_s=BYTES_A_S),
        spool=site.stores.spool,
        blobs=site.stores.blobs,
        author=site.author,
        promised=site.promised,
        stamp=site.stamp,
    )
    make_directory(stores.directory)
    ground = Ground(
        place=Where(terminal.id, terminal.point),
        near_path=site.place.picture_path,
        far_path=site.place.far_path,
        utc_offset_min=terminal.utc_offset_min,
        tell=site.tell,
        stores=stores,
        codes=site.codes,
        make_both=make_both,
    )
    return Recording(
        inquiries=Inquiries(Outfit(ground, site.road, site.place.keys.device, site.place.keys.county)),
        calls=RecordedCalls(stores, make_both, utc_offset_min=terminal.utc_offset_min),
        stores=stores,
        place=CasePlace(terminal.id, terminal.point, terminal.utc_offset_min),
    )
