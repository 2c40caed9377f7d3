"""What a fake cluster keeps of requests: values of XML, and what they refer to."""
import uuid

from lxml import etree

from fake_tables import LISTS, LISTS_OF, REFERENCES
from schema import NIL


class Fault(Exception):
    """What AXL refuses, with its code where one is public."""

    def __init__(self, text, code=-1):
        super().__init__(text)
        self.code = code


def decode(element):
    """A text, None for a nil element, or a dict of the children; elements of lists are lists."""
    if element.get(NIL) in ("true", "1"):
        return None
    if not len(element):
        return element.text or ""
    decoded = {}
    for child in element:
        name, value = child.tag, decode(child)
        if name in LISTS or (element.tag, name) in LISTS_OF:
            decoded.setdefault(name, []).append(value)
        elif name in decoded:
            raise Fault(f"element {name} is there twice")
        else:
            decoded[name] = value
    return decoded


# What answers have and updates refuse.
_SHOWN_ONLY = {"line": "dialPlanWizardId", "service": "phoneServiceCategory", "emcc": "remoteIpAddress1"}


def encode(name, value, parent):
    """Appends elements that decode() reads as the value, with numbers of objects as a real answer has them."""
    for item in value if isinstance(value, list) else [value]:
        element = etree.SubElement(parent, name)
        if isinstance(item, dict):
            for inner, content in item.items():
                encode(inner, content, element)
            if name in _SHOWN_ONLY:
                etree.SubElement(element, _SHOWN_ONLY[name]).text = "1"
        elif item is None:
            element.set(NIL, "true")
        else:
            element.text = item
        if name in REFERENCES or name in ("dirn", "line"):
            element.set("uuid", identity())


def references(kind, fields, within=None):
    """What a type's fields refer to: types of which one must have it, and its key."""
    for name, value in fields.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                if name in ("dirn", "primaryExtension"):
                    yield ("line",), (item["pattern"], item.get("routePartitionName") or "")
                else:
                    yield from references(kind, item, name)
            elif item:
                known = targets(kind, within, name)
                if known:
                    yield known, (item,)


def targets(kind, within, name):
    """Types of which one must have an object of the name that an element holds; None where it holds no reference."""
    place = f"{kind}/{within}" if within == "localRouteGroup" else kind
    return REFERENCES.get((place, name)) or REFERENCES.get(name)


def normal(value):
    """Without what says nothing: nil, empty texts, empty lists."""
    if isinstance(value, dict):
        inner = {key: normal(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, "", {}, [], set())}
    if isinstance(value, list):
        return [normal(item) for item in value]
    return value


def identity():
    """A new number of an object."""
    return "{" + str(uuid.uuid4()).upper() + "}"
