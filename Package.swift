// swift-tools-version:6.2
// The targets and the direction of their imports are explained in Docs/Architecture.md.
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "emcc",
  products: [
    .executable(name: "emcc-lint", targets: ["emcc-lint"]),
    .executable(name: "emserviced", targets: ["emserviced"]),
    .executable(name: "emcc-phone", targets: ["emcc-phone"]),
  ],
  targets: [
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLibSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CGlibcExtras"),
    .systemLibrary(name: "CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(name: "CGnuTLS", pkgConfig: "gnutls", providers: [.apt(["libgnutls28-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-gnutls-dev"])]),

    .target(name: "EMDiagnostics", swiftSettings: strict),
    .target(name: "EMJSON", swiftSettings: strict),
    .target(name: "EMCommandLine", dependencies: ["EMDiagnostics"], swiftSettings: strict),
    .target(name: "EMDSL", dependencies: ["EMDiagnostics", "EMJSON", "CLibYAML"], swiftSettings: strict),
    .target(
      name: "EMBundle", dependencies: ["EMDiagnostics", "EMJSON", "CLibSodium", "CZlib", "CGlibcExtras"],
      swiftSettings: strict),
    .target(name: "EMService", dependencies: ["EMBundle"], swiftSettings: strict),
    .target(name: "EMServiceWire", dependencies: ["EMService", "EMBundle", "CLibXML2"], swiftSettings: strict),
    .target(
      name: "EMStoreSQLite", dependencies: ["EMService", "EMDiagnostics", "CSQLite"], swiftSettings: strict),
    .target(
      name: "EMCredentials", dependencies: ["EMStoreSQLite", "EMService", "EMDiagnostics", "CLibSodium"],
      swiftSettings: strict),
    .target(name: "EMSimulation", dependencies: ["EMService", "EMBundle", "EMDiagnostics"], swiftSettings: strict),
    // Programs that bundles carry; their texts become part of the compiler.
    .target(
      name: "EMTools", path: "Tools",
      resources: [
        .embedInCode("axl.py"), .embedInCode("axl_bundle.py"), .embedInCode("axl_cluster.py"),
        .embedInCode("axl_elements.py"), .embedInCode("axl_journal.py"), .embedInCode("axl_messages.py"),
        .embedInCode("axl_send.py"), .embedInCode("axl_undo.py"), .embedInCode("axl_work.py"),
      ], swiftSettings: strict),
    .target(
      name: "Compiler",
      dependencies: ["EMDSL", "EMDiagnostics", "EMBundle", "EMJSON", "EMService", "EMSimulation", "EMTools"],
      swiftSettings: strict),
    .target(
      name: "LintCommand",
      dependencies: [
        "EMCommandLine", "Compiler", "EMDSL", "EMDiagnostics", "EMBundle", "EMJSON", "EMService", "EMSimulation",
      ],
      swiftSettings: strict),

    .target(
      name: "EMTLS", dependencies: ["EMBundle", "EMDiagnostics", "CGnuTLS", "CGlibcExtras"], swiftSettings: strict),
    .target(name: "EMHTTPClient", dependencies: ["EMTLS", "EMDiagnostics", "CCurl"], swiftSettings: strict),
    .target(
      name: "EMServiceHTTP",
      dependencies: [
        "EMService", "EMServiceWire", "EMStoreSQLite", "EMCredentials", "EMCommandLine", "EMBundle", "EMDiagnostics",
        "EMHTTPClient", "EMTLS", "EMJSON", "CMicroHTTPD", "CGlibcExtras",
      ],
      swiftSettings: strict),

    .target(
      name: "EMPhone", dependencies: ["EMServiceWire", "EMHTTPClient", "EMCommandLine", "EMDiagnostics"],
      swiftSettings: strict),

    .executableTarget(
      name: "emserviced-load", dependencies: ["EMBundle", "EMCommandLine", "EMStoreSQLite"],
      swiftSettings: strict),
    .executableTarget(name: "emserviced", dependencies: ["EMServiceHTTP"], swiftSettings: strict),
    .executableTarget(name: "emcc-phone", dependencies: ["EMPhone"], swiftSettings: strict),
    .executableTarget(name: "emcc-lint", dependencies: ["LintCommand", "CGlibcExtras"], swiftSettings: strict),
    .executableTarget(
      name: "emcc-dev",
      dependencies: [
        "EMCommandLine", "LintCommand", "Compiler", "EMBundle", "EMDSL", "EMDiagnostics", "EMService", "EMSimulation",
      ],
      swiftSettings: strict),
    .executableTarget(name: "emcc-bench", dependencies: ["EMBundle"], swiftSettings: strict),
    .executableTarget(
      name: "emstore-probe", dependencies: ["EMStoreSQLite", "EMCredentials", "EMService"], swiftSettings: strict),

    .target(
      name: "EMTestSupport", dependencies: ["Compiler", "EMDiagnostics", "LintCommand"],
      path: "Tests/EMTestSupport", swiftSettings: strict),
    .testTarget(name: "EMDiagnosticsTests", dependencies: ["EMDiagnostics", "EMTestSupport"], swiftSettings: strict),
    .testTarget(name: "EMDSLTests", dependencies: ["EMDSL", "EMDiagnostics", "EMTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "EMBundleTests", dependencies: ["EMBundle", "EMJSON", "EMTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "EMServiceTests",
      dependencies: ["EMService", "EMServiceWire", "EMSimulation", "EMBundle", "EMTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EMServiceWireTests", dependencies: ["EMServiceWire", "EMService", "EMBundle", "EMTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EMStoreTests",
      dependencies: [
        "EMStoreSQLite", "EMService", "EMBundle", "EMDiagnostics", "EMTestSupport",
        // Run as a process, and killed.
        "emstore-probe",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EMCredentialsTests", dependencies: ["EMCredentials", "EMStoreSQLite", "EMService", "EMTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EMServiceHTTPTests",
      dependencies: [
        "EMServiceHTTP", "EMHTTPClient", "EMTLS", "EMService", "EMBundle", "EMDiagnostics", "EMTestSupport", "CGnuTLS",
        // Run as a process, and killed.
        "emserviced",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EMPhoneTests",
      dependencies: [
        "EMPhone", "EMHTTPClient", "EMServiceWire", "EMService", "EMBundle", "EMTestSupport",
        // Run as a process, and killed.
        "emcc-phone",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EMSimulationTests",
      dependencies: ["EMSimulation", "EMDiagnostics", "EMTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CompilerTests",
      dependencies: ["Compiler", "EMBundle", "EMDSL", "EMDiagnostics", "EMService", "EMSimulation", "EMTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EmccDevTests", dependencies: ["emcc-dev", "Compiler", "LintCommand", "EMTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LintCommandTests",
      dependencies: [
        "LintCommand", "EMCommandLine", "Compiler", "EMBundle", "EMDiagnostics", "EMTestSupport",
        // Run as a process, and killed.
        "emcc-lint",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
