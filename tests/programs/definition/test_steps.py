from programs.definition.document import Definition
from programs.definition.faults import faults
from tests.programs.making import definition, settings


def test_steps_open_one_after_the_other_without_a_gate():
    plain = definition(settings("text", "q")).dump()
    form = plain["forms"]["application"]
    form["navigation"] = "sequential"
    assert faults(Definition.model_validate(plain)) == []
    form["sections"][0]["gate"] = True
    (fault,) = faults(Definition.model_validate(plain))
    assert "leave out gate" in fault.message
