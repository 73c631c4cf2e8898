"""Addresses of what leaves the register."""

from django.urls import path

from matrikel.office.exports import asking, ceilings, export, history, proofs, recipients, sharing

urlpatterns = [
    path("people/export/", asking.new_export, name="new_export"),
    path("exports/", history.exports, name="exports"),
    path("exports/recipients/", recipients.recipients, name="recipients"),
    path("exports/recipients/new/", recipients.new_recipient, name="new_recipient"),
    path("exports/recipients/<uuid:recipient_id>/", recipients.recipient, name="recipient"),
    path("settings/exports/", ceilings.ceilings, name="settings_exports"),
    path("proofs/", proofs.proofs, name="proofs"),
    path("proofs/<uuid:proof_id>/", proofs.proof, name="proof"),
    path("proofs/<uuid:proof_id>/ask/", proofs.ask_for_name, name="ask_for_name"),
    path("proofs/<uuid:proof_id>/name/", proofs.name, name="sampled_name"),
    path("people/share/", sharing.share, name="share_list"),
    path("exports/shared/", sharing.shared_lists, name="shared_lists"),
    path("exports/shared/<uuid:list_id>/", sharing.shared_list, name="shared_list"),
    path("exports/shared/<uuid:list_id>/end/", sharing.end_shared, name="end_shared_list"),
    path("exports/shared/<uuid:list_id>/take-over/", sharing.take_over, name="take_over_list"),
    path("exports/<uuid:export_id>/", export.export, name="export"),
    path("exports/<uuid:export_id>/progress/", export.progress, name="export_progress"),
    path("exports/<uuid:export_id>/confirm/", export.confirm, name="confirm_export"),
    path("exports/<uuid:export_id>/cancel/", export.cancel, name="cancel_export"),
    path("exports/<uuid:export_id>/release/", export.release, name="release_export"),
    path("exports/<uuid:export_id>/file/", export.fetch, name="fetch_export"),
]
