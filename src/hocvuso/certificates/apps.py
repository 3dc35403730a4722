"""Registers the room of certificates."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates and the page that checks them."""

    name = "hocvuso.certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, its jobs, and that papers follow a corrected name."""
        from django.utils.translation import gettext as _

        from hocvuso.certificates import actions, kinds, own_data, tasks
        from hocvuso.people.actions import changing

        kinds.register(
            kinds.Kind("skills", lambda: _("Digital skills"), lambda: _("has reached"), lambda: _("certifies that"))
        )

        own_data.register()
        tasks.register()
        changing.followed_by(lambda person, by: actions.follow_name(person, by=by))
