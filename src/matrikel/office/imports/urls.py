"""Addresses of the pages about imports."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
