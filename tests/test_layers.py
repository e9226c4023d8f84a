"""String foreign keys escape an import linter, so the relations of all models are walked."""

from pathlib import Path

from django.apps import apps

from programs.stage_kinds.base import stage_kinds

LAYERS = ["lib", "outbox journal", "accounts", "programs", "applications", "notifications"]
HEIGHT = {label: height for height, labels in enumerate(LAYERS) for label in labels.split()}


def relations():
    for model in apps.get_models():
        if model._meta.app_label not in HEIGHT:
            continue
        for field in model._meta.get_fields(include_hidden=True):
            if field.is_relation and not field.auto_created and field.related_model:
                yield model, field.related_model


def test_relations_point_down_the_layers():
    upward = [
        f"{model._meta.label} → {target._meta.label}"
        for model, target in relations()
        if HEIGHT[model._meta.app_label] < HEIGHT.get(target._meta.app_label, -1)
    ]
    assert not upward


def test_every_app_of_ours_has_its_layer():
    ours = {
        model._meta.app_label for model in apps.get_models() if not model.__module__.startswith(("django", "allauth"))
    }
    assert ours <= set(HEIGHT)


def test_every_stage_kind_has_settings_below_and_behaviour_above():
    root = Path(__file__).parents[1]
    behaviour = {path.stem for path in (root / "applications" / "stages").glob("*.py")} - {"__init__"}
    assert behaviour == set(stage_kinds)
