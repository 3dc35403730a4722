"""Registers the room of groups."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Groups of volunteers and the queue of who asks for a person."""

    name = "hocvuso.groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person and its recurring jobs."""
        from hocvuso.groups import following, own_data
        from hocvuso.groups.help_desk import own_data as desk_own_data
        from hocvuso.plumbing import jobs

        jobs.every(desk_own_data.LOOK_SECONDS, "groups.follow_units", following.follow)
        own_data.register()
        desk_own_data.register()
