"""Addresses of awareness work that everybody may open."""

from django.urls import path

from hocvuso.campaigns import news_views, views

app_name = "campaigns"
urlpatterns = [
    path("s/<slug:code>", views.arrive, name="arrive"),
    path("s/<slug:code>.jpg", views.picture, name="picture"),
    path("s/video/<slug:kit>.mp4", views.video_file, name="video"),
    path("tin", news_views.listing, name="news"),
    path("tin.atom", news_views.feed, name="feed"),
    path("tin/the", news_views.card, name="card"),
    path("tin/<slug:code>", news_views.piece, name="piece"),
]
