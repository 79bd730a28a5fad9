"""The icon font by names of our own: two glyphs an icon, the surface behind and the line before it."""

ICONS = {
    "affairs": ("\ue0a8", "\ue0a9"),  # article
    "again": ("\ue038", "\ue039"),  # arrow-counter-clockwise
    "answer": ("\ue216", "\ue217"),  # envelope-open
    "back": ("\ue058", "\ue059"),  # arrow-left
    "check": ("\ue184", "\ue185"),  # check-circle
    "clear": ("\ue4a6", "\ue4a7"),  # trash
    "clock": ("\ue19a", "\ue19b"),  # clock
    "erase": ("\ue0ae", "\ue0af"),  # backspace
    "forward": ("\ue06c", "\ue06d"),  # arrow-right
    "full": ("\ue2a0", "\ue2a1"),  # hard-drives
    "help": ("\ue580", "\ue581"),  # hand-waving
    "hide": ("\ue224", "\ue225"),  # eye-slash
    "home": ("\ue2c2", "\ue2c3"),  # house
    "key": ("\ue752", "\ue753"),  # password
    "leave": ("\ue42a", "\ue42b"),  # sign-out
    "letter": ("\ue218", "\ue219"),  # envelope-simple
    "link": ("\ueb5a", "\ueb5b"),  # plugs-connected
    "link_down": ("\ue1b6", "\ue1b7"),  # cloud-slash
    "lock": ("\ue308", "\ue309"),  # lock-simple
    "microphone": ("\ue326", "\ue327"),  # microphone
    "no_camera": ("\ue110", "\ue111"),  # camera-slash
    "no_microphone": ("\ue328", "\ue329"),  # microphone-slash
    "person": ("\ue3a8", "\ue3a9"),  # person
    "petition": ("\ue4da", "\ue4db"),  # video-camera
    "play": ("\ue3d2", "\ue3d3"),  # play-circle
    "record": ("\ue3ee", "\ue3f3"),  # record
    "send": ("\ue398", "\ue399"),  # paper-plane-tilt
    "shield": ("\ue40c", "\ue40f"),  # shield-check
    "show": ("\ue220", "\ue221"),  # eye
    "stop": ("\ue46e", "\ue46f"),  # stop-circle
    "unplugged": ("\ueb56", "\ueb57"),  # plugs
    "video": ("\ue4da", "\ue4db"),  # video-camera
    "village": ("\ue318", "\ue319"),  # map-pin-line
    "wait": ("\ue2b2", "\ue2b3"),  # hourglass
    "warning": ("\ue4e2", "\ue4e3"),  # warning-circle
    "wrong": ("\ue4f8", "\ue4f9"),  # x-circle
}
"""PhosphorDuotone.ttf holds these and no others; kiosk/fonts/README.md tells how to add one."""
