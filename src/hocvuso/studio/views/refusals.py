"""Why a recording or a consent was not taken, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.lectures.recordings.checking import MOST_BYTES, PAPER_BYTES
from hocvuso.lectures.sound import LONGEST


def sentence(code: str) -> str:
    """Return what happened and what to do."""
    return {**_of_takes(), **_of_consents()}[code]


def _of_takes() -> dict[str, str]:
    return {
        "no-file": _("No file came. Choose one, or press Record."),
        "empty": _("The file is empty. Record the sentence again."),
        "kind": _("This is no sound file that we know. Send ogg, mp3, wav or m4a."),
        "large": _("The file is larger than %(n)s MB. Send one sentence in each file.") % {"n": MOST_BYTES >> 20},
        "silent": _("Nothing is heard in it. Check the microphone and record again."),
        "short": _("The recording is too short for a sentence. Record it again."),
        "long": _("The recording is longer than %(n)s seconds. Send one sentence in each file.")
        % {"n": round(LONGEST)},
        "broken": _("The file cannot be played: it is cut off or damaged. Record the sentence again."),
        "no-ffmpeg": _("This server cannot check sound yet: the operator installs ffmpeg. Nothing was kept."),
        "broken-list": _("The list of recordings in this lesson's folder cannot be read. Tell the operator."),
        "gone": _("This recording is not there any more. Somebody has changed it meanwhile."),
        "changed": _("The sentence has changed meanwhile. Read the new one."),
        "consent": _("The speaker's consent does not cover this lesson today. Nothing was kept."),
        "nobody": _("Choose who reads."),
        "disk": _("The server could not write the file, perhaps its disk is full. What was there before is kept."),
    }  # fmt: skip


def _of_consents() -> dict[str, str]:
    return {
        "purpose": _("Confirm that the speaker knows what the voice is for."),
        "paper": _("Add the signed paper, or type the statement in full."),
        "paper-kind": _("The paper must be a PDF, JPEG or PNG file."),
        "paper-large": _("The paper is larger than %(n)s MB.") % {"n": PAPER_BYTES >> 20},
        "day": _("Write days like 20/11/2026."),
        "name": _("Write the speaker's name, at most 80 letters."),
        "agreed-later": _("The day of consent lies after today."),
        "until": _("The last day lies before today or before the consent."),
        "lessons": _("One of these skills or lessons is not known. Write ids like kns.4.1, or leave it empty for all."),
        "no-consent": _("The record of consent cannot be read. Tell the operator."),
        "withdraw-sure": _("Confirm that the recordings shall be removed."),
    }  # fmt: skip
