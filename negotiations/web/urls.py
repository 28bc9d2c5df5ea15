"""The addresses of the public pages."""

from django.urls import path

from negotiations.web.events import event
from negotiations.web.home import home
from negotiations.web.offers import offer
from negotiations.web.processes import process

urlpatterns = [
    path("", home, name="home"),
    path("processes/<slug:slug>/", process, name="process"),
    path("events/<slug:slug>/", event, name="event"),
    path("offers/<slug:slug>/", offer, name="offer"),
]
