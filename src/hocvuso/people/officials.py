"""Officials' accounts: name or number, password or code, and a second factor whenever names are shown.

allauth does the work; here stand the few places where this house differs from its defaults.
"""

from __future__ import annotations

import base64
import hashlib
import io
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hocvuso.people import desks
from hocvuso.people.actions import Trial, limits
from hocvuso.people.middleware import SHARED_MACHINE
from hocvuso.plumbing import clock, origin, outbox
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.views import YEAR_SECONDS

Page = Callable[..., HttpResponse]
# Assumed: whoever typed his password within ten minutes still sits before the screen.
FRESH_SECONDS = 600
# Says that an official has come in on this browser before; salted with his id, so another's is worth nothing.
BROWSER_COOKIE = "hvs_desk"


class OfficialAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Officials are invited by the level above, so nobody signs up; pages say themselves what happened."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask the level above you."),
        "username_password_mismatch": _("User name or password is not right yet."),
        "wait": _("Five wrong tries. Wait 15 minutes, then try again."),
        "slow": _("Many people are coming in at once. Wait a few seconds, then press again."),
        "locked": _("Too many wrong tries today. Ask the level above you for a new link."),
        "too_many_login_attempts": _("Too many wrong tries. Wait 5 minutes, then try again."),
        "incorrect_password": _("The password is not right yet."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep sign-up closed."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Leave no messages in cookies: the next page shows the state by itself."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Look a password or a code up; six digits are counted and locked as a learner's code is (people/limits)."""
        account = desks.account_named(credentials.get("username", ""))
        if account is None:
            return super().authenticate(request, **credentials)
        credentials["username"] = account.username
        if not account.has_code:
            return super().authenticate(request, **credentials)
        trial = Trial(account.id, f"desk:{account.id.hex}", origin.client_address(request))
        verdict = limits.take(trial)
        if verdict.word != "go":
            raise self.validation_error(verdict.word)
        user = super().authenticate(request, **credentials)
        if user is not None:
            limits.was_right(trial)
        elif limits.was_wrong(trial):
            raise self.validation_error("locked")
        return user

    def pre_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse | None:
        """Remember for this session that the machine is shared, when the form says so."""
        if request.POST.get("may") == "chung":
            request.session[SHARED_MACHINE] = True
        response: HttpResponse | None = super().pre_login(request, user, **facts)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Spare whoever has just come in a second password on his way to the second factor."""
        records = get_authentication_records(context.request, context.request.user)
        newest = max((record["at"] for record in records), default=0.0)
        return clock.now().timestamp() - newest > FRESH_SECONDS

    def post_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse:
        """Tell the official of a sign-in on a browser that he had not used before, and remember this one."""
        response: HttpResponse = super().post_login(request, user, **facts)
        if request.get_signed_cookie(BROWSER_COOKIE, "", salt=user.pk.hex) != "known":
            facts = {"day": f"{clock.today():%d/%m/%Y}"}
            outbox.notify(user.pk, "signed_in", facts, key=f"sign-in:{uuid7().hex}")
            if not request.session.get(SHARED_MACHINE):
                response.set_signed_cookie(
                    BROWSER_COOKIE, "known", salt=user.pk.hex, max_age=YEAR_SECONDS, httponly=True,
                    secure=settings.IS_SECURE_SITE, samesite="Lax", path="/cb/",
                )  # fmt: skip
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that the server saw, or that the proxy in front of it names."""
        return origin.client_address(request)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the secret of the second factor encrypted, draws its QR code, names what was typed wrong."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right, or it has been used. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with a key made from the site's secret."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of `encrypt`."""
        return _lock().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as SVG, dark on white in every theme so that cameras read it."""
        import segno  # only where a code is drawn

        drawn = io.BytesIO()
        # With its name space: the page shows it as an image, and an image without one stays empty.
        segno.make(url, error="m").save(
            drawn, kind="svg", xmldecl=False, svgns=True, nl=False, scale=5, border=3, dark="#000", light="#fff"
        )
        return drawn.getvalue().decode()


def _lock() -> Fernet:
    digest = hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


class Activate(ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Setting the second factor up: the code typed for it also counts as having used it now."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead on whoever has a second factor already; it is never replaced from here."""
        if request.user.is_authenticated and is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return HttpResponseRedirect(_next(request))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_success_url(self) -> str:
        """Show the spare codes once, then go where the official wanted to go."""
        return f"{reverse('mfa_view_recovery_codes')}?{urlencode({'next': _next(self.request)})}"

    def form_valid(self, form: Any) -> HttpResponse:
        """Activate, and write down that the second factor was used in this session."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=Authenticator.Type.TOTP)
        return response


class SpareCodes(ViewRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """The spare codes, with the way on to where the official wanted to go on this site."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address that the button leads to."""
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return {**page, "next": _next(self.request)}


def _next(request: HttpRequest) -> str:
    return get_next_redirect_url(request) or reverse("reports:today")


def let_in(request: HttpRequest, person_id: uuid.UUID, *, to: str) -> HttpResponse:
    """Let an official in who has just proved himself by an invitation; a second factor that he has is asked for."""
    user = get_user_model().objects.get(pk=person_id)
    record_authentication(request, user, "invitation")
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=to))
    return response


def used_second_factor(request: HttpRequest) -> bool:
    """Tell whether the official has proved himself by the second factor in this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def names_shown(page: Page) -> Page:
    """Let a page with names be seen only after the second factor, and come back to it afterwards."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if used_second_factor(request):
            return page(request, *args, **kwargs)
        has_one = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
        door = reverse("mfa_reauthenticate" if has_one else "mfa_activate_totp")
        back = request.get_full_path() if request.method == "GET" else reverse("reports:today")
        return HttpResponseRedirect(f"{door}?{urlencode({'next': back})}")

    return login_required(guarded)
