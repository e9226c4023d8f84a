from django.urls import path

from programs.views import eligibility, enclosures, pages, references

urlpatterns = [
    path("", pages.home, name="home"),
    path("programs/", pages.programs, name="programs"),
    path("programs/<slug:slug>/", pages.program, name="program"),
    path("calls/<slug:slug>/", pages.call, name="call"),
    path("calls/<slug:slug>/documents/<slug:digest>/", enclosures.enclosure, name="enclosure"),
    path("calls/<slug:slug>/eligibility/", eligibility.eligibility, name="eligibility"),
    path("references/<slug:reference_list>/", references.items, name="reference_items"),
]
