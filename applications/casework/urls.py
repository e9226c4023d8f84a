from django.urls import path

from applications import converters  # noqa: F401 (registers `number`)
from applications.casework.views import deciding, dossier, listing, publishing, reviewing

urlpatterns = [
    path("", listing.cases, name="cases"),
    path("review/", reviewing.begin_all, name="begin_all"),
    path("publish/", publishing.publish, name="publish"),
    path("<number:number>/", dossier.case, name="case"),
    path("<number:number>/files/<int:pk>/", dossier.file, name="case_file"),
    path("<number:number>/files/<int:pk>/original/", dossier.original_file, name="case_file_original"),
    path("<number:number>/review/", reviewing.begin, name="begin"),
    path("<number:number>/decide/", deciding.decide, name="decide"),
]
