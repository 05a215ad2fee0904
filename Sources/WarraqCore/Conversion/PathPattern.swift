/// A pattern for paths: `*`, `?` and `[…]` within a name as in `glob(7)`, `**` for any number of
/// folders. The choices of `{a,b}` are patterns of their own: see ``BraceExpansion``.
struct PathPattern: Hashable, Sendable {
  private let components: [[Unicode.Scalar]]
  private let text: String
  private var isWhole = false

  /// Reads a pattern; any text is one.
  init(_ text: String) {
    self.text = text
    // Several slashes are one, as in paths.
    let names = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    components = names.enumerated().filter { $0.offset == 0 || !$0.element.isEmpty }
      .map { Array(Substring($0.element).unicodeScalars) }
  }

  /// Reads a pattern for paths below the folder that is searched; a start such as `/` or `./` says
  /// that it is about the whole path.
  init(below text: String) {
    let start = text.hasPrefix("./") ? 2 : text.hasPrefix("/") ? 1 : 0
    self.init(String(text.dropFirst(start)))
    isWhole = start > 0
  }

  /// Whether the text has characters that a pattern gives a meaning.
  static func isPattern(_ text: String) -> Bool {
    hasSigns(text) || BraceExpansion.isIn(text)
  }

  /// Whether the text has characters that stand for others.
  static func hasSigns(_ text: String) -> Bool {
    text.utf8.contains { "*?[".utf8.contains($0) }
  }

  /// Whether it matches at any depth.
  var isDeep: Bool { components.contains(Self.anyFolders) }

  /// Whether it names hidden files or folders: those whose names start with a dot.
  var namesHidden: Bool {
    components.contains { $0.first == "." && $0 != ["."] && $0 != [".", "."] }
  }

  /// Whether a name starts with a dot that a pattern has to have too.
  private static func isHidden(_ name: some Collection<UInt8>) -> Bool {
    name.first == UInt8(ascii: ".")
  }

  /// Whether it matches every file below a folder.
  var endsDeep: Bool { components.last == Self.anyFolders }

  /// Whether it is about names only, in whatever folder.
  var isName: Bool { components.count == 1 && !isWhole }

  /// The folder above the first name that is a pattern; empty for the current one.
  var fixedFolder: String {
    let fixed = components.prefix { !Self.hasSigns(String(String.UnicodeScalarView($0))) }
    let names = fixed.map { String(String.UnicodeScalarView($0)) }
    return names == [""] ? "/" : names.joined(separator: "/")
  }

  private static let anyFolders: [Unicode.Scalar] = ["*", "*"]

  /// Whether it matches a whole path.
  func matches(_ path: String) -> Bool {
    let names = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    var (name, pattern) = (0, 0)
    // Where the last `**` stands, and the first name after those that it takes.
    var retry: (pattern: Int, name: Int)?
    while name < names.count {
      if pattern < components.count, components[pattern] == Self.anyFolders {
        retry = (pattern, name)
        // What ends in `**` is every file below.
        if pattern + 1 == components.count { return !names[name...].contains(where: Self.isHidden) }
        pattern += 1
      } else if pattern < components.count,
        Self.matches(Substring(names[name]).unicodeScalars, components[pattern])
      {
        name += 1
        pattern += 1
      } else if let (last, start) = retry, !Self.isHidden(names[start]) {
        retry = (last, start + 1)
        (pattern, name) = (last + 1, start + 1)
      } else {
        return false
      }
    }
    return pattern == components.count
  }

  /// The paths that a pattern without `**` matches, in the order of their bytes; links to folders
  /// are followed, as `glob(3)` does, which knows no characters beyond bytes in many locales.
  func paths() -> [String] {
    var found = [""]
    for (index, component) in components.enumerated() {
      if component.isEmpty {
        found = index == 0 ? ["/"] : found
        continue
      }
      let text = String(String.UnicodeScalarView(component))
      let isFixed = !Self.hasSigns(text) && !component.contains("\\")
      found = found.flatMap { folder in
        let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
        let names = isFixed ? [text] : Folders.names(in: folder.isEmpty ? "." : folder)
        return names.filter { isFixed || Self.matches(Substring($0).unicodeScalars, component) }
          .map { prefix + $0 }
      }
    }
    return found.filter { FileStatus.of($0, followsLinks: false) != nil }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a name matches a pattern without `/`.
  private static func matches(
    _ name: Substring.UnicodeScalarView, _ pattern: [Unicode.Scalar]
  ) -> Bool {
    // A dot at the start is hidden from what stands for any character, as in `glob(7)`.
    if name.first == ".", pattern.first != ".", pattern.first != "\\" { return false }
    var (position, index) = (name.startIndex, 0)
    var retry: (index: Int, position: Substring.UnicodeScalarView.Index)?
    while position < name.endIndex {
      if index < pattern.count, pattern[index] == "*" {
        retry = (index, position)
        index += 1
      } else if index < pattern.count,
        let next = step(over: name[position], pattern, at: index)
      {
        position = name.index(after: position)
        index = next
      } else if let (last, start) = retry {
        let after = name.index(after: start)
        retry = (last, after)
        (index, position) = (last + 1, after)
      } else {
        return false
      }
    }
    return pattern[index...].allSatisfy { $0 == "*" }
  }

  /// The index after the one element of a pattern that matches a scalar; `nil` where it does not.
  private static func step(
    over scalar: Unicode.Scalar, _ pattern: [Unicode.Scalar], at index: Int
  ) -> Int? {
    switch pattern[index] {
    case "?": return index + 1
    case "[":
      // Without its end a bracket is a bracket; right after the start it is a member of the set.
      let isNegated = index + 1 < pattern.count && "!^".unicodeScalars.contains(pattern[index + 1])
      let first = index + (isNegated ? 2 : 1)
      guard let end = end(ofSet: pattern, from: first) else {
        return scalar == "[" ? index + 1 : nil
      }
      var isMember = false
      var place = first
      while place < end {
        if let (name, after) = characterClass(in: pattern, at: place) {
          isMember = isMember || has(scalar, name)
          place = after
        } else if place + 2 < end, pattern[place + 1] == "-" {
          if pattern[place] <= scalar, scalar <= pattern[place + 2] { isMember = true }
          place += 3
        } else {
          if pattern[place] == scalar { isMember = true }
          place += 1
        }
      }
      return isMember != isNegated ? end + 1 : nil
    case "\\" where index + 1 < pattern.count:
      return pattern[index + 1] == scalar ? index + 2 : nil
    default: return pattern[index] == scalar ? index + 1 : nil
    }
  }

  /// The index of the bracket that ends a set.
  private static func end(ofSet pattern: [Unicode.Scalar], from first: Int) -> Int? {
    var place = first
    while place < pattern.count {
      if let (_, after) = characterClass(in: pattern, at: place) {
        place = after
      } else if pattern[place] == "]", place > first {
        return place
      } else {
        place += 1
      }
    }
    return nil
  }

  /// The name of a class such as `[:alpha:]`, and the index after it.
  private static func characterClass(
    in pattern: [Unicode.Scalar], at index: Int
  ) -> (name: String, after: Int)? {
    guard index + 1 < pattern.count, pattern[index] == "[", pattern[index + 1] == ":" else {
      return nil
    }
    let letters = pattern[(index + 2)...].prefix { $0.isASCII && $0.properties.isAlphabetic }
    let end = letters.endIndex
    guard !letters.isEmpty, end + 1 < pattern.count, pattern[end] == ":", pattern[end + 1] == "]"
    else { return nil }
    return (String(String.UnicodeScalarView(letters)), end + 2)
  }

  /// Whether a character is in a class of `glob(7)`.
  private static func has(_ scalar: Unicode.Scalar, _ name: String) -> Bool {
    let isDigit = ("0"..."9").contains(scalar)
    let isPrinted = scalar.value > 0x20 && scalar.value != 0x7F
    return switch name {
    case "alpha": scalar.properties.isAlphabetic
    case "digit": isDigit
    case "alnum": isDigit || scalar.properties.isAlphabetic
    case "upper": scalar.properties.isUppercase
    case "lower": scalar.properties.isLowercase
    case "space", "blank": scalar.properties.isWhitespace
    case "xdigit": scalar.isASCII && scalar.properties.isHexDigit
    case "punct": isPrinted && scalar.isASCII && !isDigit && !scalar.properties.isAlphabetic
    case "graph", "print": isPrinted || scalar == " " && name == "print"
    default: false
    }
  }
}

/// Which files of folders and patterns are wanted, by their names.
///
/// A pattern without `/` is about the name of a file or folder wherever it lies, one with `/` about
/// the path below the folder that is searched. Files that are named are not asked about.
public struct PathFilter: Hashable, Sendable {
  private let included: [PathPattern]
  /// Of the included those that may name a folder: they end in `/`, or are a name as it is.
  private let includedFolders: [PathPattern]
  private let excluded: [PathPattern]

  /// Makes a filter.
  ///
  /// - Parameters:
  ///   - included: patterns of which a file has to match one; empty for all files.
  ///   - excluded: patterns of files and folders that are left out; they go before `included`.
  public init(included: [String] = [], excluded: [String] = []) {
    let included = included.flatMap { BraceExpansion.alternatives(of: $0) }
    self.included = included.map { PathPattern(below: $0) }
    includedFolders = included.filter { $0.hasSuffix("/") || !PathPattern.hasSigns($0) }
      .map { PathPattern(below: Self.withoutSlash($0)) }
    self.excluded = excluded.flatMap { BraceExpansion.alternatives(of: $0) }
      .map { PathPattern(below: Self.withoutSlash($0)) }
  }

  private static func withoutSlash(_ pattern: String) -> String {
    pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
  }

  /// Whether a file is wanted, by its path below the folder that is searched.
  func takes(_ path: String) -> Bool {
    guard !included.isEmpty || !excluded.isEmpty else { return true }
    guard !excludes(path) else { return false }
    return included.isEmpty || included.contains { Self.matches(path, $0) }
      || isBelowIncluded(path)
  }

  /// Whether one of the folders of a path is included.
  private func isBelowIncluded(_ path: String) -> Bool {
    guard !includedFolders.isEmpty else { return false }
    return path.utf8.indices.contains { index in
      guard path.utf8[index] == UInt8(ascii: "/") else { return false }
      let folder = String(path[..<index])
      return includedFolders.contains { Self.matches(folder, $0) }
    }
  }

  /// Whether a file or a whole folder is left out.
  func excludes(_ path: String) -> Bool {
    excluded.contains { Self.matches(path, $0) }
  }

  private static func matches(_ path: String, _ pattern: PathPattern) -> Bool {
    guard pattern.isName, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return pattern.matches(path)
    }
    return pattern.matches(String(path[path.utf8.index(after: slash)...]))
  }
}
