"""Addresses of the host's pages."""

from django.urls import path

from matrikel.host import two, views

app_name = "host"
urlpatterns = [
    path("host/", views.associations, name="associations"),
    path("host/invitations/", views.invitations, name="invitations"),
    path("host/invitations/new/", views.invite, name="invite"),
    path("host/invitations/<uuid:invitation_id>/withdraw/", views.withdraw, name="withdraw"),
    path("host/two/", two.acts, name="acts"),
    path("host/two/settle/", two.settle, name="settle_act"),
]
