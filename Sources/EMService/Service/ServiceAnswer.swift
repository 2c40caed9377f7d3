/// What the service answers to a client.
package enum ServiceAnswer: Sendable, Equatable {
  /// The user is logged in.
  case loggedIn(PhoneAfterLogin)
  /// Nobody is logged in any more on these phones; device names of those that somebody was on, sorted.
  case loggedOut([String])
  /// The phone shows a list of device profiles, and asks again with one of them.
  case chooseProfile([String])
  /// The user must change the PIN first: error 41 inside, another page on the phone.
  case changePIN
  /// What became of a change of the PIN.
  case pinChange(PINChangeResult)
  /// Done, and nothing to say.
  case done
  /// The request fails; `detail` is for logs and the EM API, and holds no PIN.
  case failure(PhoneError, detail: String)
  /// Phones and who is on them, in the order of the question.
  case deviceUsers([DeviceUse])
  /// Users and their phones, in the order of the question.
  case userDevices([UserUse])
  /// Users and their device profiles, in the order of the question.
  case deviceProfiles([UserProfiles])
  /// Users and whether they are the cluster's, in the order of the question.
  case checkedUsers([UserCheck])
  /// What the phone's page shows.
  case phonePage(PhonePage)
  /// What another cluster gets.
  case peer(PeerAnswer)
}

/// Who is on a phone.
package struct DeviceUse: Sendable, Equatable {
  /// Device name as it was asked for.
  package var device: String
  /// False where the cluster has no such phone.
  package var exists = true
  /// User who is logged in.
  package var user: String?
  /// User who was logged in last, before the one who is now.
  package var lastUser: String?
  /// The phone belongs to another cluster and is on one of our base devices.
  package var isEMCC = false

  /// A phone with nobody on it.
  package init(device: String) { self.device = device }
}

/// Where a user is.
package struct UserUse: Sendable, Equatable {
  /// User as it was asked for.
  package var user: String
  /// False where the cluster has no such user.
  package var exists: Bool
  /// Device names, sorted.
  package var devices: [String]

  /// Makes an answer about a user.
  package init(user: String, exists: Bool, devices: [String]) {
    self.user = user
    self.exists = exists
    self.devices = devices
  }
}

/// A user's device profiles.
package struct UserProfiles: Sendable, Equatable {
  /// User as it was asked for.
  package var user: String
  /// False where the cluster has no such user.
  package var exists: Bool
  /// Names of the profiles in the order of the configuration.
  package var profiles: [String]
  /// The default one.
  package var defaultProfile: String?

  /// Makes an answer about a user.
  package init(user: String, exists: Bool, profiles: [String], defaultProfile: String?) {
    self.user = user
    self.exists = exists
    self.profiles = profiles
    self.defaultProfile = defaultProfile
  }
}

/// Whether a user is the cluster's.
package struct UserCheck: Sendable, Equatable {
  /// User as it was asked for.
  package var user: String
  /// The user ID as the cluster writes it; nil where there is no such user.
  package var id: String?

  /// Makes an answer about a user.
  package init(user: String, id: String?) {
    self.user = user
    self.id = id
  }
}

/// What a phone's page needs to know.
package struct PhonePage: Sendable, Equatable {
  /// Somebody is on the phone: the page asks whether to log out.
  package var isInUse: Bool
  /// User that the form is filled in with; nil for an empty field.
  package var rememberedUser: String?
  /// False where user IDs are digits only.
  package var allowsLetters: Bool
  /// Language of the phone, such as `German Germany`; nil for the system's.
  package var userLocale: String?

  /// Makes a page.
  package init(isInUse: Bool, rememberedUser: String?, allowsLetters: Bool, userLocale: String?) {
    self.isInUse = isInUse
    self.rememberedUser = rememberedUser
    self.allowsLetters = allowsLetters
    self.userLocale = userLocale
  }
}

/// What became of a change of a PIN.
package enum PINChangeResult: String, Sendable, CaseIterable {
  /// The PIN is the new one.
  case changed
  /// User or current PIN is wrong: not said which.
  case wrongCredentials
  /// A field is empty.
  case blank
  /// The two new ones differ.
  case confirmationDiffers
  /// Something else than digits.
  case notDigits
  /// Too short.
  case tooShort
  /// Too long.
  case tooLong
  /// Easily guessed: one digit, an ascending or descending row, the user's own extension, forwards or backwards.
  case trivial
  /// One of the last ones.
  case usedBefore
  /// Too many wrong ones: locked for a while.
  case locked
  /// The credentials cannot be read or written.
  case unavailable
}
