"""Clients on Python's requests: a bulk login, the same over TLS, a bot with xmltodict, a script that cuts bytes, and a
portal that asks by GET and reads by position."""

import xml.etree.ElementTree as ElementTree

import requests
import xmltodict

import em
from em import expect, same


def post(client, document, base=em.HTTP):
    """Posts a document in a form."""
    em.count(client)
    answer = requests.post(base + em.SERVLET, data={"xml": document}, verify=em.AUTHORITY, timeout=30)
    expect(answer.status_code == 200 and "Content-Encoding" not in answer.headers, answer.headers)
    return answer.text


def bulk_login(client, base, device, user):
    """Logs in with a profile for an indefinite time, and prints the text."""
    more = (f"<deviceProfile>UDP-{user}</deviceProfile>"
            "<exclusiveDuration><indefinite></indefinite></exclusiveDuration>")
    same(post(client, em.login(device, user, more), base), em.SUCCESS)
    same(post(client, em.logout(device), base), em.SUCCESS)


def bot():
    """Logs in without profile and duration; reads dictionaries."""
    device, user = "SEP0A2101000002", "brhodes"

    def ask(document):
        return xmltodict.parse(post("bot", document))["response"]

    def place(name):
        answer = ask(em.query(f"<userDevicesQuery><userID>{name}</userID></userDevicesQuery>"))
        return answer["userDevicesResults"]["user"]

    same(place(user), {"@id": user, "none": None})
    same(place("nobody"), {"@id": "nobody", "doesNotExist": None})
    same(ask(em.login(device, user)), {"success": None})
    same(place(user), {"@id": user, "deviceName": device})
    same(ask(em.login(device, "awebster"))["failure"]["error"]["@code"], "18")
    same(ask(em.logout(device)), {"success": None})
    denied = ask(em.logout(device).replace("emproxy", "stranger"))
    same(denied["failure"]["error"], {"@code": "3", "#text": "Could not authenticate 'stranger'"})


def slice_script():
    """Cuts the device name out of the element by counting bytes."""
    device, user = "SEP0A2101000001", "awebster"
    post("slice-script", em.login(device, user))
    document = em.query(f"<userDevicesQuery><userID>{user}</userID></userDevicesQuery>")
    tree = ElementTree.fromstring(post("slice-script", document))
    same(ElementTree.tostring(tree[0][0][0])[12:-14], device.encode())
    post("slice-script", em.logout(device))


class Portal:
    """Asks by GET and reads by position; logs out as a phone does, over TLS."""

    device, user = "SEP0A2101000003", "csingh"

    def get(self, document):
        """A document in the address."""
        em.count("portal")
        answer = requests.get(em.HTTP + em.SERVLET, params={"xml": document}, timeout=30)
        same(answer.status_code, 200)
        return answer.text

    def devices(self):
        """The children of three phones: this one, one that nobody was on, and one that there is not."""
        names = [self.device, "SEP0A2101000008", "SEPNONE"]
        body = "".join(f"<deviceName>{name}</deviceName>" for name in names)
        text = self.get(em.query(f"<deviceUserQuery>{body}</deviceUserQuery>"))
        expect(text.startswith("<response>\n"), text)
        devices = ElementTree.fromstring(text)[0]
        same([device.get("name") for device in devices], names)
        return [[(child.tag, child.text) for child in device] for device in devices]

    def run(self):
        """What a user of the portal does."""
        none, no = ("none", None), ("emccDevice", "no")
        others = [[none, none, no], [("doesNotExist", None)]]
        same(self.devices(), [[none, none, no]] + others)
        same(self.get(em.login(self.device, self.user)), em.SUCCESS)
        same(self.devices(), [[("userID", self.user), none, no]] + others)
        again = ElementTree.fromstring(self.get(em.login(self.device, "awebster")))[0][0].text
        expect(again.find("Phone currently has user logged in") > 0, again)
        personal = ElementTree.fromstring(self.get(em.login("SEP0A2101010001", "awebster")))[0][0].text
        expect(personal.find("Device does not allow hoteling") > 0, personal)
        self.users()
        self.logout()
        same(self.devices(), [[none, ("lastlogin", self.user), no]] + others)

    def users(self):
        """Queries about users."""
        body = f"<userID>{self.user}</userID><userID>em@example.com</userID>"
        profiles = ElementTree.fromstring(self.get(em.query(f"<deviceProfileQuery>{body}</deviceProfileQuery>")))[0]
        same([child.text for child in profiles[0][0]], [f"UDP-{self.user}", "t"])
        same(profiles[1].get("id"), "em%40example.com")
        same(profiles[1].find("failure/error").text, "User not found")
        checked = ElementTree.fromstring(self.get(em.query(f"<checkUser>{body}</checkUser>")))[0]
        same([user[0].tag for user in checked], ["exists", "doesNotExist"])
        places = ElementTree.fromstring(self.get(em.query(f"<userDevicesQuery>{body}</userDevicesQuery>")))[0]
        same([(user[0].tag, user[0].text) for user in places], [("deviceName", self.device), ("doesNotExist", None)])

    def logout(self):
        """Cuts the phone's text page at the places where words begin."""
        for wanted in ["Logout is successful", "Logout is unavailable(19)"]:
            em.count("portal")
            text = requests.get(f"{em.HTTPS}{em.PHONES}?device={self.device}&doLogout=true", verify=em.AUTHORITY,
                                timeout=30).content.decode()
            said = text[text.find("<Text>") + 6:text.find("Prompt") - 10]
            prompt = text[text.find("Prompt") + 7:text.find("SoftKeyItem") - 12]
            same((said, prompt), (wanted, ""))


bulk_login("bulk-login", em.HTTP, "SEP0A2101000001", "awebster")
bulk_login("csv-script", em.HTTPS, "SEP0A2101000001", "awebster")
bot()
slice_script()
Portal().run()
em.report()
