"""The AXL schemas: which stands for a version, closed enumerations, and the type of every element."""
import pathlib

from lxml import etree

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NIL = f"{{{XSI}}}nil"
_XSD = "{http://www.w3.org/2001/XMLSchema}"
_LATEST_PUBLIC = "12.5"
# What installed locales and device packs add to.
_OPEN = {"XUserLocale", "XCountry", "XProduct", "XModel"}
# Has a default that is none of its words.
_OPEN_IN = {"8.5": {"XTimeZone"}}


def namespace(version):
    """The namespace of a version's operations."""
    return f"http://www.cisco.com/AXL/API/{version}"


class Schema:
    """The schema of one AXL version, or that of the nearest public one with the namespace changed."""

    def __init__(self, folder, version, work):
        folder = pathlib.Path(folder)
        self.version = version
        self.public = version if (folder / version).is_dir() else _LATEST_PUBLIC
        self.folder = pathlib.Path(work) / f"axl-{version}"
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in ("AXLAPI.wsdl", "AXLSoap.xsd", "AXLEnums.xsd"):
            text = (folder / self.public / name).read_bytes()
            text = text.replace(f"/AXL/API/{self.public}".encode(), f"/AXL/API/{version}".encode())
            text = text.replace(f"ver={self.public} ".encode(), f"ver={version} ".encode())
            (self.folder / name).write_bytes(text)
        self.wsdl = str(self.folder / "AXLAPI.wsdl")
        tree = etree.parse(str(self.folder / "AXLSoap.xsd"))
        self._close(tree, _OPEN | _OPEN_IN.get(self.public, set()))
        self._validator = etree.XMLSchema(tree)
        root = tree.getroot()
        self._types = {e.get("name"): e for e in root if e.tag != _XSD + "element" and e.get("name")}
        self._elements = {e.get("name"): e for e in root.findall(_XSD + "element")}

    @staticmethod
    def _close(tree, left_open):
        """Drops the free string beside each enumeration, which lets every misspelt word pass."""
        for union in tree.iter(_XSD + "union"):
            if union.getparent().get("name") in left_open:
                continue
            members = union.findall(_XSD + "simpleType")
            free = [m for m in members if m.find(f"{_XSD}restriction[@base='xsd:string']") is not None
                    and not len(m.find(_XSD + "restriction"))]
            if len(free) < len(members):
                for member in free:
                    union.remove(member)

    def fault(self, body):
        """Why the schema refuses a body; None when it is valid."""
        if self._validator.validate(body):
            return None
        error = self._validator.error_log[0]
        return f"line {error.line}: {error.message}"

    def has(self, operation):
        """True where the version has an operation."""
        return operation in self._elements

    def type_of(self, operation, path):
        """The name of the type of an element below an operation; None for one without a named type."""
        element = self._elements[operation]
        for name in path:
            element = self._child(element, name)
            if element is None:
                return None
        return (element.get("type") or "").split(":")[-1] or None

    def _child(self, element, name):
        nodes = [element]
        if element.get("type"):
            nodes = [self._types.get(element.get("type").split(":")[-1])]
        while nodes:
            node = nodes.pop()
            if node is None:
                continue
            for child in node.iter(_XSD + "element", _XSD + "extension"):
                if child.tag == _XSD + "extension":
                    nodes.append(self._types.get(child.get("base").split(":")[-1]))
                elif child is not element and child.get("name") == name and self._near(child, node):
                    return child
        return None

    @staticmethod
    def _near(child, node):
        """True where no other element stands between."""
        parent = child.getparent()
        while parent is not node and parent is not None:
            if parent.tag == _XSD + "element":
                return False
            parent = parent.getparent()
        return parent is node
