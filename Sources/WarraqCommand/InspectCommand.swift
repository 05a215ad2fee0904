internal import ArgumentParser
internal import Warraq

/// `warraq inspect`: one article as a tree, and what a format would lose of it.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what is in an article, and what a format would lose of it.",
    usage: "warraq inspect INPUT [--from FORMAT] [--to FORMAT] [--number N]",
    discussion: """
      EXAMPLES
        warraq inspect story.txt
        warraq inspect stories.jsonl --number 3 --to newsml
      """)

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("What to read, and options of the formats.", valueName: "input"),
    completion: .file())
  var words: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Say what writing this format would lose.", valueName: "format"))
  var to: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The input format; by default detected.", valueName: "format"))
  var from: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Which article of the input, 1 first.", valueName: "n"))
  var number = 1

  @Option(help: ArgumentHelp("The language of the story, a BCP 47 tag.", valueName: "tag"))
  var language: String?

  @OptionGroup var logOptions: LogOptions
  @OptionGroup var colorOptions: ColorOptions

  func run() throws {
    Surroundings.ignoreOutputSignals()
    let terminal = Terminal(level: logOptions.level, color: colorOptions.color)
    var hints = InputHints()
    do throws(ConversionError) {
      let registry = FormatRegistry.standard
      let source: Format? = if let from { try registry.requireFormat(named: from) } else { nil }
      if let source, source.reader == nil { throw ConversionError(.notReadable(source.name)) }
      let target: Format? = if let to { try registry.requireFormat(named: to) } else { nil }
      let words = try FormatWords(
        words, readers: source.map { [$0] } ?? registry.formats,
        writers: target.map { [$0] } ?? [])
      let inputs =
        words.inputs.isEmpty && Surroundings.hasPipedInput ? ["-"] : words.inputs
      guard inputs.count == 1, let input = inputs.first else {
        throw ConversionError(.oneInput)
      }
      hints.add(input)
      guard number > 0 else {
        throw ConversionError(.badSetting("number", "\(number)", expected: "a number above 0"))
      }
      var settings = words.readerSettings
      let language = try LanguageArgument.checked(language)
      if let language { settings.append(SettingValue("language", language)) }
      var context = ConversionContext()
      let article: Article?
      do throws(ConversionError) {
        article = try read(
          input, source: source, settings: settings, registry: registry, context: &context)
      } catch {
        for diagnostic in context.log.diagnostics { terminal.show(diagnostic) }
        throw error
      }
      guard var article else {
        // An input that cannot be read has no article either, but that is not what is wrong.
        guard let failure = context.log.diagnostics.first(where: { $0.severity == .error }) else {
          for diagnostic in context.log.diagnostics { terminal.show(diagnostic) }
          throw ConversionError(.noSuchArticle(number))
        }
        for diagnostic in context.log.diagnostics where diagnostic != failure {
          terminal.show(diagnostic)
        }
        throw ConversionError(failure.message, at: failure.location)
      }
      if let language { article.language = language }
      var text = ArticleTree.text(of: article)
      if let target {
        text += try Self.losses(
          of: article, in: target.makeWriter(words.writerSettings), named: target.name)
      }
      for diagnostic in context.log.diagnostics { terminal.show(diagnostic) }
      terminal.close()
      try Surroundings.print(text)
    } catch {
      if error.message.id.hasPrefix("usage.") {
        terminal.complain(error)
        throw ExitStatus.usage.code
      }
      terminal.show(hints.hinted(error.diagnostic))
      terminal.close()
      throw ExitStatus.failed.code
    }
  }

  private func read(
    _ word: String, source format: Format?, settings: [SettingValue], registry: FormatRegistry,
    context: inout ConversionContext
  ) throws(ConversionError) -> Article? {
    var feeder = BatchFeeder(
      inputs: [word == "-" ? .standardInput : .file(word)], registry: registry,
      sourceFormat: format, settings: settings, context: context)
    var seen = 0
    while let work = feeder.next() {
      for note in work.notes { context.log.emit(note.diagnostic) }
      for index in 0..<work.batch.count {
        var articles: [Article] = []
        var local = ConversionContext(limits: context.limits)
        do throws(ConversionError) {
          try work.reader.decode(work.batch[index], into: &articles, context: &local)
        } catch {
          context.log.emit(error)
        }
        let isHere = seen + articles.count >= number
        // A record without an article says why there is none.
        if isHere || articles.isEmpty {
          for diagnostic in local.log.diagnostics { context.log.emit(diagnostic) }
        }
        if isHere {
          var article = articles[number - seen - 1]
          _ = Identification().apply(to: &article, context: &local)
          return article
        }
        seen += articles.count
      }
    }
    return nil
  }

  private static func losses(
    of article: Article, in writer: any ArticleWriter, named name: String
  ) throws(ConversionError) -> String {
    let lost = article.features.intersection(writer.lossyFeatures).features
    guard !lost.isEmpty else { return "\nNothing of it is lost in \(name).\n" }
    let rows = lost.map { feature in
      "  \(FormatHelp.padded(feature.rawValue, to: 20)) \(writer.treatment(of: feature).rawValue)\n"
    }
    return "\nLost in \(name):\n" + rows.joined()
  }
}

extension Diagnostic.Message {
  static let oneInput = Self(id: "usage.one-input", text: "inspect takes one input")

  static func noSuchArticle(_ number: Int) -> Self {
    Self(id: "usage.no-such-article", text: "the input has no article number \(number)")
  }
}
