from django.urls import path

from programs.views import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("programs/", pages.programs, name="programs"),
    path("programs/<slug:slug>/", pages.program, name="program"),
    path("calls/<slug:slug>/", pages.call, name="call"),
]
