import EMDSL
import Testing

@testable import Compiler

/// The strict grammar of Extension Mobility addresses.
@Suite struct ServiceURLTests {
  private static let head = "http://em.example.com:8080/emapp/EMAppServlet"

  @Test(arguments: [
    ("\(head)?device=#DEVICENAME#", false, nil), ("\(head)?device=#DEVICENAME#&EMCC=#EMCC#", true, nil),
    ("\(head)?device=#DEVICENAME#&EMCC=#EMCC#&loginType=DN", true, LoginType.directoryNumber),
    ("\(head)?device=#DEVICENAME#&loginType=SP", false, .selfServiceID),
    ("https://em:8443/emapp/EMAppServlet?loginType=UID&EMCC=#EMCC#&device=#DEVICENAME#", true, .userID),
    ("http://[2001:db8::1]:8080/emapp/EMAppServlet?device=#DEVICENAME#", false, nil),
  ]) func `a right address is read`(text: String, asks: Bool, type: LoginType?) {
    let url = ServiceURL(text)
    #expect(url.fault == nil)
    #expect(url.loginTypeFault == nil)
    #expect(url.asksOtherClusters == asks)
    #expect(url.loginType == type)
  }

  @Test(arguments: [
    (
      "http://em.example.com:8080/emapp/emappservlet?device=#DEVICENAME#",
      "'/emapp/emappservlet' must be "
        + "'/emapp/EMAppServlet', with these capitals"
    ),
    ("http://em.example.com/emapp/EMAppServlet?device=#DEVICENAME#", "port 8080 is missing"),
    ("https://em.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#", "port 8080 must be 8443"),
    ("http://:8080/emapp/EMAppServlet?device=#DEVICENAME#", "the host is missing"),
    (head, "'device=#DEVICENAME#' is missing"), ("\(head)?EMCC=#EMCC#", "'device=#DEVICENAME#' is missing"),
    ("\(head)?device=DEVICENAME#", "'device=DEVICENAME#' must be 'device=#DEVICENAME#'"),
    ("\(head)?Device=#DEVICENAME#", "'Device' must be 'device', in small letters"),
    ("\(head)?device=#DEVICENAME#&EMCC=EMCC#", "'EMCC=EMCC#' must be 'EMCC=#EMCC#'"),
    ("\(head)?device=#DEVICENAME#&EMCC=#EMCC", "'EMCC=#EMCC' must be 'EMCC=#EMCC#'"),
    ("\(head)?device=#DEVICENAME#&EMCC=#EMCC#.", "'EMCC=#EMCC#.' must be 'EMCC=#EMCC#'"),
    ("\(head)?device=#DEVICENAME#&EMCC=＃EMCC＃", "'EMCC=＃EMCC＃' must be 'EMCC=#EMCC#'"),
    ("\(head)?device=#DEVICENAME#&emcc=#EMCC#", "'emcc' must be 'EMCC', in capitals"),
    ("\(head)?device=#DEVICENAME#&amp;EMCC=#EMCC#", "'&amp;' belongs in XML only, here it is '&'"),
    ("\(head)?device=#DEVICENAME#&EMCC=#EMCC#&EMCC=#EMCC#", "'EMCC' stands twice"),
    ("\(head)?device=#DEVICENAME#&", "an '&' has no parameter behind it"),
    ("\(head)?device=#DEVICENAME#&user=x", "'user' is no parameter of Extension Mobility"),
  ]) func `what is wrong is said`(text: String, fault: String) {
    let url = ServiceURL(text)
    #expect(url.fault == fault)
    #expect(url.loginTypeFault == nil)
  }

  @Test(arguments: [
    ("loginType=dn", "loginType 'dn' is none of UID, SP and DN"),
    (
      "loginType=",
      "loginType '' is none of UID, SP "
        + "and DN"
    ),
    ("loginType=DN.", "loginType 'DN.' is none of UID, SP and DN"),
    ("logintype=DN", "'logintype' must be 'loginType', with this capital"), ("登录类型=DN。", "'登录类型' must be 'loginType'"),
  ]) func `a wrong login type is told apart`(parameter: String, fault: String) {
    let url = ServiceURL("\(Self.head)?device=#DEVICENAME#&EMCC=#EMCC#&\(parameter)")
    #expect(url.loginTypeFault == fault)
    #expect(url.fault == nil)
    #expect(url.loginType == nil)
  }

  @Test(arguments: [
    "\(head)?device=#DEVICENAME#&EMCC=EMCC#&loginType=sp。": "\(head)?device=#DEVICENAME#&EMCC=#EMCC#&loginType=SP",
    "https://em/EMAppServlet?DEVICE=x&amp;emcc=1": "https://em:8443/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#",
    "http://[::1]:80/emapp/EMAppServlet": "http://[::1]:8080/emapp/EMAppServlet?device=#DEVICENAME#",
  ]) func `the corrected address is right`(text: String, corrected: String) {
    #expect(ServiceURL(text).corrected() == corrected)
    let again = ServiceURL(corrected)
    #expect(again.fault == nil && again.loginTypeFault == nil)
  }

  @Test(arguments: ["", "http://", "https://[", "http://[]", "http://a:b:c?&&==&#", "http://h:8080?=", "x"])
  func `nothing that is written ends the program`(text: String) {
    let url = ServiceURL(text)
    #expect(url.fault != nil)
    _ = url.corrected(withEMCC: true)
  }
}
