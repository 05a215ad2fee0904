internal import WarraqCore
internal import WarraqModel

/// Tells news agencies from the publication a story was taken from.
///
/// - Names of one line are separated at `+`, `/`, `|`, `;`, commas and spaced dashes, at a dash
///   between letters that are not Latin, and at "and".
/// - Names joined on one line are agencies, and so is a name that the table of agencies knows or
///   that has a word such as "agency".
/// - Of several lines, the last one that names something new is the publication, unless it is
///   known as an agency; the lines before it are agencies, unless a later one is and they are not.
/// - One name on one line that nothing is known of has no role.
/// - The credit line is what the agencies' lines print, repetitions left out.
struct SourceCredits {
  private var lines: [ArraySlice<UInt8>] = []
  private let table: MarkerTable
  // More lines than any story has are not compared with each other.
  private static let maximumComparedLines = 50

  init(table: MarkerTable) { self.table = table }

  var isEmpty: Bool { lines.isEmpty }

  mutating func append(_ line: ArraySlice<UInt8>) {
    if !line.isEmpty { lines.append(line) }
  }

  /// Puts the sources into an article.
  func apply(to article: inout Article) {
    var credits: [String] = []
    var seen: Set<String> = []
    let split = lines.map { names($0) }
    for (index, names) in split.enumerated() {
      let role = split.count <= Self.maximumComparedLines ? role(of: index, in: split) : nil
      var isNew = false
      for name in names {
        let text = name.string
        guard seen.insert(text).inserted else { continue }
        isNew = true
        article.sources.append(
          isLink(name) ? Source(name: text, role: role, url: text) : Source(name: text, role: role))
      }
      if role == SourceRole.agency, isNew { credits.append(lines[index].string) }
    }
    if !credits.isEmpty { article.creditLine = credits.joined(separator: ", ") }
  }

  private func role(of index: Int, in lines: [[ArraySlice<UInt8>]]) -> String? {
    let names = lines[index]
    if names.count > 1 || names.contains(where: table.isAgency) { return SourceRole.agency }
    let others = lines.indices.filter { $0 != index && lines[$0] != names }
    guard !others.isEmpty else { return nil }
    let isLast = others.allSatisfy { $0 < index }
    if isLast { return SourceRole.publisher }
    let laterAgency = others.contains { other in
      other > index && (lines[other].count > 1 || lines[other].contains(where: table.isAgency))
    }
    return laterAgency ? SourceRole.publisher : SourceRole.agency
  }

  private func isLink(_ name: ArraySlice<UInt8>) -> Bool {
    name.starts(with: "http://".utf8) || name.starts(with: "https://".utf8)
  }

  /// The names of a credit to people: at a comma only where there are three or more, because a job
  /// follows a comma too.
  static func people(_ line: ArraySlice<UInt8>, table: MarkerTable) -> [ArraySlice<UInt8>] {
    let credits = SourceCredits(table: table)
    let names = credits.names(line)
    return names.count == 2 && credits.names(line, atCommas: false).count == 1 ? [line] : names
  }

  /// The names of one line.
  func names(_ line: ArraySlice<UInt8>, atCommas: Bool = true) -> [ArraySlice<UInt8>] {
    if isLink(line) { return [line] }
    var names: [ArraySlice<UInt8>] = []
    var start = line.startIndex
    var index = start
    func add(_ end: Int) {
      let name = line[start..<end].trimmed
      if name.firstVisibleScalar != nil { names.append(name) }
    }
    while index < line.endIndex {
      let (value, next) = line.scalar(at: index)
      let isComma = value == 0x2C || value == 0x60C
      if isComma && atCommas || isJoint(value, at: index, next: next, in: line) {
        add(index)
        start = next
      } else if TextFolding.isSpace(value) {
        // "and" as a word of its own.
        var end = next
        while end < line.endIndex, !TextFolding.isSpace(line.scalar(at: end).value) {
          end = line.scalar(at: end).next
        }
        if end < line.endIndex, end > next, start < index,
          table.conjunctions.contains(WordHash.of(TextFolding.folded(line[next..<end])))
        {
          add(index)
          start = end
          index = end
          continue
        }
      }
      index = next
    }
    add(line.endIndex)
    return names
  }

  private func isJoint(
    _ value: UInt32, at index: Int, next: Int, in line: ArraySlice<UInt8>
  ) -> Bool {
    switch value {
    case 0x2B, 0x2F, 0x7C, 0x3B, 0x61B: return true
    case 0x2D, 0x2013, 0x2014:
      let before = line.scalar(before: index)?.value ?? 0x20
      let after = next < line.endIndex ? line.scalar(at: next).value : 0x20
      // "France-Presse" is one name; an Arabic name has no hyphen.
      if TextFolding.isSpace(before) || TextFolding.isSpace(after) { return true }
      return before >= 0x590 || after >= 0x590
    default: return false
    }
  }
}
