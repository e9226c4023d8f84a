from django.urls import path

from applications.configuring import views

urlpatterns = [
    path("<slug:slug>/", views.publication, name="publication"),
    path("<slug:slug>/definition/", views.working_copy, name="working_copy"),
    path("<slug:slug>/preview/<slug:form>/<slug:section>/", views.preview, name="preview"),
]
