internal import Warraq

/// What a conversion would do, for `--dry-run`.
struct DryRun {
  /// How many files of one extension are opened to tell their format.
  private static let samples = 20

  let plan: ConversionPlan
  let sourceFormat: Format?
  let registry: FormatRegistry
  /// Whether every input is named with its format.
  let listsInputs: Bool

  /// The lines to print, and why some of the inputs cannot be read; nothing is written, and of inputs
  /// no more is read than their format takes.
  func result() -> (text: String, failures: [ConversionError]) {
    var failures: [ConversionError] = []
    var lines: [String] = []
    var groups: [String: (count: Int, formats: [String: Int])] = [:]
    for input in plan.inputs {
      let name =
        switch input {
        case .file(let path): path
        case .standardInput: "-"
        case .memory(_, let name): name
        }
      let kind = FormatRegistry.fileExtension(of: String(registry.unpackedPath(of: name)))
      var group = groups[kind] ?? (0, [:])
      group.count += 1
      if listsInputs || group.count <= Self.samples {
        let format = format(of: input, named: name, failures: &failures)
        group.formats[format, default: 0] += 1
        if listsInputs { lines.append("\(name.displayedPath): \(format)") }
      }
      groups[kind] = group
    }
    lines.append("would read \(counted(plan.inputs.count, "input"))")
    for (kind, group) in groups.sorted(by: { $0.key < $1.key }) {
      let formats = group.formats.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let words = formats.map { formats.count == 1 ? $0.key : "\($0.value) \($0.key)" }
      let isSampled = !listsInputs && group.count > Self.samples
      lines.append(
        "  \(group.count) \(kind.isEmpty ? "without extension" : ".\(kind)"): "
          + words.joined(separator: ", ")
          + (isSampled ? " (told from the first \(Self.samples))" : ""))
    }
    if !plan.skipped.isEmpty { lines.append("would skip \(plan.skipped.summary)") }
    if !plan.inputs.isEmpty { lines += plan.destinations }
    return (lines.map { $0 + "\n" }.joined(), failures)
  }

  private func format(
    of input: Input, named name: String, failures: inout [ConversionError]
  ) -> String {
    do throws(ConversionError) {
      if input.isStream {
        // It gives its bytes once, to the run itself.
        try input.checkAccess()
        return sourceFormat?.name ?? "not read yet"
      }
      guard let sourceFormat else {
        return try FormatDetection.format(of: input, in: registry).name
      }
      _ = try input.open()
      return sourceFormat.name
    } catch {
      failures.append(
        ConversionError(error.message, at: error.location ?? SourceLocation(file: name)))
      return "cannot be read"
    }
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
