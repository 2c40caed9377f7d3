internal import EMJSON

/// Settings of a cluster as a whole: all of them are written, so that a bundle does not depend on a reader's defaults.
extension EMServiceParameters {
  private static let keys: Set<String> = [
    "enforceIntraclusterMaximumLoginTime", "intraclusterMaximumLoginTime", "interclusterMaximumLoginTime",
    "maximumConcurrentRequests", "multipleLoginBehavior", "alphanumericUserId", "rememberLastUser", "clearCallLogs",
    "validateIpAddress", "trustedIps", "allowProxy", "emccAllowProxy", "cacheSize",
  ]

  /// Writes the members of the parameters' object; times are minutes.
  func write(to json: inout JSONWriter) {
    json.member("enforceIntraclusterMaximumLoginTime", enforcesMaximumLoginTime)
    json.member("intraclusterMaximumLoginTime", maximumLoginTime)
    json.member("interclusterMaximumLoginTime", interclusterMaximumLoginTime)
    json.member("maximumConcurrentRequests", maximumConcurrentRequests)
    json.member("multipleLoginBehavior", multipleLogin.rawValue)
    json.member("alphanumericUserId", allowsLettersInUserIDs)
    json.member("rememberLastUser", remembersLastUser)
    json.member("clearCallLogs", clearsCallLogs)
    json.member("validateIpAddress", validatesAddress)
    json.member("trustedIps", trustedAddresses)
    json.member("allowProxy", allowsProxy)
    json.member("emccAllowProxy", allowsProxyForEMCC)
    json.member("cacheSize", cacheSize)
  }

  /// Reads the parameters' object.
  init(from reader: inout RuntimeFileReader) throws(RuntimeFailure) {
    self.init()
    var missing = Self.keys
    try reader.beginObject()
    while let key = try reader.key(of: &missing) {
      switch key {
      case "enforceIntraclusterMaximumLoginTime": enforcesMaximumLoginTime = try reader.flag()
      case "intraclusterMaximumLoginTime": maximumLoginTime = try reader.number()
      case "interclusterMaximumLoginTime": interclusterMaximumLoginTime = try reader.number()
      case "maximumConcurrentRequests": maximumConcurrentRequests = try reader.number()
      case "multipleLoginBehavior": multipleLogin = try reader.word(MultipleLogin.self)
      case "alphanumericUserId": allowsLettersInUserIDs = try reader.flag()
      case "rememberLastUser": remembersLastUser = try reader.flag()
      case "clearCallLogs": clearsCallLogs = try reader.flag()
      case "validateIpAddress": validatesAddress = try reader.flag()
      case "trustedIps": trustedAddresses = try reader.sharedTexts()
      case "allowProxy": allowsProxy = try reader.flag()
      case "emccAllowProxy": allowsProxyForEMCC = try reader.flag()
      case "cacheSize": cacheSize = try reader.number()
      default: throw reader.unknown(key)
      }
    }
  }
}

extension EMCCFeatures {
  private static let keys: Set<String> = [
    "maxAudioBitRate", "maxVideoCallBitRate", "linkLossType", "expiredDeviceMaintenanceInterval",
    "remoteClusterUpdateInterval",
  ]

  /// Writes the members of the configuration's object; bit rates are kbps, intervals minutes.
  func write(to json: inout JSONWriter) {
    json.optional("defaultTftpServer", defaultTFTPServer)
    json.optional("backupTftpServer", backupTFTPServer)
    if let geolocationFilter {
      json.key("geolocationFilter")
      json.beginObject(inline: true)
      json.member("name", geolocationFilter.name)
      json.member("fields", geolocationFilter.fields.map(\.rawValue))
      json.endObject()
    }
    json.member("maxAudioBitRate", maxAudioBitRate)
    json.member("maxVideoCallBitRate", maxVideoCallBitRate)
    json.member("linkLossType", linkLossType.rawValue)
    json.member("expiredDeviceMaintenanceInterval", expiredDeviceMaintenanceInterval)
    json.member("remoteClusterUpdateInterval", remoteClusterUpdateInterval)
  }

  /// Reads the configuration's object; a TFTP server need not be a node of the cluster.
  init(from reader: inout RuntimeFileReader) throws(RuntimeFailure) {
    self.init()
    var missing = Self.keys
    try reader.beginObject()
    while let key = try reader.key(of: &missing) {
      switch key {
      case "defaultTftpServer": defaultTFTPServer = try reader.text()
      case "backupTftpServer": backupTFTPServer = try reader.text()
      case "geolocationFilter": geolocationFilter = try Filter(from: &reader)
      case "maxAudioBitRate": maxAudioBitRate = try reader.number()
      case "maxVideoCallBitRate": maxVideoCallBitRate = try reader.number()
      case "linkLossType": linkLossType = try reader.word(LinkLossType.self)
      case "expiredDeviceMaintenanceInterval": expiredDeviceMaintenanceInterval = try reader.number()
      case "remoteClusterUpdateInterval": remoteClusterUpdateInterval = try reader.number()
      default: throw reader.unknown(key)
      }
    }
  }
}

extension EMCCFeatures.Filter {
  /// Reads the filter's object.
  fileprivate init(from reader: inout RuntimeFileReader) throws(RuntimeFailure) {
    self.init(name: "", fields: [])
    var missing: Set = ["name", "fields"]
    try reader.beginObject()
    while let key = try reader.key(of: &missing) {
      switch key {
      case "name": name = try reader.text()
      case "fields":
        try reader.beginList()
        while try reader.element() { fields.append(try reader.word(CivicField.self)) }
      default: throw reader.unknown(key)
      }
    }
  }
}

extension InterclusterServices {
  /// Writes the members of the profile's object.
  func write(to json: inout JSONWriter) {
    json.member("emcc", isEMCCActive)
    json.member("pstnAccess", isPSTNAccessActive)
  }

  /// Reads the profile's object.
  init(from reader: inout RuntimeFileReader) throws(RuntimeFailure) {
    self.init()
    var missing: Set = ["emcc", "pstnAccess"]
    try reader.beginObject()
    while let key = try reader.key(of: &missing) {
      switch key {
      case "emcc": isEMCCActive = try reader.flag()
      case "pstnAccess": isPSTNAccessActive = try reader.flag()
      default: throw reader.unknown(key)
      }
    }
  }
}
