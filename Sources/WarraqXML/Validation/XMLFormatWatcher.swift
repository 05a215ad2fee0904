package import WarraqCore

/// Watches a document of a format in XML: it is checked against the schema that its own start asks
/// for.
package final class XMLFormatWatcher: InputWatcher {
  /// Says which schema the start of a document asks for, `nil` for none.
  package typealias Chooser = (ContentSample, Schemas) -> Schemas.Choice?

  private let file: String
  private let schemas: Schemas
  private let limits: Limits
  private let choose: Chooser
  private let reportsMissingSchema: Bool
  private let onFinish: ((XMLDocumentCheck.Outline) -> [Diagnostic])?
  private var start: [UInt8] = []
  private var check: XMLDocumentCheck?
  private var findings: [Diagnostic] = []

  // The first item of a message states its version, after the header of the message.
  private static let startBytes = 16 << 10

  /// Starts to watch.
  ///
  /// - Parameter hasOfficialSchema: whether it is worth a note that there is none.
  package init(
    file: String, schemas: Schemas, limits: Limits, hasOfficialSchema: Bool = true,
    choose: @escaping Chooser,
    onFinish: ((XMLDocumentCheck.Outline) -> [Diagnostic])? = nil
  ) {
    self.file = file
    self.schemas = schemas
    self.limits = limits
    self.choose = choose
    reportsMissingSchema = hasOfficialSchema
    self.onFinish = onFinish
  }

  package var schemaPath: String? { check?.schemaPath }

  package func see(_ bytes: UnsafeBufferPointer<UInt8>) {
    if let check { return check.see(bytes) }
    start += bytes
    if start.count >= Self.startBytes { begin(isComplete: false) }
  }

  package func finish() {
    if check == nil { begin(isComplete: true) }
    check?.finish()
  }

  package func takeFindings() -> [Diagnostic] {
    defer { findings = [] }
    return findings + (check?.takeFindings() ?? [])
  }

  private func begin(isComplete: Bool) {
    let check = XMLDocumentCheck(
      file: file, grammar: grammar(isComplete: isComplete), limits: limits, onFinish: onFinish)
    start.withUnsafeBufferPointer { check.see($0) }
    start = []
    self.check = check
  }

  private func grammar(isComplete: Bool) -> XMLDocumentCheck.Grammar {
    let sample = ContentSample(bytes: start[...], isComplete: isComplete)
    let place = SourceLocation(file: file)
    guard let choice = choose(sample, schemas) else {
      if reportsMissingSchema, case .folder = schemas.source { report(.noSchema, nil, at: place) }
      return .none
    }
    if let version = choice.otherVersion {
      report(.otherVersion, CheckRule.otherVersionText(version), at: place)
    }
    do throws(ConversionError) {
      return try XMLDocumentCheck.Grammar(path: choice.path, in: schemas)
    } catch {
      findings.append(error.diagnostic)
      return .none
    }
  }

  private func report(_ rule: CheckRule, _ text: String?, at location: SourceLocation) {
    findings.append(
      Diagnostic(rule, text, at: location))
  }
}

extension ContentSample {
  /// The value of the first attribute of that name, wherever it stands; `nil` without one.
  package func attribute(_ name: StaticString) -> String? {
    let needle = name.withUTF8Buffer { Array($0) }
    guard let first = needle.first else { return nil }
    var rest = bytes
    while let index = rest.firstIndex(of: first) {
      rest = rest[index...]
      let isWhole = index == bytes.startIndex || bytes[index - 1] <= 0x20
      if isWhole, rest.starts(with: needle) {
        let value = rest.dropFirst(needle.count).drop { $0 <= 0x20 }
        if value.first == UInt8(ascii: "=") {
          let quoted = value.dropFirst().drop { $0 <= 0x20 }
          if let quote = quoted.first, quote == 0x22 || quote == 0x27 {
            return String(
              decoding: quoted.dropFirst().prefix { $0 != quote && $0 != UInt8(ascii: "<") },
              as: UTF8.self)
          }
        }
      }
      rest = rest.dropFirst()
    }
    return nil
  }
}
