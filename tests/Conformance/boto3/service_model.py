"""Holds the answers of EC2, IAM and STS against botocore's own models of the services, element by element.

boto3 itself reads past what it doesn't know, and takes any text for an enum's value: it would not notice. So each body is looked at
before boto3 parses it."""
import re
import xml.etree.ElementTree as ElementTree

NAMESPACES = {
    "ec2": "{http://ec2.amazonaws.com/doc/2016-11-15/}",
    "iam": "{https://iam.amazonaws.com/doc/2010-05-08/}",
    "sts": "{https://sts.amazonaws.com/doc/2011-06-15/}",
}
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
# AWS writes another value than the model has (issue 82 of awsdocs/iam-user-guide).
WRITTEN_OTHERWISE = {"PermissionsBoundaryAttachmentType": ["Policy"]}


class ServiceModel:
    """Checks all that a client is answered, and knows which actions have been answered."""

    def __init__(self):
        self.answered = set()
        self.operations = set()

    def watch(self, client):
        self.operations.update(client.meta.service_model.operation_names)
        client.meta.events.register(f"before-parse.{client.meta.service_model.service_name}", self.check)
        return client

    def check(self, operation_model, response_dict, **_):
        name, service, shape = operation_model.name, operation_model.service_model.service_name, operation_model.output_shape
        root = ElementTree.fromstring(response_dict["body"])
        if response_dict["status_code"] < 400 or service != "ec2":
            strip(root, NAMESPACES[service])
        if response_dict["status_code"] >= 400:
            (check_ec2_refusal if service == "ec2" else check_refusal)(name, root)
            return
        assert root.tag == f"{name}Response", f"{name}: {root.tag}"
        result = self.ec2_result(root, shape, name) if service == "ec2" else self.result(root, shape, name)
        if shape is None:
            assert len(result) == 0, f"{name}: the model has nothing, not {[child.tag for child in result]}"
        else:
            check_element(result, shape, name)
        self.answered.add(name)

    @staticmethod
    def ec2_result(root, shape, name):
        assert root[0].tag == "requestId" and root[0].text, f"{name}: no request id"
        root.remove(root[0])
        if shape is None or "return" not in tags_of(shape):
            # The API Reference has "return" in more answers than the model does.
            for child in root.findall("return"):
                assert child.text == "true", f"{name}: {child.text} returned"
                root.remove(child)
        return root

    @staticmethod
    def result(root, shape, name):
        *results, metadata = root
        assert metadata.tag == "ResponseMetadata" and metadata[0].tag == "RequestId" and metadata[0].text, f"{name}: no request id"
        expected = [] if shape is None else [f"{name}Result"]
        assert [child.tag for child in results] == expected, f"{name}: {[child.tag for child in results]}"
        return results[0] if results else ElementTree.Element("Nothing")

    def all_answered(self, text, but_for=()):
        """Every action with this in its name, and none of those, has to have been answered, other than by a refusal."""
        missing = {name for name in self.operations - self.answered if text in name and not any(other in name for other in but_for)}
        assert not missing, f"never answered: {sorted(missing)}"


def strip(root, namespace):
    """Leaves the namespace off, which all elements are in."""
    for element in root.iter():
        assert element.tag.startswith(namespace), f"{element.tag} is not in {namespace}"
        element.tag = element.tag[len(namespace):]


def tags_of(shape):
    """The members of a structure by the elements that they are written as."""
    return {member.serialization.get("name", name): (name, member) for name, member in shape.members.items()}


def check_element(element, shape, path):
    if shape.type_name == "structure":
        check_structure(element, shape, path)
    elif shape.type_name == "list":
        item = shape.member.serialization.get("name", "member")
        for index, child in enumerate(element):
            assert child.tag == item, f"{path}: {child.tag} in a list"
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
    values = WRITTEN_OTHERWISE.get(shape.name, shape.metadata.get("enum"))
    if values is None:
        return
    if shape.name == WRITTEN_IN_ANOTHER_CASE:
        text, values = text.lower(), [value.lower() for value in values]
    assert text in values, f"{path}: {text!r} is none of {values}"


def check_refusal(name, root):
    assert [child.tag for child in root] == ["Error", "RequestId"], f"{name}: {ElementTree.tostring(root)}"
    assert [part.tag for part in root[0]] == ["Type", "Code", "Message"], f"{name}: {ElementTree.tostring(root)}"
    assert all(part.text for part in root[0]) and root[1].text, f"{name}: {ElementTree.tostring(root)}"


def check_ec2_refusal(name, root):
    """A refusal is in no namespace, and in no service's model."""
    assert root.tag == "Response" and [child.tag for child in root] == ["Errors", "RequestID"], f"{name}: {ElementTree.tostring(root)}"
    assert [[part.tag for part in error] for error in root[0]] == [["Code", "Message"]], f"{name}: {ElementTree.tostring(root)}"
    assert all(part.text for part in root[0][0]) and root[1].text, f"{name}: {ElementTree.tostring(root)}"
