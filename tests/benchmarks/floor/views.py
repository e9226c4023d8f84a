from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from tests.benchmarks.floor.models import Thing

FIELDS = [f"field{number}" for number in range(10)]
TenFields = type("TenFields", (forms.Form,), {name: forms.CharField(max_length=200) for name in FIELDS})


def listing(request) -> HttpResponse:
    """One query."""
    return render(request, "list.html", {"things": list(Thing.objects.order_by("id")[:20])})


@login_required
def form(request) -> HttpResponse:
    """Session, user, a form of ten fields."""
    return render(request, "form.html", {"form": TenFields(initial=dict.fromkeys(FIELDS, "Көшпелі шеберхана"))})


@login_required
@require_POST
def save(request, pk: int) -> HttpResponse:
    """Session, user, CSRF, one row updated."""
    Thing.objects.filter(pk=pk).update(answers={name: request.POST[name] for name in FIELDS})
    return HttpResponseRedirect("/form/")
