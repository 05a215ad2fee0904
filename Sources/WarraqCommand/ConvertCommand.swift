internal import ArgumentParser
internal import Synchronization
internal import Warraq

/// `warraq convert`: reads, changes, writes.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert articles to another format (the default command).",
    usage: "warraq [convert] INPUT... --to FORMAT [-o PATH] [options]",
    discussion: """
      INPUT is a file, a folder, a quoted pattern such as 'in/**/*.txt', or - for
      standard input, which is read too when it is a pipe and nothing is named; each
      may be compressed with gzip or Zstandard. An output is compressed when its
      name ends in .gz or .zst.

      EXAMPLES
        warraq story.txt -o story.epub
        warraq dumps/ -o stories.csv -o stories.epub
        warraq dumps/ -o stories.csv --columns id,published,headline,body --bom
        warraq dumps/ --to newsml --split 'out/{date}/{slug}.xml'
        warraq all.jsonl.gz -o ar.csv.zst --where 'language = ar' --dedupe body
        warraq export.json --map names.json --to jsonl --report report.json
        cat stories.jsonl | warraq - --from jsonl --to ninjs --strict > stories.json

      \(FormatHelp.whenAskedFor)

      --from-NAME and --to-NAME give an option to the reader or the writer alone.

      EXIT STATUS
        0   done
        1   some input, or the output, failed; the others were converted
        2   something was lost, under --strict
        64  usage error
        70  a fault of the command
        130 interrupted
      """)

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("What to read, and options of the formats.", valueName: "input"),
    completion: .file())
  var words: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      The output format; else from the extension of -o. With several -o, none or one for each, in \
      their order.
      """, valueName: "format"))
  var to: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The input format; by default detected in each input.", valueName: "format"))
  var from: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      The output file, or a folder for one file a story; else standard output. Several are written \
      of one reading.
      """, valueName: "path"),
    completion: .file())
  var output: [String] = []

  @Option(
    help: ArgumentHelp(
      "One file a story, with paths such as '{date}/{slug}.xml', below -o where given. "
        + "Fields: \(PathTemplate.fields.map { "{\($0)}" }.joined(separator: " ")).",
      valueName: "template"))
  var split: String?

  @Option(help: ArgumentHelp("The language of every story, a BCP 47 tag.", valueName: "tag"))
  var language: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Batches worked on at once (default: the processors).", valueName: "n"))
  var jobs: Int?

  @Flag(
    help: """
      Make any loss an error: exit status 2, and the output file stays as it was. Standard output \
      and the files of --split are written as they come. --strict=all makes warnings errors too.
      """)
  var strict = false

  @Flag(help: .hidden)
  var strictAll = false

  @Option(
    help: ArgumentHelp(
      """
      What becomes of a story without a date in a format that demands one: refuse (an error) or now \
      (the time of the run, the same when it is resumed) (default: refuse).
      """, valueName: "what"))
  var undated = UndatedStories.refuse

  @Flag(help: "Replace an output file even if it is not of the output format.")
  var force = false

  @Option(
    help: ArgumentHelp("Write all diagnostics and losses to a JSON file.", valueName: "file"),
    completion: .file())
  var report: String?

  @Option(
    help: ArgumentHelp(
      "Write what failed as JSON Lines, one object a record or input.", valueName: "file"),
    completion: .file())
  var errors: String?

  @Option(
    help: ArgumentHelp(
      """
      Write the keywords of lists without separators to a file, each with how often it was found, \
      for --tags.
      """, valueName: "file"),
    completion: .file())
  var keywordsOut: String?

  @Option(
    help: ArgumentHelp(
      """
      Stop at this number of errors: exit status 1, and the output file stays as it was. Standard \
      output and the files of --split are written as they come.
      """, valueName: "n"))
  var maxErrors: Int?

  @Option(
    help: ArgumentHelp(
      """
      Convert one of N parts of the inputs, equal in bytes, such as 3/8. Parts in jsonl, csv and tsv \
      strung together are the output of the whole; in other formats each is a document.
      """, valueName: "i/n"))
  var shard: String?

  @Flag(
    help: """
      Have every story say where it was read, in the field 'input': the name of its input, relative \
      to the folder that was named, which record of it, and the byte at which that begins.
      """)
  var provenance = false

  @Flag(
    help: """
      Resume an interrupted run of the same command, also after kill -9, from the checkpoint kept \
      beside the output. The checkpoint is written twice a second.
      """)
  var resume = false

  @Option(
    help: ArgumentHelp(
      "The largest record, in bytes (default: 67108864).", valueName: "n"))
  var maxRecordBytes: Int?

  @Flag(
    help: """
      Say what would be read, of which formats, and written, and do nothing; with -v each input.
      """)
  var dryRun = false

  @OptionGroup var inputOptions: InputOptions
  @OptionGroup var colorOptions: ColorOptions
  @OptionGroup var logOptions: LogOptions

  mutating func run() async throws {
    Surroundings.ignoreOutputSignals()
    let plan: ConversionPlan
    do throws(ConversionError) {
      plan = try makePlan()
    } catch {
      if error.message == .noArguments {
        Terminal().show(HelpTopic.usage)
      } else {
        Terminal().complain(error)
      }
      throw ExitStatus.usage.code
    }
    if dryRun { return try tellWhatWouldBeDone(plan) }
    let terminal = Terminal(
      level: logOptions.level, showsProgress: true,
      expectedBytes: Self.totalBytes(of: plan.inputs), color: colorOptions.color)
    let status = await Interruption.canceling { await plan.execute(terminal: terminal) }
    guard status == .done else { throw status.code }
  }
}

extension ConvertCommand {
  private func tellWhatWouldBeDone(_ plan: ConversionPlan) throws {
    let terminal = Terminal(level: logOptions.level, color: colorOptions.color)
    var failures = plan.failures
    do throws(ConversionError) {
      try plan.checkFiles()
      try plan.checkOutputs()
      let source = try from.map { name throws(ConversionError) in
        try FormatRegistry.standard.requireFormat(named: name)
      }
      let run = DryRun(
        plan: plan, sourceFormat: source, registry: .standard,
        listsInputs: logOptions.level == .note)
      let (text, unread) = run.result()
      failures += unread
      for failure in failures { terminal.show(plan.hints.hinted(failure.diagnostic)) }
      try Surroundings.print(text)
    } catch {
      terminal.show(error.diagnostic)
      throw ExitStatus.failed.code
    }
    guard failures.isEmpty else { throw ExitStatus.failed.code }
  }
}

// MARK: - Plan

extension ConvertCommand {
  private func makePlan() throws(ConversionError) -> ConversionPlan {
    let registry = FormatRegistry.standard
    var sourceFormat: Format?
    if let from { sourceFormat = try registry.requireFormat(named: from) }
    if let sourceFormat, sourceFormat.reader == nil {
      throw ConversionError(.notReadable(sourceFormat.name))
    }
    let targets: OutputWords
    do throws(ConversionError) {
      targets = try OutputWords(paths: output, formats: to, split: split, registry: registry)
    } catch {
      // A first word that is meant as a command explains a missing target.
      try checkFirstWord(of: words, isAlone: error.message == .noTarget)
      throw namesNothing && error.message == .noTarget ? ConversionError(.noArguments) : error
    }
    let words = try FormatWords(
      words, readers: sourceFormat.map { [$0] } ?? registry.formats,
      writers: targets.outputs.map(\.format),
      transforms: TransformChoices.infos)
    try checkFirstWord(of: words.inputs)

    var outputs: [ConversionOutput] = []
    for target in targets.outputs {
      let writer = try target.format.makeWriter(words.writerSettings(of: target.format))
      outputs.append(
        ConversionOutput(
          writer: writer, plan: try target.plan(for: writer), codec: target.codec,
          replaceableFormat: force ? nil : target.format))
    }
    var converter = Converter(registry: registry, writer: outputs[0].writer)
    converter.codec = outputs[0].codec
    converter.replaceableFormat = outputs[0].replaceableFormat
    converter.furtherOutputs = Array(outputs.dropFirst())
    converter.sourceFormat = sourceFormat
    converter.readerSettings = words.readerSettings
    converter.jobs = jobs ?? Surroundings.processors
    converter.isStrict = strict || strictAll
    converter.refusesWarnings = strictAll
    converter.sourceDate = try Surroundings.sourceDate()
    if undated == .now { converter.undatedDate = Surroundings.now }
    converter.maximumErrors = maxErrors
    if provenance { converter.provenance = Provenance(words: words.inputs) }
    converter.usesLane = Surroundings.variable("WARRAQ_LANE") != "ordinary"
    converter.temporaryFolder = Surroundings.temporaryFolder
    if let maxRecordBytes { converter.limits.maximumRecordBytes = maxRecordBytes }
    if let language = try LanguageArgument.checked(language) {
      converter.readerSettings.append(SettingValue("language", language))
      converter.transforms.append(LanguageOverride(language: language))
    }
    let counts = [
      ("jobs", jobs), ("max-record-bytes", maxRecordBytes), ("max-errors", maxErrors),
    ]
    let reference = words.readerSettings.last { $0.name == "reference-date" }
    converter.moment =
      reference.flatMap { NewsDate(iso8601: $0.text) } ?? converter.sourceDate
      ?? (resume ? Converter.moment(ofStopped: outputs[0].plan) : nil) ?? Surroundings.now
    try TransformChoices(words.transformSettings, referenceDate: converter.moment)
      .add(to: &converter)
    for (name, number) in counts {
      guard let number, number < 1 else { continue }
      throw ConversionError(.badSetting(name, "\(number)", expected: "a number above 0"))
    }
    let found = try inputOptions.find(
      words.inputs, none: .noInput, readsFiles: registry.readsFiles)
    let printed = targets.outputs.first { ($0.path ?? "-") == "-" && $0.split == nil }
    if let printed, printed.path == nil, !printed.format.isText, Surroundings.printsToTerminal {
      throw ConversionError(.binaryToTerminal(printed.format.name))
    }
    if let shard {
      converter.shard = try Shard(shard)
      if split != nil || !converter.orderedTransforms.isEmpty || found.readsStandardInput {
        throw ConversionError(.wholeOnly)
      }
    }
    if resume {
      guard printed == nil, !found.inputs.contains(where: \.isStream),
        !output.contains(where: { Input.file($0).isStream })
      else {
        throw ConversionError(.resumeNeedsFile)
      }
    }
    let learns = words.readerSettings.last { $0.name == "keywords" }?.text == "learn"
    if learns {
      guard shard == nil, !resume,
        !found.inputs.contains(where: \.isStream)
      else { throw ConversionError(.learnNeedsFiles) }
    }
    if keywordsOut != nil, resume { throw ConversionError(.keywordsOutNeedsWhole) }
    var taken = output.isEmpty && split == nil ? ["-"] : []
    let named = [("report", report), ("errors", errors), ("keywords-out", keywordsOut)]
    for (name, path) in output.map({ ("output", Optional($0)) }) + named {
      guard let path else { continue }
      let file =
        path == "-" || Surroundings.isStandardOutput(path) ? "-" : LocalFile.canonicalPath(path)
      // A device keeps nothing, so it may be named again.
      guard !taken.contains(file) || file == "/dev/null",
        name == "output" || path != "-"
      else {
        throw ConversionError(.badSetting(name, path, expected: "a file of its own"))
      }
      taken.append(file)
    }
    return ConversionPlan(
      converter: converter, inputs: found.inputs, inputFiles: InputFiles(found.inputs),
      failures: found.failures,
      skipped: found.skipped, notices: found.notices, hints: found.hints,
      output: outputs[0].plan, formatNames: targets.formatNames,
      outputNames: targets.outputs.map { $0.path ?? "-" },
      reportPath: report, errorsPath: errors,
      learning: learns || keywordsOut != nil
        ? KeywordLearning(
          readsTwice: learns, path: keywordsOut, temporaryFolder: converter.temporaryFolder) : nil,
      identity: resume ? identity(of: found.inputs, words: words, targets: targets) : nil,
      isQuiet: logOptions.level == .error)
  }

  /// Whether neither inputs nor outputs are named, and none is piped in.
  private var namesNothing: Bool {
    words.isEmpty && output.isEmpty && split == nil && inputOptions.filesFrom == nil
      && !Surroundings.hasPipedInput
  }

  /// A digest of everything that the output depends on: options, and inputs with their sizes and
  /// times.
  private func identity(of inputs: [Input], words: FormatWords, targets: OutputWords) -> String {
    var text = ByteBuffer()
    var parts: [String?] = [
      Version.current, from, split, language, shard, errors,
      "\(strict) \(strictAll) \(provenance)", undated.rawValue,
    ]
    parts += targets.formatNames + output
    parts += [maxErrors, maxRecordBytes].map { $0.map { "\($0)" } }
    parts.append(Surroundings.variable("SOURCE_DATE_EPOCH"))
    for setting in words.readerSettings + words.writerSettings + words.transformSettings {
      parts += [setting.name, setting.text]
    }
    for input in inputs {
      guard case .file(let path) = input else { continue }
      parts += [path, Surroundings.fingerprint(of: path)]
    }
    for part in parts {
      text.append(part ?? "-")
      text.append(0)
    }
    return UUIDv5.urn(for: text.bytes, in: UUIDv5.contentNamespace)
  }

  /// Refuses a first word that is no file but nearly the name of a command, or alone may be meant
  /// for one.
  private func checkFirstWord(
    of inputs: [String], isAlone: Bool = false
  ) throws(ConversionError) {
    guard let word = inputs.first, word == Surroundings.arguments.first,
      !word.contains(where: { "./*?[-".contains($0) }), Input.file(word).isMissing
    else { return }
    let nearest = Spelling.nearest(
      to: word, in: CommandName.allCases.map(\.rawValue) + ["version"])
    guard nearest != nil || isAlone else { return }
    throw ConversionError(.unknownCommand(word, nearest: nearest))
  }

  private static func totalBytes(of inputs: [Input]) -> Int? {
    var total = 0
    for input in inputs {
      guard let size = input.size else { return nil }
      total += size
    }
    return total
  }
}

extension Diagnostic.Message {
  /// Nothing was said to do: the usage is the answer.
  static let noArguments = Self(id: "usage.no-arguments", text: HelpTopic.usage)

  static let noInput = Self(
    id: "usage.no-input", text: "nothing to read; name files, folders, or - for standard input")
  static func unknownCommand(_ word: String, nearest: String?) -> Self {
    let name = nearest == "version" ? "--version" : nearest
    let hint = name.map { "; did you mean '\($0)'?" } ?? ""
    return Self(
      id: "usage.unknown-command",
      text: "no file and no command is named '\(word)'\(hint) ('warraq help' lists the commands)")
  }

  static func binaryToTerminal(_ format: String) -> Self {
    Self(
      id: "usage.binary-to-terminal",
      text: "\(format) is not text, and is not written to a terminal; name a file with -o, or "
        + "insist with -o -")
  }

  static let wholeOnly = Self(
    id: "usage.shard",
    text: "--shard writes one part of files into one output; --split, --dedupe, --sort, --skip, "
      + "--limit and standard input need the whole")
  static let resumeNeedsFile = Self(
    id: "usage.resume", text: "--resume needs inputs that are files, and an output that is one")
}
