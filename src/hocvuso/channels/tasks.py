"""What runs by itself in this room."""

from __future__ import annotations

from datetime import timedelta

from hocvuso.channels import dispatch, posts, reminders
from hocvuso.channels.zalo import events, sending
from hocvuso.plumbing import clock, jobs

LOOK_EVERY_SECONDS = 5  # decided: a notice may take so long; two reads by index when nothing waits
ANSWERS_KEPT = timedelta(days=30)  # decided: assistant.md 3.1, as long as questions
POSTS_KEPT = timedelta(days=365)  # decided: a year's campaigns are looked back at once
TALK_EVERY_SECONDS = 1  # decided: who writes on Zalo waits for the answer (assistant.md 3.1: two seconds)


def register() -> None:
    """Register the jobs."""
    jobs.every(LOOK_EVERY_SECONDS, "channels.dispatch", dispatch.deliver_due)
    jobs.every(reminders.EVERY_SECONDS, "channels.plan_reminders", reminders.plan_due)
    jobs.every(TALK_EVERY_SECONDS, "channels.zalo", talk)
    jobs.every(LOOK_EVERY_SECONDS, "channels.posts", post)
    jobs.every(24 * 3600, "channels.forget_old", dispatch.forget_old)
    jobs.every(24 * 3600, "channels.forget_events", forget_talks)


def talk() -> None:
    """Answer what came in on Zalo, and send the answers."""
    sending.answer_due()
    sending.send_due()


def forget_talks() -> None:
    """Delete what is past its term: events a week, answers as long as questions, posts a year."""
    now = clock.now()
    events.forget_old()
    sending.forget_old(now - ANSWERS_KEPT)
    posts.forget_old(now - POSTS_KEPT)


def post() -> None:
    """Take up composed posts and bring them on their way."""
    posts.take_up()
    posts.send_due()
