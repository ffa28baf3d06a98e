"""Addresses of the second step. The pages are django-allauth's, which knows them by these names; the words are ours.

Only what is used has an address: no sign-up, no mail, no trusted browsers.
"""

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from forebygg.people import views
from forebygg.people.middleware import own_account

urlpatterns = [
    path("andra-steget/", own_account(base.index), name="mfa_index"),
    path("andra-steget/", own_account(base.index), name="mfa_list_webauthn"),
    path("andra-steget/kod", base.authenticate, name="mfa_authenticate"),
    path("andra-steget/bekrafta", own_account(base.reauthenticate), name="mfa_reauthenticate"),
    path("andra-steget/bekrafta/losenord", own_account(reauthenticate), name="account_reauthenticate"),
    path("andra-steget/app", own_account(app.activate_totp), name="mfa_activate_totp"),
    path("andra-steget/app/bort", own_account(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("andra-steget/reservkoder", own_account(spare.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "andra-steget/reservkoder/nya", own_account(spare.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path("andra-steget/nyckel", own_account(keys.add_webauthn), name="mfa_add_webauthn"),
    path("andra-steget/nyckel/bekrafta", own_account(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("andra-steget/nyckel/<int:pk>/bort", own_account(views.remove_key), name="mfa_remove_webauthn"),
    path("logga-in/nyckel", login_not_required(keys.login_webauthn), name="mfa_login_webauthn"),
    path("logga-in", views.sign_in, name="account_login"),
]
