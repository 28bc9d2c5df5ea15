"""The addresses of the public pages."""

from django.urls import path, re_path

from negotiations.web.absent import no_such_page
from negotiations.web.data import data, release
from negotiations.web.events import event
from negotiations.web.home import home
from negotiations.web.offers import offer
from negotiations.web.processes import process

urlpatterns = [
    path("", home, name="home"),
    path("processes/<slug:slug>/", process, name="process"),
    path("events/<slug:slug>/", event, name="event"),
    path("offers/<slug:slug>/", offer, name="offer"),
    path("data/", data, name="data"),
    path("data/<str:version>/", release, name="release"),
    # Last: a mistyped address. One without its slash is sent here by way of the right one.
    re_path(r"^(?P<address>.+)/$", no_such_page),
]
