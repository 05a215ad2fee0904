// swift-tools-version: 6.3
import PackageDescription

// A package of its own: the fuzzers are built with sanitizers, the library never is. `make fuzz`.
let package = Package(
  name: "WarraqFuzzing",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "Warraq", path: "..")],
  targets: [
    .executableTarget(
      name: "warraq-fuzz", dependencies: [.product(name: "Warraq", package: "Warraq")],
      // The default linker on Linux ends with an error of its own over sanitized code.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux]))])
  ],
  swiftLanguageModes: [.v6]
)
