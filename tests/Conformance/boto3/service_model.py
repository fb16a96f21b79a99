"""Holds EC2's answers against botocore's own model of the service, element by element.

boto3 itself reads past what it doesn't know, and takes any text for an enum's value: it would not notice. So each body is looked at
before boto3 parses it."""
import re
import xml.etree.ElementTree as ElementTree

NAMESPACE = "{http://ec2.amazonaws.com/doc/2016-11-15/}"
FORMS = {
    "boolean": "true|false",
    "integer": r"-?\d+",
    "long": r"-?\d+",
    "float": r"-?\d+(\.\d+)?",
    "double": r"-?\d+(\.\d+)?",
    "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z",
    "string": "(?s:.*)",
}
# AWS writes the endpoints' states in camelCase (its recorded answers have "available"), where the model has "Available".
WRITTEN_IN_ANOTHER_CASE = "State"


class ServiceModel:
    """Checks all that a client is answered, and knows which actions have been answered."""

    def __init__(self):
        self.answered = set()
        self.operations = set()

    def watch(self, client):
        self.operations.update(client.meta.service_model.operation_names)
        client.meta.events.register("before-parse.ec2", self.check)
        return client

    def check(self, operation_model, response_dict, **_):
        name, root = operation_model.name, ElementTree.fromstring(response_dict["body"])
        if response_dict["status_code"] >= 400:
            check_refusal(name, root)
            return
        assert root.tag == f"{NAMESPACE}{name}Response", f"{name}: {root.tag}"
        assert root[0].tag == f"{NAMESPACE}requestId" and root[0].text, f"{name}: no request id"
        root.remove(root[0])
        shape = operation_model.output_shape
        if shape is None or f"{NAMESPACE}return" not in tags_of(shape):
            # The API Reference has "return" in more answers than the model does.
            for child in root.findall(f"{NAMESPACE}return"):
                assert child.text == "true", f"{name}: {child.text} returned"
                root.remove(child)
        if shape is None:
            assert len(root) == 0, f"{name}: the model has nothing, not {[child.tag for child in root]}"
        else:
            check_element(root, shape, name)
        self.answered.add(name)

    def all_answered(self, text, but_for=()):
        """Every action with this in its name, and none of those, has to have been answered, other than by a refusal."""
        missing = {name for name in self.operations - self.answered if text in name and not any(other in name for other in but_for)}
        assert not missing, f"never answered: {sorted(missing)}"


def tags_of(shape):
    """The members of a structure by the elements that they are written as."""
    return {NAMESPACE + member.serialization.get("name", name): (name, member) for name, member in shape.members.items()}


def check_element(element, shape, path):
    if shape.type_name == "structure":
        check_structure(element, shape, path)
    elif shape.type_name == "list":
        item = shape.member.serialization.get("name", "member")
        for index, child in enumerate(element):
            assert child.tag == NAMESPACE + item, f"{path}: {child.tag} in a list"
            check_element(child, shape.member, f"{path}[{index}]")
    else:
        check_text(element, shape, path)


def check_structure(element, shape, path):
    members = tags_of(shape)
    found = [child.tag for child in element]
    assert len(found) == len(set(found)), f"{path}: an element twice in {found}"
    assert not (element.text or "").strip(), f"{path}: text in a structure"
    for child in element:
        assert child.tag in members, f"{path}: the model has no {child.tag}"
        name, member = members[child.tag]
        check_element(child, member, f"{path}.{name}")
    missing = set(shape.required_members) - {members[tag][0] for tag in found}
    assert not missing, f"{path}: {missing} missing"


def check_text(element, shape, path):
    text = element.text or ""
    assert len(element) == 0, f"{path}: elements where the model has a {shape.type_name}"
    assert re.fullmatch(FORMS[shape.type_name], text), f"{path}: {text!r} is no {shape.type_name}"
    values = shape.metadata.get("enum")
    if values is None:
        return
    if shape.name == WRITTEN_IN_ANOTHER_CASE:
        text, values = text.lower(), [value.lower() for value in values]
    assert text in values, f"{path}: {text!r} is none of {values}"


def check_refusal(name, root):
    """A refusal is in no namespace, and in no service's model."""
    assert root.tag == "Response" and [child.tag for child in root] == ["Errors", "RequestID"], f"{name}: {ElementTree.tostring(root)}"
    assert [[part.tag for part in error] for error in root[0]] == [["Code", "Message"]], f"{name}: {ElementTree.tostring(root)}"
    assert all(part.text for part in root[0][0]) and root[1].text, f"{name}: {ElementTree.tostring(root)}"
