"""The sentences that the petition page's script says; it finds them in the page, translated."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "no-key": _("Choose the key file first, or paste the key."),
    "bad-key": _("This is no office key. Choose the file that begins with AGE-SECRET-KEY."),
    "need-passphrase": _("This key file is locked. Type its passphrase and open again."),
    "bad-passphrase": _("The passphrase does not open this key file. Try again."),
    "unlocking": _("Unlocking the key, this takes some seconds …"),
    "wrong-key": _("This key does not open this petition. It was sealed to another office key; choose that one."),
    "bad-manifest": _(
        "The list of this petition's parts is not what the terminal signed. Do not act on it; "
        "tell the person in charge of the station."
    ),
    "damaged": _(
        "A part of this petition is damaged. What was shown before it is sound; tell the person "
        "in charge of the station."
    ),
    "unplayable": _("This browser cannot play the picture. Use a newer Chromium, Chrome or Edge."),
    "network": _("The county server cannot be reached. Check the network and open again; nothing is lost."),
    "gone": _(
        "The server does not give out this petition, or part of it. Log in again; if that does "
        "not help, tell the person in charge of the station."
    ),
    "server": _(
        "The county server did not do it. Try again; if that does not help, tell the person in charge of the station."
    ),
    "checking": _("Checking the terminal's signature …"),
    "opening": _("Checking and opening part {done} of {all} …"),
    "complete": _("All parts are there, unchanged since the terminal signed them."),
    "empty-answer": _("Write the answer first."),
    "too-long": _("The answer is too long. Shorten it, or send it in two."),
    "answered": _("The answer is sealed and kept. It can be read with the receipt code at any terminal."),
    "untrusted-clock": _("(the terminal's clock was not sure)"),
    "yes": _("yes"),
    "no": _("no"),
}
