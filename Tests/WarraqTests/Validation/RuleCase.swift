import Synchronization
import Testing
import Warraq

/// A rule, and a change to a good document that breaks it.
struct RuleCase: Sendable, CustomTestStringConvertible {
  var rule: String
  var change: @Sendable (String) -> String

  /// A document in which a text is replaced by another.
  init(_ rule: String, _ old: String, _ new: String) {
    self.rule = rule
    change = { document in
      precondition(document.contains(old), "the good document of \(rule) has no '\(old)'")
      return document.replacing(old, with: new)
    }
  }

  /// Another document.
  init(_ rule: String, document: String) {
    self.rule = rule
    change = { _ in document }
  }

  var testDescription: String { rule }
}

/// What a checker finds in documents in memory.
enum Checked {
  static func findings(
    in bytes: [UInt8], format: Format, schemas: Schemas = Schemas(), jobs: Int = 1,
    limits: Limits = Limits(), name: String = "a"
  ) async -> [Diagnostic] {
    var validator = Validator(registry: .standard)
    validator.format = format
    validator.schemas = schemas
    validator.jobs = jobs
    validator.limits = limits
    let found = Mutex<[Diagnostic]>([])
    let report = await validator.validate(.memory(bytes, name: name)) { diagnostic in
      found.withLock { $0.append(diagnostic) }
    }
    let findings = found.withLock { $0 }
    #expect(report.errors == findings.count { $0.severity == .error })
    #expect(report.warnings == findings.count { $0.severity == .warning })
    return findings
  }

  static func findings(in text: String, format: Format) async -> [Diagnostic] {
    await findings(in: Array(text.utf8), format: format)
  }

  /// That a good document breaks no rule, and what a case makes of it breaks that of the case.
  static func expect(
    _ ruleCase: RuleCase, breaks good: String, format: Format,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) async {
    let clean = await findings(in: good, format: format).filter { $0.message.id == ruleCase.rule }
    #expect(clean == [], sourceLocation: sourceLocation)
    let found = await findings(in: ruleCase.change(good), format: format)
    let breach = found.first { $0.message.id == ruleCase.rule }
    #expect(breach != nil, "found \(found)", sourceLocation: sourceLocation)
    let rule = (format.checker?.rules ?? []).first { $0.id == ruleCase.rule }
    #expect(breach?.severity == rule?.severity, sourceLocation: sourceLocation)
    #expect(breach?.location?.line != nil, sourceLocation: sourceLocation)
    for finding in found {
      let isKnown = (format.checker?.rules ?? []).contains { $0.id == finding.message.id }
      #expect(isKnown, "\(finding.message.id) is no rule", sourceLocation: sourceLocation)
      #expect(!finding.message.text.contains("\n"), sourceLocation: sourceLocation)
    }
  }

  /// That every rule of a format has a case.
  static func expectCases(
    _ cases: [RuleCase], for format: Format, besides: [String] = [],
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let rules = Set((format.checker?.rules ?? []).map(\.id))
    #expect(!rules.isEmpty, sourceLocation: sourceLocation)
    let tested = Set(cases.map(\.rule)).union(besides)
    #expect(rules.subtracting(tested) == [], "have no case", sourceLocation: sourceLocation)
    #expect(tested.subtracting(rules) == [], "are no rules", sourceLocation: sourceLocation)
  }
}
