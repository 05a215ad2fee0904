// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that the library depends on nothing that only measuring needs.
let package = Package(
  name: "WarraqBenchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "Warraq", path: "..")],
  targets: [
    .executableTarget(
      name: "warraq-benchmarks", dependencies: [.product(name: "Warraq", package: "Warraq")])
  ],
  swiftLanguageModes: [.v6]
)
