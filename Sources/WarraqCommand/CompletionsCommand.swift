internal import ArgumentParser
internal import Warraq

/// `warraq completions`: a script for the shell.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a completion script for a shell.",
    discussion: """
      EXAMPLES
        warraq completions bash > ~/.local/share/bash-completion/completions/warraq
        warraq completions zsh > "${fpath[1]}/_warraq"
        warraq completions fish > ~/.config/fish/completions/warraq.fish
      """)

  /// The shells that there is a script for.
  static let shells = ["bash", "zsh", "fish"]

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: String?

  func run() throws {
    try Surroundings.answer { () throws(ConversionError) in
      switch shell {
      case "bash": return CompletionScript.bash
      case "zsh": return CompletionScript.zsh
      case "fish": return CompletionScript.fish
      default: throw ConversionError(.unknownShell(shell))
      }
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownShell(_ name: String?) -> Self {
    let shells = CompletionsCommand.shells
    let nearest = name.flatMap { Spelling.nearest(to: $0, in: shells) }
    return Self(
      id: "usage.unknown-shell",
      text: (name.map { "there is no script for the shell '\($0)'" } ?? "name a shell")
        + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        + " (\(shells.joined(separator: ", ")))")
  }
}
