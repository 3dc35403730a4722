"""What changes a person: beginning, claiming, coming in, agreeing, erasing. One file per kind of verb."""

from hocvuso.people.actions.beginning import begin, join
from hocvuso.people.actions.blank_cards import claim_by_blank_card, deal_blank_cards, revoke_blank_cards
from hocvuso.people.actions.changing import By, ChangedMeanwhile, TooLate, correct_name, correct_phone, take_back
from hocvuso.people.actions.claiming import (
    CardUsed,
    OwnCode,
    Phone,
    claim_by_card,
    claim_by_phone,
    deal_card,
)
from hocvuso.people.actions.consenting import (
    COMPARE,
    EXPLAIN,
    FAMILY,
    GUARDIAN,
    LEARN,
    NAMED,
    PARTNER,
    PURPOSES,
    agree,
    decide,
    stay_anonymous,
    switch,
    tell,
)
from hocvuso.people.actions.enrolling import appoint, enrol, open_desk
from hocvuso.people.actions.entering import Refused, come_in, free, sign_out
from hocvuso.people.actions.erasing import erase
from hocvuso.people.actions.lending import HasOwnWay, lend, let_expire
from hocvuso.people.actions.limits import Trial
from hocvuso.people.actions.listing import Correction, Named, correct_unclaimed, deal_cards, enrol_all, withdraw
from hocvuso.people.actions.merging import NeedsSecond, NotMergeable, has_credentials, merge, tell_apart, unmerge
from hocvuso.people.actions.proposing import Over, SamePerson, decide_proposal, propose

__all__ = [
    "COMPARE",
    "EXPLAIN",
    "FAMILY",
    "GUARDIAN",
    "LEARN",
    "NAMED",
    "PARTNER",
    "PURPOSES",
    "By",
    "CardUsed",
    "ChangedMeanwhile",
    "Correction",
    "HasOwnWay",
    "Named",
    "NeedsSecond",
    "NotMergeable",
    "Over",
    "OwnCode",
    "Phone",
    "Refused",
    "SamePerson",
    "TooLate",
    "Trial",
    "agree",
    "appoint",
    "begin",
    "claim_by_blank_card",
    "claim_by_card",
    "claim_by_phone",
    "come_in",
    "correct_name",
    "correct_phone",
    "correct_unclaimed",
    "deal_blank_cards",
    "deal_card",
    "deal_cards",
    "decide",
    "decide_proposal",
    "enrol",
    "enrol_all",
    "erase",
    "free",
    "has_credentials",
    "join",
    "lend",
    "let_expire",
    "merge",
    "open_desk",
    "propose",
    "revoke_blank_cards",
    "sign_out",
    "stay_anonymous",
    "switch",
    "take_back",
    "tell",
    "tell_apart",
    "unmerge",
    "withdraw",
]
