public import WarraqModel

/// The transforms that options ask for, put together in the one order that makes sense: choose,
/// change, leave out what came before, sort, cut, and forget what is not wanted.
public struct TransformChoices: Sendable {
  private var filters: [Filter] = []
  private var assignments: [Assignment] = []
  private var deduplications: [Deduplication] = []
  private var keepsLatest = false
  private var embargoed = EmbargoGuard.Choice.keep
  private var sorting: Sorting?
  private var skipped = 0
  private var maximumCount: Int?
  private var selection: Selection?
  private var referenceDate: NewsDate?

  /// No transform.
  public init() {}

  /// Takes the values of options.
  ///
  /// - Parameters:
  ///   - values: the values.
  ///   - referenceDate: the moment from which relative dates of `--where` are counted.
  /// - Throws: `ConversionError` `usage.…` for a value that an option cannot take.
  public init(
    _ values: [SettingValue], referenceDate: NewsDate? = nil
  ) throws(ConversionError) {
    self.referenceDate = referenceDate
    for value in values {
      guard let setting = Self.settings.first(where: { $0.info.name == value.name }) else {
        continue
      }
      try setting.set(&self, value)
    }
  }

  /// Gives the transforms to a converter, after those that it has.
  public func add(to converter: inout Converter) {
    converter.transforms += filters as [any Transform]
    converter.transforms += assignments as [any Transform]
    if let guardian = EmbargoGuard(embargoed, before: converter.writer, now: referenceDate) {
      converter.transforms.append(guardian)
    }
    converter.orderedTransforms += deduplications as [any OrderedTransform]
    if keepsLatest { converter.orderedTransforms.append(LatestVersions()) }
    if var sorting {
      sorting.maximumCount = maximumCount.map { $0 + skipped }
      converter.orderedTransforms.append(sorting)
    }
    if skipped > 0 || maximumCount != nil {
      converter.orderedTransforms.append(Window(skipping: skipped, atMost: maximumCount))
    }
    if let selection { converter.lastTransforms.append(selection) }
  }

  /// The options, each with its cost in memory.
  public static let infos = settings.map(\.info)

  private static let settings: [Setting<TransformChoices>] = [
    Setting(
      "where", .text("EXPRESSION"),
      help: """
        Keep the stories for which it holds: fields of the canonical JSON with =, !=, <, <=, >, >=, \
        has, in (…), exists; and, or, not, parentheses; dates also as now, today, yesterday or -7d \
        (h, d, w, mo, y). Again: both have to hold. No memory.
        """
    ) { choices, text throws(ConversionError) in
      choices.filters.append(try Filter(text, referenceDate: choices.referenceDate))
    },
    Setting(
      "set", .text("FIELD=VALUE"),
      help: "Give a field of every story this value, a text or JSON; nothing removes it. No memory."
    ) { choices, text throws(ConversionError) in choices.assignments.append(try Assignment(text)) },
    Setting(
      "dedupe", .text("id|url|body[:SIZE]|id:latest"),
      help: """
        Skip stories that came before, recognised by identifier, address or words of the body. \
        Memory: 50 bytes a story; with a size such as :64M no more, and what came before the last \
        8 million stories is forgotten. id:latest keeps the newest version of each story instead of the \
        first: nothing is written before all is read, and what does not fit into 60 MB waits on the \
        disk.
        """
    ) { choices, text throws(ConversionError) in
      guard text != "id:latest" else { return choices.keepsLatest = true }
      choices.deduplications.append(try Deduplication(text))
    },
    .choice(
      "embargoed", \.embargoed,
      help: """
        What becomes of stories that are embargoed, withheld or canceled where the output cannot say \
        so: skip, keep with a warning, or error; keep by default. No memory.
        """),
    Setting(
      "sort", .text("FIELD[:desc]"),
      help: """
        Write the stories in the order of a field, those without it last. Memory: 60 MB; what \
        does not fit waits on the disk, beside the output.
        """
    ) { choices, text throws(ConversionError) in choices.sorting = try Sorting(text) },
    Setting("skip", .text("N"), help: "Pass over the first N stories. No memory.") {
      choices, text throws(ConversionError) in choices.skipped = try count(text, of: "skip")
    },
    Setting("limit", .text("N"), help: "Stop after N stories; what follows is not read. No memory.")
    {
      choices, text throws(ConversionError) in choices.maximumCount = try count(text, of: "limit")
    },
    Setting(
      "select", .text("FIELDS"),
      help: "Keep these fields of each story, such as headline,published, and its id. No memory."
    ) { choices, text throws(ConversionError) in choices.selection = try Selection(text) },
  ]

  private static func count(_ text: String, of name: String) throws(ConversionError) -> Int {
    guard let count = Int(text), count >= 0 else {
      throw ConversionError(.badSetting(name, text, expected: "a number"))
    }
    return count
  }
}
