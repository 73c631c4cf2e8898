"""Addresses of the pages about jobs."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
