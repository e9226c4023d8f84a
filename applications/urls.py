from django.urls import path

from applications import converters  # noqa: F401 (registers `number` and `row`)
from applications.views import checking, documents, files, filling, own, rows, starting

urlpatterns = [
    path("", own.applications, name="applications"),
    path("<number:number>/", own.application, name="application"),
    path("<number:number>/copy/", starting.copy, name="copy"),
    path("<number:number>/withdraw/", own.withdrawal, name="withdraw"),
    path("<number:number>/pdf/", documents.ask, name="ask_pdf"),
    path("<number:number>/documents/<int:pk>/", documents.document, name="document"),
    path("<number:number>/files/<int:pk>/", files.upload, name="upload"),
    path("<number:number>/<slug:filing>/", filling.filing, name="filing"),
    path("<number:number>/<slug:filing>/check/", checking.check, name="check"),
    path("<number:number>/<slug:filing>/<slug:section>/", filling.section, name="section"),
    path("<number:number>/<slug:filing>/<slug:section>/<row:row>/", rows.row, name="row"),
]
