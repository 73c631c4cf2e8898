"""The steps of signing in, under the installation's address and under each association's."""

from django.urls import URLPattern, path

from matrikel.front.sign_in import eid, mine, second, views

STEPS: list[URLPattern] = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/code/", views.code, name="code"),
    path("sign-in/password/", views.password, name="password"),
    path("sign-in/passkey/", views.passkey, name="passkey"),
    path("sign-in/second-step/", views.factor, name="factor"),
    path("sign-in/again/", views.again, name="again"),
    path("sign-in/eid/", eid.start, name="eid"),
]
OWN: list[URLPattern] = [
    path("sign-in/mine/", mine.mine, name="mine"),
    path("sign-in/mine/second-step/", second.set_up, name="set_up"),
    path("sign-in/mine/passkeys/", mine.passkeys, name="passkeys"),
    path("sign-in/mine/app/", mine.app, name="app"),
    path("sign-in/mine/code-sheet/", second.sheet, name="sheet"),
    path("sign-in/mine/recovery-codes/", second.recovery_codes, name="recovery_codes"),
    path("sign-in/mine/second-step/<int:factor_id>/remove/", mine.remove_factor, name="remove_factor"),
    path("sign-in/mine/eid/", eid.link, name="link_eid"),
    path("sign-in/mine/eid/<uuid:link_id>/remove/", eid.remove, name="remove_eid"),
    path("sign-in/mine/password/", mine.password, name="own_password"),
    path("sign-in/mine/address/", mine.address, name="address"),
    path("sign-in/mine/address/confirm/", mine.confirm_address, name="confirm_address"),
    path("sign-in/mine/sessions/end/", mine.end_other_sessions, name="end_other_sessions"),
    path("sign-in/mine/sessions/<uuid:session_id>/end/", mine.end_session, name="end_session"),
    path("sign-in/mine/browsers/<uuid:browser_id>/forget/", mine.forget_browser, name="forget_browser"),
    path("sign-in/mine/go-on/", mine.go_on, name="go_on"),
]
# A broker knows one address to come back to, which belongs to no association.
EID: list[URLPattern] = [
    path("sign-in/eid/<slug:broker>/", eid.back, name="eid_back"),
    path("sign-in/eid/<slug:broker>/keys/", eid.keys, name="eid_keys"),
]
