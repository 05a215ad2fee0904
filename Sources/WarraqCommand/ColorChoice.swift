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
      Print errors, warnings and notes in colours: auto (on a terminal, unless NO_COLOR is set), \
      always or never (default: auto).
      """, valueName: "when"))
  var color = ColorChoice.auto
}

/// Gives diagnostics their colours.
struct Coloring: Sendable {
  private let isOn: Bool

  /// Decides whether there are colours on a descriptor (https://no-color.org).
  init(_ choice: ColorChoice, descriptor: Int32) {
    isOn =
      switch choice {
      case .always: true
      case .never: false
      case .auto:
        isatty(descriptor) == 1 && (Surroundings.variable("NO_COLOR") ?? "").isEmpty
          && Surroundings.variable("TERM") != "dumb"
      }
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
