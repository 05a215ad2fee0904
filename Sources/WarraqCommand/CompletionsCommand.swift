internal import ArgumentParser

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

  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash
    case zsh
    case fish
  }

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    Surroundings.ignoreOutputSignals()
    let script =
      switch shell {
      case .bash: CompletionScript.bash
      case .zsh: CompletionScript.zsh
      case .fish: CompletionScript.fish
      }
    try Surroundings.print(script)
  }
}
