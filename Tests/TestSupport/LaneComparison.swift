internal import Synchronization
public import Warraq

/// One conversion of JSON Lines in both lanes.
public struct LaneComparison: Sendable {
  /// What a conversion gave.
  public struct Outcome: Sendable {
    /// The output; empty where it failed.
    public var bytes: [UInt8] = []
    /// What was said, in order, and what became of the conversion.
    public var account: [String] = []
    /// Records on the lane, and those that left it.
    public var inLane = 0
    /// Records that left the lane.
    public var leftLane = 0
  }

  /// With the lane, and without.
  public let lane: Outcome
  /// Without the lane.
  public let ordinary: Outcome

  /// Converts in both lanes.
  ///
  /// - Parameters:
  ///   - source: the format of the bytes.
  ///   - configure: changes the conversion before it starts.
  public init(
    _ bytes: [UInt8], from source: String = "jsonl", to writer: any ArticleWriter,
    configure: (inout Converter) throws -> Void = { _ in }
  ) async throws {
    var converter = Converter(registry: .standard, writer: writer)
    converter.sourceFormat = try FormatRegistry.standard.requireFormat(named: source)
    converter.sourceDate = ConversionContext.fixed.sourceDate
    try configure(&converter)
    lane = await Self.convert(bytes, converter)
    converter.usesLane = false
    ordinary = await Self.convert(bytes, converter)
  }

  /// Whether bytes and account are the same.
  public var isSame: Bool {
    lane.bytes == ordinary.bytes && lane.account == ordinary.account
  }

  private static func convert(_ bytes: [UInt8], _ converter: Converter) async -> Outcome {
    var outcome = Outcome()
    let said = Collected<String>()
    let written = Collected<UInt8>()
    do {
      let report = try await converter.convert(
        [.memory(bytes, name: "in")],
        to: .sink { CollectingSink(written) }, onDiagnostic: { said.append("\($0)") })
      outcome.account = [
        report.description, "\(report.warnings)", "\(report.reading.entries)",
        "\(report.bytesRead)", "\(report.outputs)",
      ]
      outcome.inLane = report.inLane
      outcome.leftLane = report.leftLane
    } catch {
      outcome.account = ["\(error)"]
    }
    outcome.account += said.elements
    outcome.bytes = written.elements
    return outcome
  }
}

private final class Collected<Element: Sendable>: Sendable {
  private let state = Mutex<[Element]>([])

  func append(_ element: Element) { state.withLock { $0.append(element) } }

  func append(contentsOf elements: [Element]) {
    state.withLock { $0.append(contentsOf: elements) }
  }

  func removeAll() { state.withLock { $0 = [] } }

  var elements: [Element] { state.withLock { $0 } }
}

private final class CollectingSink: ByteSink {
  private let written: Collected<UInt8>

  init(_ written: Collected<UInt8>) { self.written = written }

  func write(_ bytes: [UInt8]) { written.append(contentsOf: bytes) }

  func commit() {}

  func cancel() { written.removeAll() }
}
