"""Names that a message comes from or speaks of, read as what they are: a bank, a carrier, a shop.

Our written messages carry invented names (the last line of each kind), what people receive carries real ones; read as
names, nothing that was learnt of the one would be known of the other. A name proves nothing: thieves borrow it.
"""

from __future__ import annotations

import re

_NAMES: dict[str, str] = {
    "BANK": """
        abbank, acb, agribank, baoviet bank, bac a bank, bidv, bvbank, cimb, co-opbank, dong a bank, eximbank,
        gpbank, hdbank, hsbc, kienlongbank, lpbank, mb bank, mbbank, mbv, msb, nam a bank, ncb, ocb, oceanbank,
        pgbank, pvcombank, sacombank, saigonbank, scb, seabank, shb, shinhan bank, tcb, techcombank, tpbank, uob,
        vcb, vib, vietabank, vietbank, vietcombank, vietinbank, vpbank, woori bank,
        moc bank, mocbank, nh moc, ngan hang moc, song xanh, songxanh, lua vang bank, lua vang, lvb""",
    "CARRIER": """
        gmobile, gtel, itel, mobifone, my viettel, my vnpt, vietnamobile, viettel, vinaphone, vnpt,
        my saonet, saonet, vienmay""",
    "WALLET": "momo, payoo, shopeepay, viettel money, vnpay, zalopay, vi dom dom",
    "COURIER": """
        ahamove, best express, ghn, ghtk, giao hang nhanh, giao hang tiet kiem, j&t express, j&t, kerry express,
        lalamove, ninja van, shopee express, spx, viettel post, vietnam post, viettelpost, vnpost,
        en bay express, en bay, ga trong express, gt-xpress""",
    "STORE": """
        bach hoa xanh, cellphones, co.opmart, dien may xanh, fpt shop, gojek, grab, lazada, lotte mart, nguyen kim,
        sendo, shopee, the gioi di dong, tgdd, tiki, tiktok shop, winmart,
        lamua, ben may mart, may vien, dien may ben da, tho non, hoa ban""",
    "LENDER": "doctor dong, fe credit, home credit, jaccs, mcredit, mirae asset, tamo, f88, nang som, bong lua finance",
}  # fmt: skip
_KINDS = {name: kind for kind, names in _NAMES.items() for name in re.split(r",\s*", names.strip())}
_LONGEST_FIRST = "|".join(re.escape(name) for name in sorted(_KINDS, key=len, reverse=True))
# Whoever calls himself "…bank" is read as one, known or not.
_NAME = re.compile(rf"(?<![\w.-])(?:(?:ngan hang|nh) )?({_LONGEST_FIRST}|(?!i-?bank)[a-z]{{2,12}}bank)(?![\w-])")


def as_kinds(folded: str) -> str:
    """Return a folded text with each known name replaced by its kind, in capitals."""
    return _NAME.sub(lambda match: _KINDS.get(match[1], "BANK"), folded)
