"""All addresses: the front's own first, then everything of one association under its slug."""

from django.urls import include, path

urlpatterns = [
    path("", include("matrikel.ui.urls")),
    path("", include("matrikel.front.urls")),
    path("", include("matrikel.host.urls")),
    path("<slug:association>/", include("matrikel.front.association_urls")),
    path("<slug:association>/", include("matrikel.portal.urls")),
    path("<slug:association>/", include("matrikel.office.urls")),
]
handler400 = "matrikel.ui.errors.bad_request"
handler403 = "matrikel.ui.errors.permission_denied"
handler404 = "matrikel.ui.errors.page_not_found"
handler500 = "matrikel.ui.errors.server_error"
