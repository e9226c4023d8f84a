from django.urls import path

from tests.benchmarks.floor import views

urlpatterns = [
    path("list/", views.listing),
    path("form/", views.form),
    path("save/<int:pk>/", views.save),
]
