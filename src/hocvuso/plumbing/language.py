"""Vietnamese unless the person chose English: the phone's own language setting is not asked.

Many workers carry phones set to English or Chinese by whoever sold them, so Accept-Language says nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = "hvs_lang"


class LanguageMiddleware:
    """Activate the language of the cookie for this request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = "en" if request.COOKIES.get(COOKIE) == "en" else settings.LANGUAGE_CODE
        translation.activate(code)
        request.LANGUAGE_CODE = code
        return self.get_response(request)
