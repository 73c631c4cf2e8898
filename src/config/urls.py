"""All addresses: the front's own first, then everything of one association under its slug."""

from django.urls import include, path

urlpatterns = [
    path("", include("matrikel.front.urls")),
    path("<slug:association>/", include("matrikel.office.urls")),
]
handler400 = "matrikel.front.errors.views.bad_request"
handler403 = "matrikel.front.errors.views.forbidden"
handler404 = "matrikel.front.errors.views.not_found"
handler500 = "matrikel.front.errors.views.server_error"
