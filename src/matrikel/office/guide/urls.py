"""Addresses of the guide: one for each page, as each is a page of its own."""

from django.urls import path

from matrikel.office.guide import views
from matrikel.office.guide.pages import PAGES

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    *(path(f"guide/{name}/", views.page, {"page": name}, name=f"guide_{name}") for name in PAGES),
]
