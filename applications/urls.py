from django.urls import path

from applications.views import checking, documents, files, filling, own

urlpatterns = [
    path("", own.applications, name="applications"),
    path("<str:number>/", own.application, name="application"),
    path("<str:number>/withdraw/", own.withdrawal, name="withdraw"),
    path("<str:number>/pdf/", documents.ask, name="ask_pdf"),
    path("<str:number>/documents/<int:pk>/", documents.document, name="document"),
    path("<str:number>/files/<int:pk>/", files.upload, name="upload"),
    path("<str:number>/<slug:filing>/", filling.filing, name="filing"),
    path("<str:number>/<slug:filing>/check/", checking.check, name="check"),
    path("<str:number>/<slug:filing>/<slug:section>/", filling.section, name="section"),
]
