"""Addresses of the pages about units."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
