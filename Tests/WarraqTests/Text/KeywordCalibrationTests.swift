import Testing

@testable import Warraq

@Suite struct KeywordCalibrationTests {
  private static let all: [KeywordCalibration] = [
    .sorted, .anyOrder, .sortedOfRun, .anyOrderOfRun,
  ]

  @Test(arguments: all.indices)
  func `a larger share is never a smaller confidence`(_ index: Int) {
    let confidences = (0...1000).map {
      Self.all[index].confidence(share: Double($0) / 1000)
    }
    #expect(confidences.first == 0)
    #expect(confidences.last == 1)
    #expect(zip(confidences, confidences.dropFirst()).allSatisfy { $0 <= $1 })
    // No jumps: between the columns are lines.
    #expect(zip(confidences, confidences.dropFirst()).allSatisfy { $1 - $0 < 0.01 })
  }

  @Test func `what is beyond the table is at its ends`() {
    #expect(KeywordCalibration.sorted.confidence(share: -0.1) == 0)
    #expect(KeywordCalibration.sorted.confidence(share: 1.1) == 1)
  }

  @Test func `a share is the observed frequency`() {
    #expect(KeywordCalibration.sorted.confidence(share: 0.55) == 0.47)
    #expect(KeywordCalibration.anyOrder.confidence(share: 0.25) == 0.36)
    #expect(abs(KeywordCalibration.sorted.confidence(share: 0.7) - 0.72) < 0.001)
  }
}
