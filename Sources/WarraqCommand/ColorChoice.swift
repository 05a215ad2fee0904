internal import ArgumentParser
internal import Warraq

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// When the severity of a diagnostic is printed in a colour.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto
  case always
  case never
}

/// The option for colours.
struct ColorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Print errors, warnings and notes in colours: auto (on a terminal, unless NO_COLOR is set, \
      or where CLICOLOR_FORCE is), always or never (default: auto).
      """, valueName: "when"))
  var color = ColorChoice.auto
}

/// Gives diagnostics their colours.
struct Coloring: Sendable {
  private let isOn: Bool

  /// Decides whether there are colours on a descriptor (https://no-color.org,
  /// https://bixense.com/clicolors).
  init(_ choice: ColorChoice, descriptor: Int32) {
    isOn =
      switch choice {
      case .always: true
      case .never: false
      case .auto: Self.suits(descriptor)
      }
  }

  private static func suits(_ descriptor: Int32) -> Bool {
    func said(_ name: String) -> String { Surroundings.variable(name) ?? "" }
    guard said("NO_COLOR").isEmpty else { return false }
    if !["", "0"].contains(said("CLICOLOR_FORCE")) { return true }
    return isatty(descriptor) == 1 && said("CLICOLOR") != "0" && said("TERM") != "dumb"
  }

  /// The line of a diagnostic.
  func text(of diagnostic: Diagnostic) -> String {
    guard isOn else { return diagnostic.description }
    let place = diagnostic.location.map { "\($0): " } ?? ""
    let code =
      switch diagnostic.severity {
      case .error: "1;31"
      case .warning: "33"
      case .note: "36"
      }
    return "\(place)\u{1B}[\(code)m\(diagnostic.severity.rawValue)\u{1B}[0m: \(diagnostic.message)"
  }
}
