/// The phone in the terminal, which two programs declare: `emcc-lint phone` starts `emcc-phone`.
extension CommandDeclaration {
  /// The phone's command line; `name` is `phone` as a command, `emcc-phone` as a program.
  package static func phone(name: String) -> CommandDeclaration {
    CommandDeclaration(
      name, summary: "press the buttons of a phone that shows the pages of a service",
      arguments: Arguments(
        "", count: 0...0,
        explanation: """
          Keys: digits and letters go into fields, Tab and the arrows move, Backspace erases, Enter submits or selects; \
          F1 to F4 are the soft keys, as are 1 to 4 where there is no field; Esc (or q where there is no field) exits. \
          Without a terminal the first page is printed, or what a script shows.
          """),
      options: [.phoneURL, .phoneDevice, .phoneLanguage, .phoneAuthorities, .phoneScript])
  }
}

extension CommandOption {
  /// Where the phone's Services button leads.
  package static let phoneURL = CommandOption(
    "url", "URL", .text,
    summary: "address of the service, as Unified CM has it: #DEVICENAME# and #EMCC# are replaced as a phone does")
  /// The phone's device name.
  package static let phoneDevice = CommandOption(
    "device", "NAME", .text, summary: "device name of the phone, such as SEP0A2101000001")
  /// What the phone asks for in `Accept-Language`.
  package static let phoneLanguage = CommandOption(
    "language", "LOCALE", .text, summary: "language that the phone asks for, such as ja_JP; en_US by default")
  /// Certificates for HTTPS.
  package static let phoneAuthorities = CommandOption(
    "ca-file", "FILE", .text, summary: "certificates (PEM) that an HTTPS server may have, instead of the system's")
  /// What is pressed without a terminal.
  package static let phoneScript = CommandOption(
    "script", "FILE", .text,
    summary: """
      do what the file (- for standard input) says, an action a line: show, type FIELD TEXT, press KEY, choose ITEM, \
      wait (for the next page), open [URL], expect TEXT; exit code 1 when the screen is not as expected
      """)
}
