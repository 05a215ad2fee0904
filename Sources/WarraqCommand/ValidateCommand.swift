internal import ArgumentParser
internal import Warraq

/// `warraq validate`: finds what is wrong with documents.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check documents: well-formedness, official schemas, and rules beyond them.",
    usage: """
      warraq validate INPUT... [--format FORMAT] [--schema PATH] [--strict]
      warraq validate --rules [FORMAT]
      warraq validate --explain RULE
      """,
    discussion: """
      INPUT is a file, a folder, a quoted pattern such as 'in/*.xml', or - for \
      standard input.

      What is found is printed to standard output, a line each:
        file:line:column: severity: message [rule]
      An error breaks the standard. A warning makes a valid document a bad one. A \
      note is worth knowing.

      SCHEMAS
        --schema PATH checks every input against that XML Schema (.xsd), RELAX NG
        (.rng), DTD (.dtd) or JSON Schema (.json). Else, where the environment
        variable WARRAQ_SCHEMAS names a folder, each input is checked against the
        schema in it for its format and version, such as nitf-3-6.xsd,
        NewsML-G2_2.35-spec-All-Power.xsd, NewsML_1.2.dtd, ninjs-schema_3.1.json.
        The schema of canonical JSON is built in. Nothing is ever fetched.

      JSON
        --json prints one object. "inputs" is an array; for each input there are
        "file", "findings", "format", "schema", "records", "errors", "warnings",
        "notes" and "valid". A finding has "id", "severity", "message" and, where
        known, "file", "line", "column" and "byteOffset", as diagnostics have in
        the files of --report and --errors. Then come the sums "errors",
        "warnings" and "notes", the files of folders that were "skipped", by
        extension, and "valid" for all.

      EXAMPLES
        warraq validate story.xml
        WARRAQ_SCHEMAS=schemas warraq validate outgoing/ --strict
        warraq validate --json in/ | jq -r '.inputs[].findings[].id'
        warraq validate --explain newsml.guid-not-iri

      EXIT STATUS
        0   every input is valid: there is no error and, with --strict, no warning
        1   an input is not valid, or cannot be read
        64  usage error
        70  a fault of the command
        130 interrupted
      """)

  @Argument(help: ArgumentHelp("What to check.", valueName: "input"), completion: .file())
  var inputs: [String] = []

  @Option(
    name: [.customShort("f"), .long],
    help: ArgumentHelp(
      "The format of the inputs; by default detected in each.", valueName: "format"))
  var format: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The schema to check every input against.", valueName: "path"),
    completion: .file())
  var schema: String?

  @Flag(help: "Make warnings fail as errors do.")
  var strict = false

  @Flag(help: "Print one JSON object instead of lines.")
  var json = false

  @Flag(help: "Print every finding; else the first 20 of a rule in an input, and how many more.")
  var all = false

  @Flag(name: .shortAndLong, help: "Print errors only, and no summary.")
  var quiet = false

  @OptionGroup var inputOptions: InputOptions
  @OptionGroup var colorOptions: ColorOptions

  @Flag(help: "List the rules, of one format where it is named.")
  var rules = false

  @Option(help: ArgumentHelp("Tell what a rule is about.", valueName: "rule"))
  var explain: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Batches worked on at once (default: the processors).", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp("The largest record, in bytes (default: 67108864).", valueName: "n"))
  var maxRecordBytes: Int?

  mutating func run() async throws {
    Surroundings.ignoreOutputSignals()
    do throws(ConversionError) {
      if let explain { return try Surroundings.print(RuleHelp.explanation(of: explain)) }
      if rules { return try Surroundings.print(try listing()) }
    } catch {
      Terminal().complain(error)
      throw error.message.id.hasPrefix("usage.") ? ExitStatus.usage.code : ExitStatus.failed.code
    }
    let validator: Validator
    let found: InputOptions.Found
    do throws(ConversionError) {
      validator = try makeValidator()
      found = try inputOptions.find(inputs, none: .nothingToCheck) {
        validator.registry.checksFiles(like: $0)
      }
    } catch {
      Terminal().complain(error)
      throw ExitStatus.usage.code
    }
    let printer = ValidationPrinter(
      isJSON: json, printsAll: all || json, isQuiet: quiet, isStrict: strict,
      skipped: found.skipped, notices: found.notices, color: colorOptions.color)
    let status = await Interruption.canceling {
      await Self.validate(found, with: validator, printer)
    }
    guard status == .done else { throw status.code }
  }

  private static func validate(
    _ found: InputOptions.Found, with validator: Validator, _ printer: ValidationPrinter
  ) async -> ExitStatus {
    printer.begin()
    for failure in found.failures {
      let file = failure.location?.file ?? ""
      printer.beginInput(file)
      printer.show(failure.diagnostic)
      var report = ValidationReport(file: file)
      report.errors = 1
      printer.endInput(report)
    }
    await validator.validate(found.inputs) { input in
      guard !printer.isClosed else { return false }
      printer.beginInput(input.name)
      return true
    } onFinding: {
      printer.show(found.hints.hinted($0))
    } end: {
      printer.endInput($0)
    }
    printer.end(isWhole: !Task.isCancelled)
    if Task.isCancelled { return .interrupted }
    if let failure = printer.failure {
      Terminal().show(failure.diagnostic)
      return .failed
    }
    return printer.isValid ? .done : .failed
  }

  private func listing() throws(ConversionError) -> String {
    guard inputs.count < 2, format == nil || inputs.isEmpty else {
      throw ConversionError(.oneFormat)
    }
    guard let name = format ?? inputs.first else { return RuleHelp.list() }
    return try RuleHelp.list(of: name)
  }

  private func makeValidator() throws(ConversionError) -> Validator {
    var validator = Validator(registry: .standard)
    if let format {
      let named = try validator.registry.requireFormat(named: format)
      guard named.checker != nil else { throw ConversionError(.notCheckable(named.name)) }
      validator.format = named
    }
    if let schema {
      guard Input.file(schema).size != nil else {
        throw ConversionError(.badSetting("schema", schema, expected: "the path of a file"))
      }
      validator.schemas = Schemas(.file(schema))
    } else if let folder = Surroundings.schemaFolder {
      guard Folders.exists(folder) else { throw ConversionError(.noSchemaFolder(folder)) }
      validator.schemas = Schemas(.folder(folder))
    }
    for (name, number) in [("jobs", jobs), ("max-record-bytes", maxRecordBytes)] {
      guard let number, number < 1 else { continue }
      throw ConversionError(.badSetting(name, "\(number)", expected: "a number above 0"))
    }
    validator.jobs = jobs ?? Surroundings.processors
    validator.temporaryFolder = Surroundings.temporaryFolder
    if let maxRecordBytes { validator.limits.maximumRecordBytes = maxRecordBytes }
    return validator
  }
}

/// Help about rules, made from the table of formats.
enum RuleHelp {
  /// Formats that have a checker, with their rules; formats that share one are named together.
  static var groups: [(formats: [String], rules: [CheckRule])] {
    var groups: [(formats: [String], rules: [CheckRule])] = []
    for format in FormatRegistry.standard.formats {
      guard let rules = format.checker?.rules else { continue }
      if let known = groups.firstIndex(where: { $0.rules == rules }) {
        groups[known].formats.append(format.name)
      } else {
        groups.append(([format.name], rules))
      }
    }
    return groups
  }

  /// The rules of every format, each once.
  static var all: [CheckRule] {
    var seen: Set<String> = []
    return (CheckRule.general + groups.flatMap(\.rules)).filter { seen.insert($0.id).inserted }
  }

  static func list() -> String { rows(all) }

  static func list(of name: String) throws(ConversionError) -> String {
    let format = try FormatRegistry.standard.requireFormat(named: name)
    guard let checker = format.checker else { throw ConversionError(.notCheckable(format.name)) }
    return rows(checker.rules + CheckRule.general)
  }

  private static func rows(_ rules: [CheckRule]) -> String {
    let width = rules.map(\.id.count).max() ?? 0
    return rules.map { rule in
      FormatHelp.padded(rule.id, to: width + 2)
        + FormatHelp.padded(rule.severity.rawValue, to: 9) + rule.summary + "\n"
    }.joined()
  }

  static func explanation(of id: String) throws(ConversionError) -> String {
    guard let rule = all.first(where: { $0.id == id }) else {
      throw ConversionError(.unknownRule(id, nearest: Spelling.nearest(to: id, in: all.map(\.id))))
    }
    return """
      \(rule.id) (\(rule.severity.rawValue))

      \(FormatHelp.wrapped(rule.summary.prefix(1).uppercased() + rule.summary.dropFirst() + "."))

      \(FormatHelp.wrapped(rule.explanation))

      See \(rule.reference).

      """
  }
}

extension FormatHelp {
  /// A text in lines of at most 80 columns.
  static func wrapped(_ text: String) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + word.count >= 80 { lines.append("") }
      let line = lines[lines.count - 1]
      lines[lines.count - 1] = line.isEmpty ? String(word) : line + " " + word
    }
    return lines.joined(separator: "\n")
  }
}

extension Diagnostic.Message {
  static let nothingToCheck = Self(
    id: "usage.no-input", text: "nothing to check; name files, folders, or - for standard input")
  static let oneFormat = Self(id: "usage.one-format", text: "--rules takes one format")

  static func noSchemaFolder(_ path: String) -> Self {
    Self(
      id: "usage.schema-folder",
      text: "WARRAQ_SCHEMAS is '\(path)', which is no folder; name one that holds schemas")
  }

  static func unknownRule(_ id: String, nearest: String?) -> Self {
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
    return Self(
      id: "usage.unknown-rule",
      text: "no rule is named '\(id)'\(hint) ('warraq validate --rules' lists them)")
  }
}
