from django.urls import path

from applications.casework.views import editions

urlpatterns = [
    path("<slug:slug>/", editions.publication, name="publication"),
    path("<slug:slug>/definition/", editions.working_copy, name="working_copy"),
    path("<slug:slug>/preview/<slug:form>/<slug:section>/", editions.preview, name="preview"),
]
