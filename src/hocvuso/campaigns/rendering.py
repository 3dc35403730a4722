"""A post as `core.posting` takes it, and what each place gets of it: the same for the preview and for the sending."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from hocvuso.campaigns import kits, video
from hocvuso.campaigns.models import CampaignLink, Post, PostPicture
from hocvuso.core import posting
from hocvuso.core.posting import Article, Media, Rendered


def short_link(code: str) -> str:
    """Return the address behind a code."""
    return f"{settings.SITE_URL}{reverse('campaigns:arrive', kwargs={'code': code})}"


def article(post: Post, place: CampaignLink) -> Article:
    """Return a post as it was composed, with the short link of one place."""
    return article_at(post, place.code)


def article_at(post: Post, code: str) -> Article:
    """Return a post as it was composed, with the short link behind a code."""
    return Article(
        post.title,
        post.short,
        post.long,
        picture_of(post),
        video_of(post.kit if post.has_video else ""),
        short_link(code),
    )


def picture_of(post: Post) -> Media | None:
    """Return what is known of a post's picture."""
    held: PostPicture | None = getattr(post, "picture", None)
    if held is None:
        return None
    return Media(f"{post.id}.jpg", "image/jpeg", held.size, held.alt, held.width, held.height)


def video_of(kit: str) -> Media | None:
    """Return what is known of the upright video of a kit, None while it is not made."""
    found = kits.by_id(kit)
    return video.media_of(found) if found else None


def rendered(place: CampaignLink, told: Article) -> Rendered:
    """Return what goes out in one place."""
    return posting.render(told, place.channel)
