"""Addresses of the pages about the board and who has access."""

from django.urls import path

from matrikel.office.access import board, ending, helping, inviting, officer, overview, roles, second

urlpatterns = [
    path("", board.board, name="board"),
    path("invite/", inviting.invite, name="invite_officer"),
    path("invite/again/", inviting.invite_again, name="invite_again"),
    path("invite/withdraw/", inviting.withdraw, name="withdraw_invitation"),
    path("two/", second.acts, name="acts"),
    path("two/settle/", second.settle, name="settle_act"),
    path("roles/<uuid:term_id>/end/", ending.end_term_now, name="end_term"),
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles.new_role, name="new_role"),
    path("roles/<uuid:role_id>/", roles.role, name="role"),
    path("access/", overview.who_has_access, name="who_has_access"),
    path("access/round/", overview.review, name="access_review"),
    path("access/round/start/", overview.start, name="start_review"),
    path("access/round/answer/", overview.answer, name="answer_review"),
    path("handover/<uuid:term_id>/", officer.handover, name="handover"),
    path("<uuid:account_id>/", officer.officer, name="officer"),
    path("<uuid:account_id>/help/", helping.help_sign_in, name="help_sign_in"),
    path("<uuid:account_id>/end/", ending.end_access_now, name="end_access"),
]
