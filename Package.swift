// swift-tools-version: 6.3
import PackageDescription

var settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// A warning is a fault where nobody reads it.
if Context.environment["CI"] != nil { settings.append(.treatAllWarnings(as: .error)) }

let package = Package(
  name: "Warraq",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Warraq", targets: ["Warraq"]),
    .library(name: "WarraqCore", targets: ["WarraqCore", "WarraqModel"]),
    .executable(name: "warraq", targets: ["warraq-tool"]),
  ],
  dependencies: [
    // The command's arguments, help and completions.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .systemLibrary(
      name: "CLibZip", pkgConfig: "libzip",
      providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .systemLibrary(
      name: "CLibDeflate", pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    // Part of the C library, which Swift's module for it leaves out.
    .systemLibrary(name: "CMalloc"),
    // Instructions of processors, which Swift has no names for.
    .systemLibrary(name: "CSHA1"),
    .systemLibrary(name: "CVectors"),

    .target(name: "WarraqModel", dependencies: ["CVectors"], swiftSettings: settings),
    .target(
      name: "WarraqCore", dependencies: ["CSHA1", "CVectors", "WarraqModel"],
      swiftSettings: settings),
    .target(name: "WarraqHTML", dependencies: ["WarraqModel"], swiftSettings: settings),
    .target(
      name: "WarraqMarkup", dependencies: ["CVectors", "WarraqCore", "WarraqHTML", "WarraqModel"],
      swiftSettings: settings),
    .target(
      name: "WarraqXML", dependencies: ["CLibXML2", "WarraqCore", "WarraqMarkup", "WarraqModel"],
      swiftSettings: settings),
    .target(
      name: "WarraqZip",
      dependencies: ["CLibDeflate", "CLibZip", "WarraqCore", "WarraqModel"],
      swiftSettings: settings),
    .target(
      name: "WarraqCompression", dependencies: ["CLibDeflate", "CZlib", "CZstd", "WarraqCore"],
      swiftSettings: settings),
    .target(
      name: "Warraq",
      dependencies: [
        "WarraqCompression", "WarraqCore", "WarraqHTML", "WarraqMarkup", "WarraqModel", "WarraqXML",
        "WarraqZip",
      ],
      exclude: [
        "Text", "JSON", "CSV", "Markdown", "HTML", "News/NewsMLG2", "News/NewsML1", "News/NITF",
        "News/Ninjs",
        "Feeds/JSONFeed", "Feeds/RSS", "Feeds/Atom", "EPUB",
      ].map { "Formats/\($0)/README.md" }
        + ["Formats/News/Ninjs/ninjs-extensions.schema.json"],
      // The command checks documents against it, wherever it is installed.
      resources: [.embedInCode("Formats/JSON/article.schema.json")],
      swiftSettings: settings),
    .target(
      name: "WarraqCommand",
      dependencies: [
        "CMalloc", "Warraq", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["diagnostics.schema.json"],
      swiftSettings: settings),
    .executableTarget(
      name: "warraq-tool", dependencies: ["WarraqCommand"], swiftSettings: settings),

    // What several test targets share: generated articles, temporary folders, the shared corpus.
    .target(
      name: "TestSupport", dependencies: ["Warraq"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "WarraqModelTests", dependencies: ["WarraqModel"], swiftSettings: settings),
    .testTarget(
      name: "WarraqCoreTests", dependencies: ["WarraqCore", "WarraqModel", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "WarraqHTMLTests", dependencies: ["WarraqHTML", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "WarraqMarkupTests",
      dependencies: ["WarraqMarkup", "WarraqXML", "WarraqCore", "WarraqModel", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "WarraqXMLTests",
      dependencies: ["WarraqXML", "WarraqMarkup", "WarraqCore", "WarraqModel", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "WarraqZipTests", dependencies: ["WarraqZip", "WarraqCore", "WarraqModel"],
      swiftSettings: settings),
    .testTarget(
      name: "WarraqCompressionTests",
      dependencies: ["WarraqCompression", "Warraq", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "WarraqTests",
      dependencies: [
        "Warraq", "WarraqCompression", "WarraqMarkup", "WarraqXML", "WarraqZip", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "WarraqCommandTests", dependencies: ["WarraqCommand", "TestSupport"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// Only 'make docs' needs the plug-in; nobody else should have to fetch it.
if Context.environment["WARRAQ_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
