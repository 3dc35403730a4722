"""What changes a person: beginning, claiming, coming in, agreeing, erasing. One file per kind of verb."""

from hocvuso.people.actions.beginning import begin, join
from hocvuso.people.actions.claiming import (
    CardUsed,
    OwnCode,
    Phone,
    claim_by_card,
    claim_by_phone,
    deal_card,
    put_name_right,
)
from hocvuso.people.actions.consenting import PURPOSES, agree, decide, stay_anonymous, switch
from hocvuso.people.actions.enrolling import appoint, enrol
from hocvuso.people.actions.entering import Refused, come_in, free, sign_out
from hocvuso.people.actions.erasing import erase
from hocvuso.people.actions.limits import Trial
from hocvuso.people.actions.listing import Correction, Named, correct_unclaimed, deal_cards, enrol_all, withdraw

__all__ = [
    "PURPOSES",
    "CardUsed",
    "Correction",
    "Named",
    "OwnCode",
    "Phone",
    "Refused",
    "Trial",
    "agree",
    "appoint",
    "begin",
    "claim_by_card",
    "claim_by_phone",
    "come_in",
    "correct_unclaimed",
    "deal_card",
    "deal_cards",
    "decide",
    "enrol",
    "enrol_all",
    "erase",
    "free",
    "join",
    "put_name_right",
    "sign_out",
    "stay_anonymous",
    "switch",
    "withdraw",
]
