"""Files that people send stay in memory: nothing of them touches a disk, not even a temporary one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect


class MemoryOnly(MemoryFileUploadHandler):
    """Keeps a file in memory up to a limit; a larger one is read over and never kept anywhere."""

    def __init__(self, request: HttpRequest, limit: int) -> None:
        super().__init__(request)
        self.limit = limit

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Take part only when the whole request is below the limit; else no handler does, and the file is missing."""
        self.activated = content_length <= self.limit


def in_memory(limit: int) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a page receive files of up to `limit` bytes in memory; the form is still guarded against other sites.

    Where the file was too large, `request.too_large` is true and there is no file.
    """

    def wrap(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        guarded = csrf_protect(page)

        def receive(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            handler = MemoryOnly(request, limit)
            request.upload_handlers = [handler]
            return guarded(request, *args, **kwargs)

        receive.__doc__, receive.__name__, receive.__module__ = page.__doc__, page.__name__, page.__module__
        return csrf_exempt(receive)

    return wrap
