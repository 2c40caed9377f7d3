"""What an element says, whatever else the cluster says about it."""
import html
import xml.etree.ElementTree as ElementTree
from typing import List

from axl_messages import clean

Element = ElementTree.Element
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NIL = f"{{{XSI}}}nil"
ElementTree.register_namespace("xsi", XSI)
# What an answer has and no update takes, by the element around it.
READ_ONLY = {
    "member": ("dialPlanWizardGenId",), "line": ("dialPlanWizardId",),
    "service": ("phoneService", "phoneServiceCategory", "vendor", "version", "priority"),
    **{name: ("remoteIpAddress1", "remoteIpAddress2", "remoteIpAddress3")
       for name in ("emcc", "pstnAccess", "rsvpAgent", "tftp", "lbm", "uds")},
}
# Of these the empty text is no value; of all others it is, while some may not be nil.
NIL_ONLY = {"networkLocale", "userLocale", "userlocale", "dndRingSetting", "userHoldMohAudioSourceId",
            "networkHoldMohAudioSourceId", "sigDigits"}


def is_empty(element: Element) -> bool:
    """True for a nil element and for one without content."""
    return element.get(NIL) in ("true", "1") or not len(element) and not (element.text or "").strip()


def says(there: Element, ours: Element) -> bool:
    """True where the cluster's element has all that ours has; lists must have as many members."""
    if is_empty(ours) or not len(ours):
        one, other = (ours.text or "").strip(), (there.text or "").strip()
        if one in ("true", "false"):
            other = {"t": "true", "f": "false", "1": "true", "0": "false"}.get(other, other)
        return is_empty(ours) and is_empty(there) or not len(there) and one == other
    return all(alike(there.findall(name), ours.findall(name)) for name in {child.tag for child in ours})


def alike(there: List[Element], ours: List[Element]) -> bool:
    """True where each of ours has one of the cluster's, and none is left over; numbers in them tell the order."""
    # A name without a value, such as that of a local route group, is listed by the cluster for all that have none.
    rest = [element for element in there if element.find("value") is None or element.findtext("value")]
    if all(is_empty(element) for element in ours):
        return all(is_empty(element) for element in rest)
    for element in ours:
        found = next((other for other in rest if says(other, element)), None)
        if found is None:
            return False
        rest.remove(found)
    return not rest


def brief(elements: List[Element]) -> str:
    """What elements say, for people."""
    words = [clean(text) for element in elements for text in element.itertext() if clean(text)]
    text = " ".join(words)
    return f"'{text}'" if 0 < len(text) < 60 else f"'{text[:56]} …'" if text else "nothing"


def emptied(ours: Element) -> str:
    """The element that takes back what ours sets; no text where nothing does: a truth value is never empty."""
    if ours.text in ("true", "false"):
        return ""
    if ours.find("name") is not None and ours.find("value") is not None:
        return f"<{ours.tag}><name>{html.escape(ours.findtext('name') or '', quote=False)}</name><value/></{ours.tag}>"
    nil = f' xmlns:xsi="{XSI}" xsi:nil="true"' if ours.tag in NIL_ONLY else ""
    return f"<{ours.tag}{nil}/>"


def written(there: Element) -> str:
    """An element of an answer as an update takes it."""
    copy = ElementTree.fromstring(ElementTree.tostring(there))
    copy.tail = None
    for part in copy.iter():
        for name in ("uuid", "ctiid"):
            part.attrib.pop(name, None)
        for child in list(part):
            # Of a destination there is one.
            if child.tag in READ_ONLY.get(part.tag, ()) or part.tag == "destination" and is_empty(child):
                part.remove(child)
    return ElementTree.tostring(copy, encoding="unicode")
