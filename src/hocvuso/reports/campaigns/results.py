"""What came of posts by channel, place, kit and unit; and what a union needs to show the news on its own site."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.campaigns import queries
from hocvuso.campaigns.queries import Reach
from hocvuso.core import campaign as rules
from hocvuso.reports.campaigns import shown, words
from hocvuso.reports.campaigns.nav import frame
from hocvuso.reports.views.desk import Desk, at_desk
from hocvuso.unions import queries as unions

MOST = 50  # rows of a table; what was opened least is left out and said so
CARD_HEIGHT = 360  # points: three titles of two lines and the button


@require_safe
@at_desk
def results(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the funnel from opening to mastered skill, put together as one chooses."""
    reach = queries.reach(unions.subtree_ids(desk.unit.id, desk.day))
    names, channels = shown.unit_names(reach, desk.day), words.channels()

    def channel(each: Reach) -> str:
        return channels.get(each.channel, each.channel)

    def unit(each: Reach) -> str:
        return names.get(each.unit, "–")

    def place(each: Reach) -> str:
        return f"{each.group or channel(each)} · {unit(each)}" if len(names) > 1 else each.group or channel(each)

    ways = {
        "kenh": (_("By channel"), channel),
        "noi": (_("By place"), place),
        "don-vi": (_("By unit"), unit),
        "bo": (_("By kit"), lambda each: words.kit_title(each.kit) or _("own posts")),
    }
    way = request.GET.get("theo", "")
    way = way if way in ways else "kenh"
    is_own = set(names) <= {desk.unit.id}
    rows = shown.table(reach, ways[way][1], is_own=is_own)
    total = rules.total(each.funnel for each in reach)
    page = {
        **frame(desk, "results"),
        "told": shown.told(total, is_own=is_own),
        "out": sum(each.posted_on is not None for each in reach),
        "rows": rows[:MOST],
        "left_out": max(len(rows) - MOST, 0),
        "ways": [(name, word, desk.link("results", theo=name)) for name, (word, _of) in ways.items()],
        "way": way,
        "head": ways[way][0],
    }
    return render(request, "reports/campaigns/results.html", page)


@require_safe
@at_desk
def news_tools(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the two lines that put the news on a union's own site: a card to frame, a feed to read."""
    code = f"?don-vi={desk.unit.code}"
    card = f"{settings.SITE_URL}{reverse('campaigns:card')}{code}"
    title = _("News of Học Vụ Số")
    page = {
        **frame(desk, "news_tools"),
        "snippet": f'<iframe src="{card}" title="{title}" width="100%" height="{CARD_HEIGHT}" loading="lazy"></iframe>',
        "feed": f"{settings.SITE_URL}{reverse('campaigns:feed')}{code}",
        "news": f"{reverse('campaigns:news')}{code}",
        "card": f"{reverse('campaigns:card')}{code}",
    }
    return render(request, "reports/campaigns/news_tools.html", page)
