"""Addresses of the pages about jobs."""

from django.urls import path

from matrikel.office.jobs import views

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("retry/", views.retry, name="retry_jobs"),
]
