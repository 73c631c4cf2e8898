"""Addresses of the guide."""

from django.urls import path, register_converter

from matrikel.office.guide import views
from matrikel.office.guide.pages import PAGES


class PageConverter:
    """One of the guide's pages."""

    regex = "|".join(PAGES)

    def to_python(self, value: str) -> str:
        """Return the page's name."""
        return value

    def to_url(self, value: str) -> str:
        """Return the page's name."""
        return value


register_converter(PageConverter, "guide_page")

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    path("guide/<guide_page:page>/", views.page, name="guide_page"),
]
