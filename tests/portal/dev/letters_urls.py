"""The letters included without asking for DEBUG, as by mistake."""

from django.urls import include, path

from portal import urls

urlpatterns = [path("dev/", include("portal.dev.urls")), *urls.urlpatterns]
