import EMTestSupport
import Testing

/// The exchange of certificates, as the runbook tells it.
@Suite struct CertificateRunbookTests {
  private static let minimal = "\(examplesDirectory)/minimal"
  private static let large = Result { try CompiledBundle("\(examplesDirectory)/three-continents").runbook() }

  @Test func theDirectoryIsPreparedBeforeAnybodyExports() throws {
    let runbook = try Self.large.get()
    let step = try #require(runbook.step("deployment.certificates-directory"))
    #expect(step.do[0].rows == [["sftp.larkfield.example", "22", "/emcc-certificates"]])
    #expect(step.after == ["deployment.certificates-decide"])
    #expect(step.do[3].say?.contains("only the files of clusters with New export yes") == true)
    for handle in ["APAC", "EU", "US"] {
      let export = try #require(runbook.step("\(handle).certificates-export"))
      #expect(export.after == ["\(handle).services", "deployment.certificates-directory"])
    }
    #expect(
      runbook.step("US.certificates-export")?.verify[1].contains(
        "'den-cucm-pub.larkfield.example', 'atl-cucm-sub1.larkfield.example'") == true)
  }

  /// What is done already is asked before the first click of each step, and in the index of the windows.
  @Test func whatIsDoneAlreadyIsAskedFirst() throws {
    let bundle = try CompiledBundle("\(examplesDirectory)/three-continents")
    let runbook = try bundle.runbook()
    let decision = try #require(runbook.step("deployment.certificates-decide"))
    #expect(
      decision.do[2].rows?.map { Array($0.prefix(4)) } == [
        ["APAC", "our administrator", "2026-02-15", "2026-02-22"],
        ["EU", "our administrator", "2026-02-14", "2026-02-21"],
        ["US", "our administrator", "2026-02-14", "2026-02-21"],
        ["DELFT", "its operators", "2026-02-16", "2026-02-28"],
      ])
    for id in ["certificates-export", "certificates-consolidate", "certificates-import"] {
      let step = try #require(runbook.step("US.\(id)"))
      #expect(step.do[0].say?.contains("tick this step off") == true, "\(id)")
      #expect(step.do[0].say?.contains("The deployment's ledger says: ") == true, "\(id)")
      #expect(step.do.dropFirst().allSatisfy { $0.say?.contains("ledger") != true }, "\(id)")
    }
    #expect(
      runbook.step("US.certificates-import")?.do[0].say?.contains(
        "All the same: tick this step off and skip the window, import nothing, restart nothing.") == true)
    #expect(
      try bundle.text("runbook.md").contains(
        "The deployment's ledger says: imported on `2026-02-21`. Skip this window where "
          + "[`deployment.certificates-decide`](runbook.md#certificates-decide) says"))
  }

  @Test func everyChoiceSaysWhatItExports() throws {
    let step = try #require(try Self.large.get().step("EU.certificates-export"))
    let rows = try #require(step.do[1].rows)
    #expect(
      step.do[1].columns == [
        "Certificate Type", "Certificates", "Stores that the import fills", "Phones that the import restarts", "Here",
      ])
    #expect(rows.map(\.first) == ["Tomcat", "TFTP", "CAPF", "ITLRecovery"])
    #expect(
      rows.map { $0[2] } == [
        "tomcat-trust", "CallManager-trust, Phone-SAST-trust", "CallManager-trust",
        "Phone-SAST-trust, CallManager-trust",
      ])
    #expect(
      rows.map { $0[3] } == ["none", "all, if TFTP runs on the certificate's node", "all, if CAPF runs", "none"])
    #expect(rows.allSatisfy { $0[4] == "needed" })
    #expect(step.do[4].say == "Press Export, choose All as Certificate Type, press Export again, and then Close.")
  }

  /// One signer for all but one type: that type alone is exchanged, and the others are named as not needed.
  @Test func singleTypesSufficeWhereTheSignerIsShared() throws {
    let signed = "certificates: {tomcat: {signedBy: CA}, callManager: {signedBy: CA}, capf: {signedBy: CA}}\nnodes:"
    let runbook = try CompiledBundle(Self.minimal, replacing: ["nodes:": signed]).runbook()
    let step = try #require(runbook.step("SE.certificates-export"))
    #expect(
      step.do[1].rows?.map(\.[4]) == [
        "not needed: one signer in all clusters", "not needed: one signer in all clusters",
        "not needed: one signer in all clusters", "needed",
      ])
    #expect(step.do[3].say?.contains("choose ITLRecovery as Certificate Type") == true)
    let imported = try #require(runbook.step("SE.certificates-import"))
    #expect(imported.do[3].rows?.map(\.first) == ["Cisco Trust Verification Service"])
    #expect(imported.verify.count == 2)
  }

  @Test func consolidationWaitsForTheExternalPeer() throws {
    let step = try #require(try Self.large.get().step("US.certificates-consolidate"))
    #expect(
      step.do[1].say
        == "Wait until 'DELFT' reports its export, item 'certificates-export' of its letter, and its files are in the "
        + "directory: without them this step and every import are done twice.")
    #expect(step.do[3].say == "Tell the operators of 'DELFT' that they can import now.")
    #expect(step.verify[1] == "The directory holds exports of every cluster: 'APAC', 'EU', 'US', 'DELFT'.")
  }

  @Test func oneClusterANightWithItsRestarts() throws {
    let runbook = try Self.large.get()
    let (first, second) = (
      try #require(runbook.step("APAC.certificates-import")), try #require(runbook.step("EU.certificates-import"))
    )
    #expect(first.after == ["US.certificates-consolidate"])
    #expect(second.after == ["US.certificates-consolidate", "APAC.certificates-import"])
    #expect(first.verify.last == "Only then does the import into 'EU' begin, on another night.")
    #expect(
      second.do[4].rows == [
        [
          "Cisco Tomcat",
          "'lds-cucm-pub.larkfield.example', 'cgn-cucm-sub1.larkfield.example', 'lds-cucm-sub1.larkfield.example'",
          "'utils service restart Cisco Tomcat' on the command line; web pages are away for some minutes",
        ],
        [
          "Cisco Trust Verification Service",
          "'lds-cucm-pub.larkfield.example', 'cgn-cucm-sub1.larkfield.example', 'lds-cucm-sub1.larkfield.example'",
          "Tools > Control Center - Network Services (Cisco Unified Serviceability)",
        ],
        [
          "Cisco Tftp", "'cgn-cucm-sub1.larkfield.example', 'lds-cucm-sub1.larkfield.example'",
          "Tools > Control Center - Feature Services (Cisco Unified Serviceability)",
        ],
        [
          "Cisco CallManager", "'cgn-cucm-sub1.larkfield.example', 'lds-cucm-sub1.larkfield.example'",
          "Tools > Control Center - Feature Services (Cisco Unified Serviceability)",
        ],
      ])
    #expect(
      second.verify[1].hasSuffix(
        "finds in CallManager-trust the CallManager, CAPF and ITLRecovery certificates of 'APAC', 'DELFT', 'US'; "
          + "CAPF's own may stand in CAPF-trust instead."))
  }

  @Test func renewedCertificatesAreALaterStep() throws {
    let runbook = try Self.large.get()
    let step = try #require(runbook.step("deployment.certificates-renewed"))
    #expect(step.optional == true)
    #expect(runbook.windows.last?.id == "deployment.later")
    #expect(step.do[1].rows?.map(\.[1]).prefix(2) == ["the cluster with the new certificate", "US"])
  }
}
