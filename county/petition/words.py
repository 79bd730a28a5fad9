"""The sentences that the petition page's script says; it finds them in the page, translated."""

from django.utils.translation import gettext_lazy as _

DETAILS = {
    "purpose-petition": _("Petition"),
    "purpose-message": _("Further message"),
    "purpose-review": _("Request for review"),
    "purpose-rating": _("Rating of the answer"),
    "purpose-call": _("Recorded call"),
    "purpose-inquiry": _("Formal inquiry"),
    "review-asked": _("Asks that the answer be reviewed. It is to be decided within 30 days."),
    "kept-out": _("Must not handle this, nor learn of it:"),
    "kept-village": _("people of the village"),
    "kept-township": _("people of the township"),
    "kept-county_office": _("people of the county petition office"),
    "protection": _("Fears retaliation and asks to be protected. Let nobody know who spoke."),
    "callback-none": _("Do not call."),
    "callback-in_person": _("When calling: speak of it only to this person."),
    "callback-neutral": _("When calling: say only that you call back. Name no matter and no office."),
    "fact-matter": _("Kind of matter"),
    "fact-who": _("From"),
    "fact-point": _("Point"),
    "fact-recorded": _("Recorded"),
    "fact-length": _("Length"),
    "fact-representatives": _("Representatives"),
    "fact-others": _("Others who share it"),
    "fact-source": _("About the published line"),
    "fact-assisted": _("Help"),
    "matter-suggestion": _("Suggestion"),
    "matter-report": _("Report of misconduct"),
    "matter-claim": _("Claim"),
    "anonymous": _("Anonymous"),
    "named": _("Named"),
    "named-by-hand": _("Named, without a typed name"),
    "assisted-yes": _("A member of staff operated the terminal, then left."),
    "rating-good": _("Satisfied with the answer"),
    "rating-fair": _("So-so with the answer"),
    "rating-poor": _("Not satisfied with the answer"),
}
"""What was told beside the words."""

RECORDS = {
    "log": _("Log {number} of {all}"),
    "log-alone": _("Log of the inquiry"),
    "logs": _("{count} logs"),
    "document": _("Document {number} of {all}"),
    "document-alone": _("Case document (PDF)"),
    "documents": _("{count} documents"),
    "document-save": _("Save the document …"),
    "document-saved": _("Saved"),
    "no-saving": _(
        "This browser cannot save from the page's memory. Use a newer Chromium, Chrome or Edge, over https."
    ),
    "log-whole": _("The chain is whole: {count} lines, each follows the one before. Its head is {head}."),
    "log-broken": _(
        "The chain is broken: line {number} does not follow the one before. Do not act on what comes after."
    ),
    "log-strange": _("{count} segments that the log names are not among the parts that the terminal signed."),
    "log-unended": _(
        "The log has no end: its last line, {number}, does not say how the inquiry ended. Do not act on it; lines may "
        "be missing."
    ),
    "log-other": _("The terminal told the county of another log: {head} is missing in this one. Do not act on it."),
    "log-told-same": _("The terminal told the county of this very head."),
    "log-told-within": _("The terminal told the county of an earlier line of it."),
    "log-at": _("Time"),
    "log-tape": _("In the recording"),
    "log-what": _("What"),
    "log-InquiryBegun": _("Begun"),
    "log-VillagerAgreed": _("Agreed by the villager"),
    "log-StepBegun": _("Step"),
    "log-SegmentKept": _("Segments kept"),
    "log-LineBroke": _("The line broke"),
    "log-LineBack": _("The line was back after"),
    "log-PageConfirmed": _("Read back"),
    "log-SignatureGiven": _("Signed"),
    "log-InquiryEnded": _("Ended"),
    "log-page": _("page {page}, version {version}"),
    "log-right": _("right"),
    "log-not-right": _("not right"),
    "log-step-recording": _("recording"),
    "log-step-credentials": _("Show credentials"),
    "log-step-rights": _("Rights and duties"),
    "log-step-identity": _("Verify identity"),
    "log-step-questions": _("Questions"),
    "log-step-read_back": _("Read back"),
    "log-step-signature": _("Signature"),
    "log-step-end": _("End"),
    "log-end-done": _("went to its end"),
    "log-end-officers_left": _("the officers ended it or were gone"),
    "log-end-villager_left": _("the villager has left it"),
    "log-end-line_lost": _("the line was lost"),
    "log-end-disk_full": _("the terminal's disk was full"),
    "log-end-devices_lost": _("camera or microphone failed"),
    "log-end-screen_stopped": _("the terminal's screen stopped working"),
    "log-end-terminal_stopped": _("the terminal was stopped or started anew"),
    "log-end-power_cut": _("the power went"),
    "log-end-refused": _("the villager does not want it"),
}
"""What stands around a log and a case document."""

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
    "bad-meta": _(
        "What the terminal wrote about this submission is damaged: it does not hold together. Nothing of it is shown; "
        "tell the person in charge of the station."
    ),
    "unshowable": _("This browser cannot show papers. Use a newer Chromium, Chrome or Edge."),
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
    "empty-answer": _("Write the answer first, or say it."),
    "no-voice": _("This browser cannot record a voice. Use a newer Chromium, Chrome or Edge, or write the answer."),
    "no-microphone": _("There is no microphone, or the browser may not use it. Plug one in and allow it, or write."),
    "speak": _("Speak now. Say first who answers, then what was decided."),
    "spoken": _("Hear it once before you send it. You can record it anew."),
    "too-long": _("The answer is too long. Shorten it, or send it in two."),
    "answered": _("The answer is sealed and kept. It can be read with the receipt code at any terminal."),
    "untrusted-clock": _("(the terminal's clock was not sure)"),
    "comma": _(", "),
    "open-more": _("Open: {what}"),
    "page": _("page {number} of {all}"),
    "video": _("Video {number} of {all}"),
    "audio": _("Voice {number} of {all}"),
    "paper": _("Paper {number} of {all}"),
    "writing": _("Handwriting {number} of {all}"),
    "video-alone": _("Video"),
    "audio-alone": _("Voice"),
    "paper-alone": _("Paper"),
    "writing-alone": _("Handwriting"),
    "videos": _("{count} videos"),
    "audios": _("{count} voices"),
    "papers": _("{count} papers"),
    "writings": _("{count} sheets of handwriting"),
    "about-name": _("Name, by hand"),
    "about-recusal": _("Who must not handle it, by hand"),
    "about-representatives": _("Representatives, by hand"),
    "face-covered": _("face covered"),
    "voice-changed": _("voice changed"),
    **DETAILS,
    **RECORDS,
}
