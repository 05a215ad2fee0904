import TestSupport
import Testing
import Warraq
import WarraqZip

/// What every format of the table promises.
struct ContractTests {
  static let readable = FormatRegistry.standard.formats.filter { $0.reader != nil }.map(\.name)
  static let writable = FormatRegistry.standard.formats.filter { $0.writer != nil }.map(\.name)

  private func writer(_ name: String) throws -> any ArticleWriter {
    try #require(try FormatRegistry.standard.requireFormat(named: name).writer).make()
  }

  private func reader(_ name: String) throws -> (any ArticleReader)? {
    try FormatRegistry.standard.requireFormat(named: name).reader?.make()
  }

  /// What is written, as bytes that tell two documents apart.
  private func document(_ article: Article, by writer: any ArticleWriter) throws -> [UInt8] {
    var context = ConversionContext.fixed
    return try writer.document(of: [article], context: &context)
  }

  @Test(arguments: writable, Loss.Feature.allCases)
  func `a writer treats a feature as it declares`(name: String, feature: Loss.Feature) throws {
    let writer = try writer(name)
    var sample = FeatureSample(feature)
    if feature == .partialDates, ["csv", "tsv"].contains(name) {
      // A plain day comes back from a table; the offset of a day needs a column that is not default.
      sample.article.published = NewsDate(year: 2024, month: 6, day: 24, offsetMinutes: 180)
    }
    #expect(sample.article.features.contains(feature))
    let treatment = writer.treatment(of: feature)
    let without = try document(sample.base, by: writer)
    let with = try document(sample.article, by: writer)
    switch treatment {
    case .dropped: #expect(with == without, "\(feature) is declared dropped and changes the output")
    case .kept, .flattened:
      #expect(with != without, "\(feature) is declared \(treatment) and leaves no trace")
    case .approximated: break
    }
    // A page is read as any page of the web: what it keeps is in it, and not all of that comes back.
    guard name != "html", let reader = try reader(name) else { return }
    var context = ConversionContext.fixed
    let back = try reader.articles(in: with, context: &context)
    // Features that the sample uses besides the one in question must be kept for equality to tell.
    let others = sample.article.features.subtracting(Loss.FeatureSet(feature))
    guard others.isDisjoint(with: writer.lossyFeatures) else { return }
    #expect(
      back.areWholly([sample.article]) == (treatment == .kept),
      "\(feature) is declared \(treatment): \(back.map { ArticleTree.text(of: $0) })")
  }

  @Test(arguments: writable)
  func `texts that a writer does not want change nothing`(name: String) throws {
    let writer = try writer(name)
    var generator = ArticleGenerator(seed: 5)
    var full = ConversionContext.fixed
    var wanted = ConversionContext.fixed
    wanted.projection = writer.projection.union(Identification().projection)
    for article in generator.articles(40) {
      var context = ConversionContext.fixed
      let json = try JSONWriter(.lines).document(of: [article], context: &context)
      let reader = JSONReader(.lines)
      let whole = try #require(try reader.articles(in: json, context: &full).first)
      let short = try #require(try reader.articles(in: json, context: &wanted).first)
      #expect(whole == article)
      #expect(short.features == whole.features)
      #expect(try document(short, by: writer) == document(whole, by: writer))
    }
    #expect(full.log.diagnostics == wanted.log.diagnostics)
  }

  @Test(arguments: writable)
  func `a writer gives the same bytes twice`(name: String) throws {
    var generator = ArticleGenerator(seed: 11)
    let articles = generator.articles(20)
    var first = ConversionContext.fixed
    var second = ConversionContext.fixed
    let writer = try writer(name)
    for articles in writer.holdsOneArticle ? articles.map({ [$0] }) : [articles] {
      #expect(
        try writer.document(of: articles, context: &first)
          == writer.document(of: articles, context: &second))
    }
  }

  @Test(arguments: writable)
  func `a second article is held, or an error that names the remedy`(name: String) async throws {
    let writer = try writer(name)
    var generator = ArticleGenerator(seed: 15)
    let articles = generator.articles(2)
    var context = ConversionContext.fixed
    guard writer.holdsOneArticle else {
      #expect(try !writer.document(of: articles, context: &context).isEmpty)
      return
    }
    let error = #expect(throws: ConversionError.self) {
      try writer.document(of: articles, context: &context)
    }
    #expect(error?.message.text.contains("--split") == true)
  }

  @Test(arguments: writable)
  func `the output is the same for 1 and for 8 jobs`(name: String) async throws {
    var generator = ArticleGenerator(seed: 12)
    let folder = try TemporaryFolder()
    var context = ConversionContext.fixed
    let input = try JSONWriter(.lines).document(of: generator.articles(300), context: &context)
    let writer = try writer(name)
    var outputs: [[String: [UInt8]]] = []
    for jobs in [1, 8] {
      var converter = Converter(registry: .standard, writer: writer)
      converter.jobs = jobs
      converter.sourceDate = ConversionContext.fixed.sourceDate
      let output: OutputPlan =
        writer.holdsOneArticle
        ? .split(try PathTemplate(folder.path("\(jobs)/{index}"))) : .file(folder.path("\(jobs)/1"))
      try folder.makeFolder("\(jobs)")
      let report = try await converter.convert(
        [.memory(input, name: "generated.jsonl")], to: output)
      #expect(report.articles == 300)
      #expect(report.isComplete)
      outputs.append(try folder.files(in: "\(jobs)"))
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0].count == (writer.holdsOneArticle ? 300 : 1))
  }

  @Test(arguments: writable)
  func `a writer writes an article of which everything is odd`(name: String) throws {
    var generator = ArticleGenerator(seed: 13)
    let bytes = try document(generator.hostile(), by: writer(name))
    #expect(!bytes.isEmpty)
  }

  @Test(arguments: readable)
  func `a reader survives any input`(name: String) throws {
    let reader = try #require(try reader(name))
    var random = SplitMix(state: 14)
    for _ in 0..<300 {
      let count = Int.random(in: 0..<200, using: &random)
      let alphabet = Array("{}[]\",:;\\\n\r\t <>&ab1-.#é\u{200F}خ".utf8) + [0, 0xFF, 0xED, 0xA0]
      let bytes = (0..<count).compactMap { _ in alphabet.randomElement(using: &random) }
      var context = ConversionContext.fixed
      do {
        _ = try reader.articles(in: bytes, context: &context)
      } catch {
        #expect(!error.message.id.isEmpty)
      }
    }
  }

  @Test(arguments: readable)
  func `errors have a place and an identifier of their format`(name: String) throws {
    let reader = try #require(try reader(name))
    var context = ConversionContext.fixed
    do {
      _ = try reader.articles(in: [0x22, 0xFF, 0xFE, 0x0A], name: "bad", context: &context)
    } catch {
      context.log.emit(error)
    }
    for diagnostic in context.log.diagnostics {
      #expect(diagnostic.message.id.contains("."))
      #expect(diagnostic.message.text.first?.isUppercase != true, "\(diagnostic)")
      #expect(!diagnostic.message.text.hasSuffix("."), "\(diagnostic)")
    }
  }

  @Test func `names, aliases and options are unique and well formed`() {
    var names: Set<String> = []
    for format in FormatRegistry.standard.formats {
      for name in [format.name] + format.aliases { #expect(names.insert(name).inserted, "\(name)") }
      #expect(!format.extensions.isEmpty)
      #expect(!format.mediaTypes.isEmpty)
      for settings in [format.reader?.settings ?? [], format.writer?.settings ?? []] {
        #expect(Set(settings.map(\.name)).count == settings.count)
        for setting in settings {
          #expect(setting.help.hasSuffix("."), "--\(setting.name): \(setting.help)")
        }
      }
    }
  }

  @Test func `an option of the same name takes the same kind of value in every format`() {
    var kinds: [String: Bool] = [:]
    for format in FormatRegistry.standard.formats {
      for info in (format.reader?.settings ?? []) + (format.writer?.settings ?? []) {
        let isFlag = info.kind == .flag
        #expect(kinds[info.name, default: isFlag] == isFlag, "--\(info.name)")
        kinds[info.name] = isFlag
      }
    }
  }

  @Test func `an option of a format has no name that a transform has`() {
    for format in FormatRegistry.standard.formats {
      for info in (format.reader?.settings ?? []) + (format.writer?.settings ?? []) {
        #expect(!TransformChoices.infos.contains { $0.name == info.name }, "--\(info.name)")
      }
    }
  }
}
