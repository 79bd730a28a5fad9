"""From the wall as people see it to the HDMI canvas: dark modules, folding into strips, the place on the canvas."""

from PIL import Image

from kiosk.render.bitmap import Bitmap
from kiosk.render.inks import INKS, reduced
from wire.wall.profile import WallProfile, strip_size


def on_canvas(bitmap: Bitmap, profile: WallProfile) -> Bitmap:
    """The whole canvas with the wall's picture where the sender card takes it from; the rest is black."""
    picture = folded(masked(reduced(bitmap, profile), profile), profile)
    width, height = canvas_size(profile)
    canvas = Image.new("RGB", (width, height), INKS["ground"])
    canvas.paste(picture.image(), (profile.left_px, profile.top_px))
    return Bitmap.of(canvas)


def canvas_size(profile: WallProfile) -> tuple[int, int]:
    """Of the HDMI signal; where the profile names none, as large as the wall's picture and its place need."""
    width, height = strip_size(profile)
    return profile.canvas_width_px or profile.left_px + width, profile.canvas_height_px or profile.top_px + height


def masked(bitmap: Bitmap, profile: WallProfile) -> Bitmap:
    """Black where modules are dark."""
    if not profile.dead:
        return bitmap
    picture = bitmap.image()
    for dead in profile.dead:
        picture.paste(INKS["ground"], (dead.x, dead.y, dead.x + dead.width, dead.y + dead.height))
    return Bitmap.of(picture)


def folded(bitmap: Bitmap, profile: WallProfile) -> Bitmap:
    """Strips of equal width, one below the other; the last may end in black."""
    if profile.strips == 1:
        return bitmap
    width, height = strip_size(profile)
    page, canvas = bitmap.image(), Image.new("RGB", (width, height), INKS["ground"])
    for number in range(-(-bitmap.width // width)):  # of a width that does not divide, the last strips may be empty
        part = page.crop((number * width, 0, min((number + 1) * width, bitmap.width), bitmap.height))
        canvas.paste(part, (0, number * bitmap.height))
    return Bitmap.of(canvas)


def unfolded(canvas: Bitmap, profile: WallProfile) -> Bitmap:
    """The wall as people see it, taken back from its canvas."""
    width, _ = strip_size(profile)
    whole = canvas.image()
    page = Image.new("RGB", (profile.width_px, profile.height_px), INKS["ground"])
    for number in range(profile.strips):
        left, top = profile.left_px, profile.top_px + number * profile.height_px
        page.paste(whole.crop((left, top, left + width, top + profile.height_px)), (number * width, 0))
    return Bitmap.of(page)
