import EMBundle
import EMDSL

extension BulkFiles {
  /// Users that LDAP does not own; nil without any.
  var userFile: BulkFile? {
    let users = localUsers
    guard !users.isEmpty else { return nil }
    let isNew = hasLoginTime
    let devices = users.map { $0.associatedDevices.count }.max() ?? 0
    let header = isNew ? BulkFiles.userColumns : BulkFiles.userColumns.dropLast()
    let controlled = (0..<devices).map { "CONTROLLED DEVICE \($0 + 1)" }
    return BulkFile(
      path: userPath, menu: "Bulk Administration > Users > Insert Users",
      template: "user template with nothing but defaults; controlled profiles and groups come by the requests",
      header: header + controlled, rowCount: users.count
    ) { add in
      for user in users {
        let values = BulkFiles.values(of: user)
        let names = user.associatedDevices.map { member -> String in
          let phone: Entity<PhoneRow> = member.target()
          return phone.isPoison ? "" : phone.name.string
        }
        let fields = header.map { values[$0] ?? "" } + names
        try add(fields + Array(repeating: "", count: devices - names.count))
      }
    }
  }

  /// The columns of an insert of users from 12.5 on; before, the last one is not there (inferred).
  private static let userColumns =
    ("FIRST NAME,MIDDLE NAME,LAST NAME,USER ID,PASSWORD,DISPLAY NAME,MANAGER USER ID,DEPARTMENT,PIN,DEFAULT PROFILE,"
    + "USER LOCALE,TELEPHONE NUMBER,MOBILE NUMBER,HOME NUMBER,PAGER NUMBER,TITLE,PRIMARY EXTENSION,ASSOCIATED PC,"
    + "IPCC EXTENSION,MAIL ID,PRESENCE GROUP,SUBSCRIBE CALLING SEARCH SPACE,DIGEST CREDENTIALS,"
    + "REMOTE DESTINATION LIMIT,MAXIMUM WAIT TIME FOR DESK PICKUP,ENABLE EMCC,DIRECTORY URI,ENABLE MOBILITY,"
    + "ENABLE MOBILE VOICE ACCESS,ALLOW CONTROL OF DEVICE FROM CTI,NAME DIALING,MLPP USER IDENTIFICATION NUMBER,"
    + "MLPP PASSWORD,MLPP PRECEDENCE AUTHORIZATION LEVEL,HOME CLUSTER,ENABLE USER FOR UNIFIED CM IM AND PRESENCE,"
    + "UC SERVICE PROFILE,INCLUDE MEETING INFORMATION IN PRESENCE,SELF-SERVICE USER ID,USER PROFILE,"
    + "ASSIGNED PRESENCE SERVER,ENABLE END USER TO HOST CONFERENCE NOW,MEETING NUMBER,ATTENDEES ACCESS CODE,"
    + "EM MAX LOGIN TIME").split(separator: ",").map(String.init)

  /// The columns that the deployment knows; `PIN` holds a placeholder, never a PIN.
  private static func values(of user: Entity<UserRow>) -> [String: String] {
    let name = user.name.string
    return [
      "FIRST NAME": user.firstName ?? "", "LAST NAME": user.lastName ?? "", "USER ID": name,
      "DEPARTMENT": user.department ?? "", "PIN": user.pinFrom.isEmpty ? "" : "{{pin:\(name)}}",
      "DEFAULT PROFILE": user.defaultProfile?.name.string ?? "", "USER LOCALE": user.userLocale?.string ?? "",
      "TELEPHONE NUMBER": user.telephoneNumber?.string ?? "",
      "PRIMARY EXTENSION": user.primaryExtension?.string ?? "", "MAIL ID": user.mail?.string ?? "",
      "ENABLE EMCC": user.emcc == true ? "t" : "f", "DIRECTORY URI": user.directoryUri?.string ?? "",
      "HOME CLUSTER": user.homeCluster == false ? "f" : "t",
      "SELF-SERVICE USER ID": user.selfServiceId?.string ?? "",
      "EM MAX LOGIN TIME": user.maximumLoginTime.map { "\($0)" } ?? "",
    ]
  }
}
