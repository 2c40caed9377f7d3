package import EMDSL
package import EMDiagnostics
package import EMSimulation

/// A call that is ready to be dialled, and what led to its set-up.
package struct PreparedCall: Sendable {
  /// Who calls, from where.
  package var setup: CallSetup
  /// How the phone came to have this line and these calling search spaces, in order.
  package var steps: [CallStep] = []
  /// What is right but worth knowing, or would stop the login itself.
  package var notes: [String] = []
}

/// What a user takes along: the device profile and one of its lines.
package struct CallerProfile: Sendable {
  /// The user.
  package var user: Entity<UserRow>
  /// The device profile.
  package var profile: Entity<DeviceProfileRow>
  /// Where the user is given the profile.
  package var place: Place?
  /// The line that calls; nil where the profile has none.
  package var line: Entity<LineRow>?

  /// Names a user's profile and line.
  package init(user: Entity<UserRow>, profile: Entity<DeviceProfileRow>, place: Place?, line: Entity<LineRow>?) {
    self.user = user
    self.profile = profile
    self.place = place
    self.line = line
  }
}

/// Makes the set-ups of calls: logged-out phones, local logins, and EMCC sessions.
package final class CallSetups: Sendable {
  /// The deployment.
  let deployment: Deployment
  /// The plans whose indexes the set-ups hold.
  let plans: DialPlans
  private let choosers = Locked<[ClusterID: HomeChooser]>([:])

  /// Makes set-ups in a deployment.
  package init(_ deployment: Deployment) {
    self.deployment = deployment
    plans = deployment.dialPlans
  }

  // MARK: In the phone's own cluster

  /// A call from a phone on which nobody is logged in: with a line of its logout profile, else its own.
  ///
  /// `line` counts from 1.
  package func loggedOut(_ phone: Entity<PhoneRow>, in cluster: Cluster, line: Int = 1) -> PreparedCall {
    let profile = phone.logoutProfile.flatMap { $0.isPoison ? nil : $0 }
    let lines = profile?.lines ?? phone.lines
    let calling = line >= 1 && line <= lines.count ? lines[line - 1] : nil
    let stands = Standing(phone, in: cluster)
    var call = atHome(phone, stands, in: cluster, line: calling, owner: profile?.place ?? phone.place)
    let steps = CallStepList(cluster)
    call.steps = stands.steps
    if let profile {
      call.steps += steps.add(
        "nobody is logged in on \(phone.name), so it has the logout profile \(profile.name)",
        phone.place(\.logoutProfile))
    } else {
      call.steps += steps.add("nobody is logged in on \(phone.name), so it has its own lines", phone.place)
    }
    call.steps += lineSteps(calling, of: profile.map { $0.name.string } ?? phone.name.string, in: cluster)
    call.notes += unknownSearchSpaces([lineSearchSpace(calling, in: cluster), phone.css], in: cluster)
    return call
  }

  /// A call after a login in the user's own cluster: chain of the line's and the phone's calling search spaces.
  package func localLogin(_ caller: CallerProfile, at phone: Entity<PhoneRow>, in cluster: Cluster) -> PreparedCall {
    let stands = Standing(phone, in: cluster)
    var call = atHome(phone, stands, in: cluster, line: caller.line, owner: caller.profile.place)
    call.steps = stands.steps + profileSteps(caller, in: cluster)
    if phone.extensionMobility != true {
      call.notes.append("\(phone.name) has Extension Mobility off, so nobody can log in there")
    }
    call.notes += unknownSearchSpaces([lineSearchSpace(caller.line, in: cluster), phone.css], in: cluster)
    return call
  }

  private func atHome(
    _ phone: Entity<PhoneRow>, _ stands: Standing, in cluster: Cluster, line: Entity<LineRow>?, owner: Place?
  ) -> PreparedCall {
    let chain = [
      lineLink(line, owner: owner, in: cluster),
      ChainLink(.device, css: plans.index(of: phone.css, in: cluster.id), place: phone.place(\.css)),
    ]
    return PreparedCall(
      setup: CallSetup(
        cluster: cluster.id.ordinal, chain: chain, line: callingLine(line),
        devicePool: plans.index(of: phone.devicePool, in: cluster.id), country: stands.country,
        countryPlace: stands.countryPlace))
  }

  // MARK: Across clusters

  /// A call in an EMCC session: the home cluster routes it, with the chain of adjunct CSS, line CSS and EMCC CSS.
  package func emcc(
    _ caller: CallerProfile, home: Cluster, at phone: Entity<PhoneRow>, visiting: Cluster
  ) -> PreparedCall {
    let stands = Standing(phone, in: visiting)
    let roaming = stands.isUnknown ? nil : roamingPool(home: home, for: stands.geolocation)
    let pool = roaming?.pool
    let steps =
      roaming?.steps ?? CallStepList(home).add("it is not known which roaming device pool \(phone.name) takes", nil)
    let adjunct =
      roaming == nil ? plans.unknownSearchSpace(in: home.id) : plans.index(of: pool?.adjunctCss, in: home.id)
    let chain = [
      ChainLink(.adjunct, css: adjunct, place: pool?.place(\.adjunctCss)),
      lineLink(caller.line, owner: caller.profile.place, in: home),
      ChainLink(
        .emcc, css: plans.index(of: caller.profile.emccCss, in: home.id), place: caller.profile.place(\.emccCss)),
    ]
    let visited = VisitedPhone(
      cluster: visiting.id.ordinal, devicePool: plans.index(of: phone.devicePool, in: visiting.id),
      css: plans.index(of: phone.css, in: visiting.id), cssPlace: phone.place(\.css))
    var call = PreparedCall(
      setup: CallSetup(
        cluster: home.id.ordinal, chain: chain, line: callingLine(caller.line),
        devicePool: plans.index(of: pool, in: home.id), visited: visited, country: stands.country,
        countryPlace: stands.countryPlace))
    call.steps = stands.steps + profileSteps(caller, in: home) + steps
    call.notes =
      obstacles(caller, home, phone, visiting)
      + unknownSearchSpaces(
        [pool?.adjunctCss, lineSearchSpace(caller.line, in: home), caller.profile.emccCss], in: home)
    return call
  }

  /// What would already stop the login.
  private func obstacles(
    _ caller: CallerProfile, _ home: Cluster, _ phone: Entity<PhoneRow>, _ visiting: Cluster
  ) -> [String] {
    var notes: [String] = []
    if !deployment.mesh.pairs.contains(Mesh.Pair(home: home.id, visiting: visiting.id)) {
      notes.append("users of \(home.handle) may not log in at \(visiting.handle): the two are no pair of the mesh")
    }
    if caller.user.emcc != true {
      notes.append("\(caller.user.name) is not enabled for EMCC, so the login itself fails")
    }
    if phone.extensionMobility != true {
      notes.append("\(phone.name) has Extension Mobility off, so nobody can log in there")
    }
    return notes
  }

  /// The home's pool for a phone that stands somewhere, with what decided it; nil where that is not known.
  private func roamingPool(
    home: Cluster, for geolocation: Entity<GeolocationRow>?
  ) -> (pool: Entity<DevicePoolRow>?, steps: [CallStep])? {
    choosers.withLock { choosers in
      var chooser = choosers[home.id] ?? HomeChooser(home)
      defer { choosers[home.id] = chooser }
      return chooser.isFilterUnknown ? nil : chooser.choose(for: geolocation)
    }
  }

  // MARK: Parts of a set-up

  private func lineLink(_ line: Entity<LineRow>?, owner: Place?, in cluster: Cluster) -> ChainLink {
    guard let line else { return ChainLink(.line, css: nil, place: owner) }
    if let css = line.css {
      return ChainLink(.line, css: plans.index(of: css, in: cluster.id), place: line.place(\.css))
    }
    // A number that several lines share has its calling search space under `directoryNumbers`.
    if let shared = sharedNumber(of: line, in: cluster) {
      return ChainLink(.line, css: plans.index(of: shared.css, in: cluster.id), place: shared.place(\.css))
    }
    return ChainLink(.line, css: nil, place: line.place)
  }

  private func lineSearchSpace(_ line: Entity<LineRow>?, in cluster: Cluster) -> Entity<CallingSearchSpaceRow>? {
    line.flatMap { $0.css ?? sharedNumber(of: $0, in: cluster)?.css }
  }

  /// Notes on calling search spaces of which nothing but the name is known: the call may take another way.
  private func unknownSearchSpaces(_ spaces: [Entity<CallingSearchSpaceRow>?], in cluster: Cluster) -> [String] {
    spaces.compactMap { space in
      guard let space, space.isPoison || space.head.marks.contains(.existing) else { return nil }
      return space.isPoison
        ? "a calling search space could not be read, so the call may take another way"
        : "nothing but its name is known of calling search space \(space.name), so the call may take another way"
    }
  }

  private func sharedNumber(of line: Entity<LineRow>, in cluster: Cluster) -> Entity<DirectoryNumberRow>? {
    cluster.directoryNumbers.first { $0.dn == line.dn && $0.partition?.index == line.partition?.index }
  }

  private func callingLine(_ line: Entity<LineRow>?) -> CallingLine? {
    line.flatMap { line in
      line.dn.map { CallingLine(number: $0.string, externalMask: line.externalMask, place: line.place(\.dn)) }
    }
  }

  private func profileSteps(_ caller: CallerProfile, in cluster: Cluster) -> [CallStep] {
    let steps = CallStepList(cluster)
    let several = caller.user.controlledProfiles.count
    let choice = several > 1 ? ", one of \(several)" : ""
    return steps.add(
      "\(caller.user.name) logs in with the device profile \(caller.profile.name)\(choice)", caller.place)
      + lineSteps(caller.line, of: caller.profile.name.string, in: cluster)
  }

  private func lineSteps(
    _ line: Entity<LineRow>?, of owner: String, in cluster: Cluster
  ) -> [CallStep] {
    let steps = CallStepList(cluster)
    guard let line, let dn = line.dn else {
      return steps.add("\(owner) has no such line: the call has no line CSS and no calling number", nil)
    }
    let partition = line.partition.map { $0.isPoison ? "a partition that could not be read" : $0.name.string }
    let mask = line.externalMask.map { ", external mask \($0)" } ?? ""
    return steps.add("calls from line \(dn) in \(partition ?? "<None>")\(mask)", line.place(\.dn))
  }
}

/// Makes steps of one cluster.
struct CallStepList {
  private let cluster: Cluster

  /// Makes steps of a cluster.
  init(_ cluster: Cluster) { self.cluster = cluster }

  /// One step.
  func add(_ text: String, _ place: Place?) -> [CallStep] {
    [CallStep(cluster: cluster.handle, text: text, place: place)]
  }
}
