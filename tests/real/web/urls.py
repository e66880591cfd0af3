"""The helpdesk is the whole site."""

from django.contrib import admin
from django.urls import include, path

from helpdesk.views.auth import login

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/login/", login, name="login"),
    path("", include("helpdesk.urls")),
]
