"""Addresses of the pages about settings."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
