from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from applications.views.starting import apply
from portal.lib.admin import site
from portal.lib.health import healthz, readyz
from portal.lib.theme import choose
from programs.views import pages
from programs.views.pictures import picture

handler400 = "portal.lib.errors.bad_request"
handler403 = "portal.lib.errors.forbidden"
handler404 = "portal.lib.errors.not_found"
handler429 = "portal.lib.errors.too_many"  # asked for by allauth's rate limits
handler500 = "portal.lib.errors.server_error"

urlpatterns = [
    path("", pages.front_door, name="front_door"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("theme/", choose, name="theme"),
    path("pictures/<str:name>", picture, name="picture"),
    path("admin/cases/", include("applications.casework.urls")),
    path("admin/calls/", include("applications.configuring.urls")),
    path("admin/", site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("dev/", include("portal.dev.urls")))

urlpatterns += i18n_patterns(
    path("", include("programs.urls")),
    path("calls/<slug:slug>/apply/", apply, name="apply"),
    path("applications/", include("applications.urls")),
    path("accounts/", include("accounts.urls")),
)
