"""All addresses: pages at /, JSON at /api/v1/. Each stands in the access matrix (tests/house/access_matrix.txt)."""

from django.contrib import admin
from django.urls import include, path

from hocvuso.config.api import api

urlpatterns = [
    path("", include("hocvuso.plumbing.urls")),
    path("", include("hocvuso.people.urls")),
    path("", include("hocvuso.unions.urls")),
    path("", include("hocvuso.roster.urls")),
    path("", include("hocvuso.practice.urls")),
    path("", include("hocvuso.learning.urls")),
    path("", include("hocvuso.lectures.urls")),
    path("", include("hocvuso.certificates.urls")),
    path("", include("hocvuso.frameworks.urls")),
    path("", include("hocvuso.classes.urls")),
    path("", include("hocvuso.contests.urls")),
    path("", include("hocvuso.families.urls")),
    path("", include("hocvuso.motivation.urls")),
    path("", include("hocvuso.emulation.urls")),
    path("", include("hocvuso.hotspots.urls")),
    path("", include("hocvuso.campaigns.urls")),
    path("", include("hocvuso.halls.urls")),
    path("", include("hocvuso.awareness.urls")),
    path("", include("hocvuso.groups.urls")),
    path("", include("hocvuso.assistant.urls")),
    path("", include("hocvuso.studio.urls")),
    path("", include("hocvuso.exchange.urls")),
    path("", include("hocvuso.partners.urls")),
    path("", include("hocvuso.channels.urls")),
    path("cb/", include("hocvuso.reports.urls")),
    path("cb/tai-khoan/", include("hocvuso.people.official_urls")),
    path("api/v1/", api.urls),
    path("quan-tri/", admin.site.urls),
]
handler400 = "hocvuso.plumbing.views.bad_request"
handler403 = "hocvuso.plumbing.views.not_allowed"
handler404 = "hocvuso.plumbing.views.not_found"
handler500 = "hocvuso.plumbing.views.failed"
