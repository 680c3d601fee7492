// swift-tools-version:6.2
import PackageDescription

/// What every Swift target of ours is held to. Warnings are errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target of the inner rings. It takes names of our own targets, and the containers of
/// swift-collections: there is no way to hand it a product that does input or output.
func pure(_ name: String, _ inner: [String] = [], containers: [String] = []) -> Target {
    .target(
        name: name,
        dependencies: inner.map { .target(name: $0) }
            + containers.map { .product(name: $0, package: "swift-collections") },
        swiftSettings: strict + [.unsafeFlags(["-cross-module-optimization"])])
}

/// A target that speaks to one technology. It knows the inner rings and no other adapter.
func adapter(
    _ name: String, _ technology: [Target.Dependency], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: ["Kernel", "Domain", "Ports"] + technology,
        path: "Sources/Adapters/\(name)", resources: resources, swiftSettings: strict)
}

/// Swift Testing tests, built in the one configuration that everything is built in.
func tests(_ name: String, of targets: [String]) -> Target {
    .testTarget(
        name: name, dependencies: targets.map { .target(name: $0) }, swiftSettings: strict)
}

/// simdjson is compiled for processors since about 2013 (AVX2); with SENANG_PORTABLE=1, for any.
#if arch(x86_64)
    let isPortable = Context.environment["SENANG_PORTABLE"] != nil
    let processorFlags = isPortable ? [] : ["-march=x86-64-v3", "-mpclmul"]
#else
    let processorFlags: [String] = []
#endif

func product(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

let package = Package(
    name: "senang",
    dependencies: [
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1",
            traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // 1: what Senang is about
        pure("Kernel"),
        pure("ExactJSON"),
        .target(name: "CQuantiles"),
        .target(
            name: "Measures",
            dependencies: [
                "Kernel", "CQuantiles", product("RealModule", "swift-numerics"),
            ], swiftSettings: strict + [.unsafeFlags(["-cross-module-optimization"])]),
        pure("Domain", ["Kernel", "Measures"], containers: ["DequeModule", "HeapModule"]),
        // 2: what Senang asks of the world
        pure("Ports", ["Domain", "Kernel"]),
        // 3: the one order
        .target(
            name: "Runtime", dependencies: ["Kernel", "Measures", "Domain", "Ports"],
            swiftSettings: strict),
        // 3: beside a door, on a machine of its own
        .target(
            name: "DoorAgent",
            dependencies: [
                "Kernel", "Domain", "Ports", product("DequeModule", "swift-collections"),
            ], swiftSettings: strict),
        // 4: the world
        .systemLibrary(name: "CZlib"),
        .systemLibrary(name: "CArgon2"),
        .systemLibrary(name: "CStemmer"),
        .target(name: "CLanguage", linkerSettings: [.linkedLibrary("cld2")]),
        adapter("VoiceText", [.target(name: "CStemmer"), .target(name: "CLanguage")]),
        .target(
            name: "CSimdJSON",
            cxxSettings: [.unsafeFlags(processorFlags + ["-O3", "-DNDEBUG"])],
            linkerSettings: [.linkedLibrary("simdjson")]),
        adapter("SignalJSON", [.target(name: "CSimdJSON")]),
        .target(name: "CSQLiteGuard", linkerSettings: [.linkedLibrary("sqlite3")]),
        adapter(
            "SQLiteStore",
            [
                .target(name: "CSQLiteGuard"), product("GRDB", "GRDB.swift"),
                product("Crypto", "swift-crypto"),
            ]),
        adapter("Secrets", [.target(name: "CArgon2"), product("Crypto", "swift-crypto")]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        adapter("WebPush", [.target(name: "CCurl"), product("Crypto", "swift-crypto")]),
        adapter("Mail", [.target(name: "CCurl"), product("Crypto", "swift-crypto")]),
        adapter("Payments", [.target(name: "CCurl"), product("Crypto", "swift-crypto")]),
        adapter("DoorLine", [.target(name: "CCurl")]),
        .target(
            name: "CDoorKeys",
            linkerSettings: [.linkedLibrary("cbor"), .linkedLibrary("crypto")]),
        .target(name: "CQRCode", linkerSettings: [.linkedLibrary("qrencode")]),
        adapter("QRCode", [.target(name: "CQRCode")]),
        adapter("DoorKeys", [.target(name: "CDoorKeys"), product("Crypto", "swift-crypto")]),
        adapter("OSDP", [.target(name: "CDoorKeys")]),
        adapter(
            "HTTPIntake",
            [
                "Runtime", "Measures", "DoorAgent", product("Hummingbird", "hummingbird"),
                product("NIOCore", "swift-nio"),
                product("NIOHTTPTypes", "swift-nio-extras"),
                product("HTTPTypes", "swift-http-types"),
            ]),
        adapter(
            "Pages",
            [
                "Runtime", "Measures", product("Hummingbird", "hummingbird"),
                product("NIOCore", "swift-nio"),
                product("HTTPTypes", "swift-http-types"), product("Mustache", "swift-mustache"),
            ],
            resources: [.embedInCode("Resources")]),
        adapter("WalletJSON", ["ExactJSON"]),
        adapter("MeasureJSON", ["ExactJSON", "Measures"]),
        adapter("Files", ["Measures", .target(name: "CZlib"), product("Yams", "Yams")]),
        // beside: whole venues from one seed
        .target(
            name: "Simulator",
            dependencies: ["Kernel", "Measures", "Domain", "Ports", "Runtime"],
            swiftSettings: strict),
        // 5: everything wired together
        .executableTarget(
            name: "senang",
            dependencies: [
                "Kernel", "Domain", "Ports", "Runtime", "SignalJSON", "SQLiteStore", "Secrets",
                "HTTPIntake", "Pages", "Files", "WalletJSON", "MeasureJSON", "ExactJSON",
                "Measures", "WebPush", "Mail", "Payments", "DoorKeys",
                "DoorAgent", "DoorLine", "OSDP", "QRCode", "VoiceText",
                "Simulator", product("Crypto", "swift-crypto"),
                product("Hummingbird", "hummingbird"),
                product("HummingbirdCore", "hummingbird"),
                product("NIOCore", "swift-nio"), product("NIOPosix", "swift-nio"),
                product("ServiceLifecycle", "swift-service-lifecycle"),
                product("Logging", "swift-log"),
                product("ArgumentParser", "swift-argument-parser"),
            ],
            swiftSettings: strict),
        // beside
        .executableTarget(
            name: "engine-bench",
            dependencies: ["Kernel", "Domain", "Ports", "Files", "SignalJSON", "Measures"],
            path: "Benchmarks/EngineBench", swiftSettings: strict),
        .target(name: "HouseRules", swiftSettings: strict),
        .executableTarget(name: "tidy", dependencies: ["HouseRules"], swiftSettings: strict),
        tests("KernelTests", of: ["Kernel"]),
        tests("DomainTests", of: ["Kernel", "Domain", "Measures"]),
        tests("MeasuresTests", of: ["Kernel", "Measures", "ExactJSON", "MeasureJSON"]),
        tests("SignalJSONTests", of: ["Kernel", "Domain", "Ports", "SignalJSON"]),
        tests("FilesTests", of: ["Kernel", "Domain", "Measures", "Ports", "Files"]),
        tests("VoiceTextTests", of: ["Kernel", "Measures", "Ports", "VoiceText"]),
        tests("PagesTests", of: ["Kernel", "Domain", "Measures", "Pages"]),
        tests("QRCodeTests", of: ["Ports", "QRCode"]),
        tests("HouseRulesTests", of: ["HouseRules"]),
        tests("SimulatorTests", of: ["Kernel", "Domain", "Simulator"]),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Kernel", "Measures", "Domain", "Ports", "Runtime", "SQLiteStore", "Secrets",
                "Simulator", product("GRDB", "GRDB.swift"),
            ], swiftSettings: strict),
        .testTarget(
            name: "WebPushTests",
            dependencies: ["Kernel", "Ports", "WebPush", product("Crypto", "swift-crypto")],
            swiftSettings: strict),
        .testTarget(
            name: "PaymentsTests",
            dependencies: [
                "Kernel", "Domain", "Ports", "Payments", product("Crypto", "swift-crypto"),
            ], swiftSettings: strict),
        tests("MailTests", of: ["Kernel", "Domain", "Ports", "Mail"]),
        .testTarget(
            name: "DoorKeysTests",
            dependencies: [
                "Kernel", "Domain", "Ports", "DoorKeys", product("Crypto", "swift-crypto"),
            ], swiftSettings: strict),
        tests("OSDPTests", of: ["Kernel", "Ports", "OSDP"]),
        .testTarget(
            name: "DoorAgentTests",
            dependencies: [
                "Kernel", "Domain", "Ports", "DoorAgent", "DoorKeys",
                product("Crypto", "swift-crypto"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "simulate",
            dependencies: ["Simulator", product("ArgumentParser", "swift-argument-parser")],
            swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)
