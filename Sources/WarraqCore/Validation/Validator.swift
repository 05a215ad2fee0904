internal import WarraqModel

/// Checks inputs: whether they are well-formed, as their schema says, and as good as the rules ask.
///
/// ```swift
/// let validator = Validator(registry: .standard)
/// let report = await validator.validate(.file("story.xml")) { print($0) }
/// ```
///
/// Records are looked at in batches, on as many tasks as there are ``jobs``; what is found comes in
/// the order of the input, and is the same for any number of jobs. Memory is bound by eight batches,
/// and eight bytes for each name that must be unique, such as the identifiers of items.
public struct Validator: Sendable {
  /// The formats that inputs may be of.
  public var registry: FormatRegistry
  /// The format of every input; `nil` to tell it from each input.
  public var format: Format?
  /// What documents are checked against besides the rules.
  public var schemas = Schemas()
  /// How many batches are worked on at the same time, 1 or more.
  public var jobs = 1
  /// What no input may exceed.
  public var limits = Limits()
  /// Where books are kept while they are looked at.
  public var temporaryFolder = "/tmp"

  /// Makes a validator.
  public init(registry: FormatRegistry) {
    self.registry = registry
  }

  /// How many batches are looked at together; more jobs than that are not used.
  private static let window = 8

  /// Checks one input.
  ///
  /// What keeps it from being read is found like all else.
  ///
  /// - Parameters:
  ///   - input: what to check.
  ///   - onFinding: is given what is found, in the order of the input.
  @concurrent
  public func validate(
    _ input: Input, onFinding: @Sendable (Diagnostic) -> Void = { _ in }
  ) async -> ValidationReport {
    var report = ValidationReport(file: input.name)
    func tell(_ diagnostics: [Diagnostic]) {
      for diagnostic in diagnostics {
        report.count(diagnostic)
        onFinding(diagnostic)
      }
    }
    do throws(ConversionError) {
      let opened = try open(input)
      report.format = opened.format
      var schemas = schemas
      if case .file(let path) = schemas.source, !opened.checker.schemaLanguage.takes(path) {
        tell([
          Diagnostic(
            .needlessSchema, "\(opened.format) cannot be checked against \(path)",
            at: SourceLocation(file: input.name))
        ])
        schemas = Schemas()
      }
      var check = InputCheck(
        opened, schemas: schemas,
        context: ConversionContext(limits: limits, temporaryFolder: temporaryFolder))
      while !Task.isCancelled {
        let batches = check.nextBatches(Self.window)
        let results = await results(of: batches, with: opened.checker, schemas)
        tell(check.settle(results))
        if check.isAtEnd { break }
      }
      report.schema = check.schemaPath
      report.records = check.records
    } catch {
      tell([error.diagnostic])
    }
    return report
  }

  /// An input whose format is known.
  struct Opened {
    var source: ByteSource
    var checker: any FormatChecker
    var format: String
    var encoding: TextEncodingGuess
  }

  private func open(_ input: Input) throws(ConversionError) -> Opened {
    let source = try input.open()
    try FormatDetection.unpack(source, with: registry, limits: limits)
    let encoding = try FormatDetection.encoding(of: source)
    let format =
      if let format { format } else {
        try FormatDetection.format(
          of: source, encoding: encoding, in: registry, option: "--format"
        ) { $0.checker != nil }
      }
    guard let checker = format.checker else {
      throw ConversionError(.notCheckable(format.name), at: SourceLocation(file: source.name))
    }
    if checker.readsText {
      switch encoding {
      case .text(.utf8), .invalidUTF8: break
      case .text(let encoding): source.transcode(from: encoding)
      case .binary(let kind):
        throw ConversionError(.binary(kind), at: SourceLocation(file: source.name))
      }
    }
    return Opened(source: source, checker: checker, format: format.name, encoding: encoding)
  }

  private func results(
    of batches: [RecordBatch], with checker: any FormatChecker, _ schemas: Schemas
  ) async -> [CheckedBatch] {
    if jobs <= 1 || batches.count < 2 {
      return batches.map { CheckedBatch($0, checker: checker, schemas: schemas, limits: limits) }
    }
    return await withTaskGroup(of: (Int, CheckedBatch).self) { group in
      var results = [CheckedBatch?](repeating: nil, count: batches.count)
      var next = 0
      func start() {
        guard next < batches.count else { return }
        let (index, batch) = (next, batches[next])
        next += 1
        group.addTask {
          (index, CheckedBatch(batch, checker: checker, schemas: schemas, limits: limits))
        }
      }
      for _ in 0..<jobs { start() }
      for await (index, result) in group {
        results[index] = result
        start()
      }
      return results.compactMap { $0 }
    }
  }
}

/// What was found in the records of a batch.
struct CheckedBatch: Sendable {
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var claims: [Findings.Claim] = []
  private(set) var records = 0
  private(set) var schemaPath: String?

  init(_ batch: RecordBatch, checker: any FormatChecker, schemas: Schemas, limits: Limits) {
    records = batch.count
    for index in 0..<batch.count {
      // A batch may be all of an input.
      guard !Task.isCancelled else { break }
      let record = batch[index]
      var findings = Findings(in: record, limits: limits)
      checker.check(record, schemas: schemas, into: &findings)
      let (found, claimed) = findings.settled()
      diagnostics += found
      claims += claimed
      schemaPath = findings.schemaPath ?? schemaPath
    }
  }
}

/// The sequential half of checking one input.
private struct InputCheck {
  private(set) var isAtEnd = false
  private(set) var records = 0
  private let source: ByteSource
  private var scanner: any RecordScanner
  private let watcher: (any InputWatcher)?
  private var context: ConversionContext
  private var ledger = ClaimLedger()
  private var recordSchemaPath: String?

  var schemaPath: String? { watcher?.schemaPath ?? recordSchemaPath }

  init(_ opened: Validator.Opened, schemas: Schemas, context: ConversionContext) {
    let limits = context.limits
    self.context = context
    source = opened.source
    scanner = opened.checker.makeScanner()
    watcher = opened.checker.makeWatcher(file: source.name, schemas: schemas, limits: limits)
    if let watcher { source.observer = { watcher.see($0) } }
    if opened.checker.readsText, case .text(let encoding) = opened.encoding, encoding != .utf8 {
      self.context.log.emit(
        Diagnostic(
          .notUTF8,
          "the text is not UTF-8 but looks like \(encoding.rawValue), which nothing in it says",
          at: SourceLocation(file: source.name, line: 1)))
    }
  }

  mutating func nextBatches(_ count: Int) -> [RecordBatch] {
    var batches: [RecordBatch] = []
    while batches.count < count, !isAtEnd {
      var batch = RecordBatch()
      batch.beginFile(source.name)
      do throws(ConversionError) {
        isAtEnd = !(try scanner.scan(source, into: &batch, context: &context))
      } catch {
        context.log.emit(error)
        isAtEnd = true
        drain()
      }
      batches.append(batch)
    }
    return batches
  }

  /// The watcher sees what the scanner gave up on.
  private func drain() {
    guard watcher != nil else { return }
    var bytes: [UInt8] = []
    do throws(ConversionError) {
      while try source.read(into: &bytes, upTo: 1 << 20) > 0 {
        bytes.removeAll(keepingCapacity: true)
      }
    } catch {
      // What cannot be read was said by the scanner.
    }
  }

  /// What was found in the batches, in the order of the input.
  mutating func settle(_ results: [CheckedBatch]) -> [Diagnostic] {
    var diagnostics = context.log.diagnostics
    context.log = DiagnosticLog()
    for result in results {
      records += result.records
      diagnostics += result.diagnostics
      recordSchemaPath = result.schemaPath ?? recordSchemaPath
      for claim in result.claims {
        if let diagnostic = ledger.add(claim) { diagnostics.append(diagnostic) }
      }
    }
    if isAtEnd {
      watcher?.finish()
      diagnostics += ledger.unmet()
      if source.replacements > 0 {
        diagnostics.append(
          Diagnostic(
            .error, .replaced(source.replacements), at: SourceLocation(file: source.name)))
      }
    }
    if let watcher { diagnostics += watcher.takeFindings() }
    // The order of equals is kept by their number.
    return diagnostics.enumerated().sorted { a, b in
      let (x, y) = (a.element.location, b.element.location)
      return (x?.line ?? 0, x?.column ?? 0, a.offset) < (y?.line ?? 0, y?.column ?? 0, b.offset)
    }.map(\.element)
  }
}

extension Input {
  /// What diagnostics call it.
  public var name: String {
    switch self {
    case .file(let path): path
    case .standardInput: "<stdin>"
    case .memory(_, let name): name
    }
  }
}

extension Diagnostic.Message {
  package static func notCheckable(_ format: String) -> Self {
    Self(id: "usage.not-checkable", text: "\(format) has no rules to be checked against")
  }
}
