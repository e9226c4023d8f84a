"""The letters included without asking for DEBUG, as by mistake."""

from django.urls import include, path

urlpatterns = [path("dev/", include("portal.dev.urls"))]
