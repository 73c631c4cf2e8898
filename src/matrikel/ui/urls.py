"""Addresses of the two switches, and of where browsers report to."""

from django.urls import path

from matrikel.ui import policy_reports, views

app_name = "ui"
urlpatterns = [
    path("theme/", views.choose_theme, name="theme"),
    path("language/", views.choose_language, name="language"),
    path("policy-report/", policy_reports.policy_report, name="policy_report"),
]
