"""Included with DEBUG on, never otherwise."""

from django.urls import path

from portal.dev import views

app_name = "dev"
urlpatterns = [
    path("mail/", views.letters, name="letters"),
    path("mail/<slug:key>/", views.letter, name="letter"),
    path("mail/<slug:key>/html/", views.letter_html, name="letter_html"),
]
