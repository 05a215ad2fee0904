internal import Warraq

/// What helps where a word of the command line names no file: a name that is nearly it, or how to
/// read an address.
struct InputHints: Sendable {
  private var hints: [String: String] = [:]

  /// Looks for a hint, where the word names nothing.
  mutating func add(_ word: String) {
    if !add(address: word), let name = LocalFile.nearest(to: word) {
      hints[word] = "; did you mean '\(name)'?"
    }
  }

  /// Adds how to read an address, which names no file; returns whether the word is one.
  @discardableResult
  mutating func add(address word: String) -> Bool {
    let scheme = word.prefix { $0 != ":" }.lowercased()
    guard ["http", "https", "ftp", "file"].contains(scheme),
      word.dropFirst(scheme.count).hasPrefix("://")
    else { return false }
    if Input.file(word).isMissing {
      hints[word] =
        scheme == "file"
        ? "; name the file by its path, without 'file://'"
        : "; nothing is fetched from the network: try 'curl -sSL ADDRESS | warraq -'"
    }
    return true
  }

  /// The diagnostic with the hint for its input.
  func hinted(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.message.id == "input.unreadable", let file = diagnostic.location?.file,
      let hint = hints[file]
    else { return diagnostic }
    var hinted = diagnostic
    hinted.message = Diagnostic.Message(
      id: diagnostic.message.id, text: diagnostic.message.text + hint)
    return hinted
  }
}
