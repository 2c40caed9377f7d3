import EMBundle
import EMTestSupport
import Testing

/// The runtime configuration: what is written is what is read.
@Suite struct RuntimeConfigurationTests {
  @Test func everythingComesBack() throws {
    let written = RuntimeConfiguration(RuntimeSamples.deployment)
    let read = try RuntimeTexts(written).read()
    #expect(read.configured == ["NEW.1_a-b", "US"])
    #expect(read.deployment == RuntimeSamples.deployment)
    #expect(read == written)
  }

  @Test func theFilesAreForPeopleToo() throws {
    let files = try RuntimeTexts(RuntimeConfiguration(RuntimeSamples.deployment)).files
    #expect(
      files.keys.sorted() == [
        "runtime/clusters/NEW.1_a-b.json", "runtime/clusters/US.json", "runtime/deployment.json",
      ])
    Golden.expect(files["runtime/clusters/US.json"] ?? "", matches: "bundle/runtime-cluster.json")
    Golden.expect(files["runtime/deployment.json"] ?? "", matches: "bundle/runtime-deployment.json")
  }

  @Test func theOrderInWhichThingsWereSaidDoesNotShow() throws {
    var deployment = RuntimeSamples.deployment
    deployment.clusters = NamedTable(
      deployment.clusters.reversed().map { cluster in
        var cluster = cluster
        cluster.remoteClusters.reverse()
        cluster.nodes = NamedTable(cluster.nodes.reversed())
        cluster.devicePools = NamedTable(cluster.devicePools.reversed())
        cluster.phoneServices = NamedTable(cluster.phoneServices.reversed())
        cluster.deviceProfiles = NamedTable(cluster.deviceProfiles.reversed())
        cluster.users = NamedTable(cluster.users.reversed())
        cluster.phones = NamedTable(cluster.phones.reversed())
        return cluster
      })
    deployment.emccMesh.reverse()
    deployment.roamingMembers.reverse()
    #expect(deployment != RuntimeSamples.deployment)
    #expect(deployment.sorted() == RuntimeSamples.deployment.sorted())
    let files = try RuntimeTexts(RuntimeConfiguration(deployment)).files
    #expect(try files == RuntimeTexts(RuntimeConfiguration(RuntimeSamples.deployment)).files)
  }

  @Test func aChangedUserIsAChangedLine() throws {
    let before = try RuntimeTexts(RuntimeConfiguration(RuntimeSamples.deployment)).files
    var deployment = RuntimeSamples.deployment
    deployment.clusters.update("US") { cluster in cluster.users.update("adiaz") { $0.isHome = true } }
    let after = try RuntimeTexts(RuntimeConfiguration(deployment)).files
    #expect(before["runtime/deployment.json"] == after["runtime/deployment.json"])
    let (old, new) = (lines(before), lines(after))
    #expect(old.count == new.count)
    #expect(zip(old, new).filter { $0 != $1 }.map { $1.contains("\"adiaz\"") } == [true])
  }

  private func lines(_ files: [String: String]) -> [Substring] {
    (files["runtime/clusters/US.json"] ?? "").split(separator: "\n")
  }

  @Test func someClustersCanBeReadAlone() throws {
    let texts = try RuntimeTexts(RuntimeConfiguration(RuntimeSamples.deployment))
    let some = try texts.read(["NEW.1_a-b"])
    #expect(some.configured == ["NEW.1_a-b"])
    #expect(some.deployment.clusters["US"]?.clusterID == "US-CUCM")
    #expect(some.deployment.clusters["US"]?.phones.isEmpty == true)
    #expect(throws: RuntimeFailure("runtime/deployment.json", "the bundle has no configuration of a cluster 'PEER'")) {
      try texts.read(["PEER"])
    }
  }

  /// Two names that look alike and are not the same: the first counts, as in the values.
  @Test func namesAreComparedByTheirBytes() throws {
    var deployment = RuntimeSamples.deployment
    deployment.clusters.update("US") { cluster in
      for (id, locale) in [("n\u{E9}", "A\u{E9}"), ("ne\u{301}", "Ae\u{301}")] {
        var user = RuntimeUser(id: id)
        user.userLocale = locale
        cluster.users.append(user)
      }
    }
    let texts = try RuntimeTexts(RuntimeConfiguration(deployment))
    #expect(try RuntimeTexts(texts.read()).files == texts.files)
  }

  @Test func directoriesAndLinksAreNoFiles() throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/runtime/deployment.json"
    #expect(throws: RuntimeFailure(path, "cannot be read: no such file or directory")) {
      try RuntimeConfiguration(bundle: directory.path)
    }
    try directory.write("runtime/deployment.json/file", "")
    #expect(throws: RuntimeFailure(path, "is no ordinary file")) {
      try RuntimeConfiguration(bundle: directory.path)
    }
  }
}
