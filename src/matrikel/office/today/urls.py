"""Addresses of the first page."""

from django.urls import path

from matrikel.office.today import views

urlpatterns = [path("", views.today, name="today")]
