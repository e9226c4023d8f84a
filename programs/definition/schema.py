"""The JSON Schema of program files, for editors: made from the models, so that it knows every kind."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from programs.definition.document import ProgramFile
from programs.fields.base import kinds
from programs.stage_kinds.base import stage_kinds

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Otinim program file"
INCLUDE = {
    "type": "object",
    "description": "what another file holds; its path is relative to this one",
    "properties": {"include": {"type": "string"}},
    "required": ["include"],
    "additionalProperties": False,
}
SETTINGS_OF = "$comment"  # stands in for the settings of every kind, see `ByKind`

Schema = dict[str, Any]


def program_schema() -> Schema:
    by_kind: dict[str, dict[str, type[BaseModel]]] = {
        kinds.what: {name: kinds[name].settings for name in sorted(kinds)},
        stage_kinds.what: {name: stage_kinds[name] for name in sorted(stage_kinds)},
    }
    models: list[type[BaseModel]] = [ProgramFile, *(model for group in by_kind.values() for model in group.values())]
    references, whole = models_json_schema([(model, "validation") for model in models])
    definitions = {name: _refined(schema) for name, schema in whole["$defs"].items()}
    for what, group in by_kind.items():
        definitions[_name(what)] = _union(
            {name: references[model, "validation"]["$ref"] for name, model in group.items()}
        )
    root = definitions.pop(ProgramFile.__name__)
    definitions["Include"] = INCLUDE
    return {"$schema": DIALECT, "title": TITLE, **root, "$defs": dict(sorted(definitions.items()))}


def _name(what: str) -> str:
    return what.title().replace(" ", "")


def _union(references: dict[str, str]) -> Schema:
    discriminator = {"propertyName": "kind", "mapping": references}
    return {"oneOf": [{"$ref": reference} for reference in references.values()], "discriminator": discriminator}


def _refined(schema: Schema) -> Schema:
    """With the settings of kinds, with includes, and without what would only be in an author's way."""
    if SETTINGS_OF in schema:
        return {"$ref": f"#/$defs/{_name(schema[SETTINGS_OF])}"}
    made = {key: value for key, value in schema.items() if key != "title"}
    if made.get("default") in ("", None) or isinstance(made["default"], dict | list):
        made.pop("default", None)
    for name in ("properties", "patternProperties"):
        if name in made:
            made[name] = {key: _includable(_refined(inner)) for key, inner in made[name].items()}
    if "patternProperties" in made:
        made["additionalProperties"] = False
    for name in ("items", "additionalProperties"):
        if isinstance(made.get(name), dict):
            made[name] = _includable(_refined(made[name]))
    if "anyOf" in made:
        made["anyOf"] = [_refined(inner) for inner in made["anyOf"]]
    return made


def _includable(schema: Schema) -> Schema:
    """What isn't a single value may stand in another file."""
    choices = schema.get("anyOf", [schema])
    if not any("$ref" in one or "oneOf" in one or one.get("type") in {"array", "object"} for one in choices):
        return schema
    about: Schema = {key: schema[key] for key in ("description", "default") if key in schema}
    bare = [{key: value for key, value in one.items() if key not in about} for one in choices]
    return {"anyOf": [*bare, {"$ref": "#/$defs/Include"}], **about}
