internal import WarraqModel

/// Counts what articles lose on their way into the writers of a run, without a table to search for
/// each.
struct LossTally: Sendable {
  private let lossy: Loss.FeatureSet
  // By the bits of a feature set: what each writer makes of it.
  private let treatments: [[Loss.Treatment]]
  private var counts: [Int]

  init(of writers: [any ArticleWriter]) {
    let unselected = writers.map(\.unselectedFeatures)
    treatments = Loss.Feature.allCases.map { feature in
      zip(writers, unselected).map { writer, unselected in
        unselected.contains(feature) ? .kept : writer.treatment(of: feature)
      }
    }
    lossy = Loss.FeatureSet(
      zip(Loss.Feature.allCases, treatments).filter { $0.1.contains { $0 != .kept } }.map { $0.0 })
    counts = treatments.map { _ in 0 }
  }

  /// What one article loses.
  func losses(of article: Article) -> Loss.FeatureSet {
    lossy.isEmpty ? [] : article.features(among: lossy)
  }

  /// What of the features of one article is lost.
  func losses(among features: Loss.FeatureSet) -> Loss.FeatureSet { features.intersection(lossy) }

  /// Counts one article.
  mutating func add(_ article: Article) {
    guard !lossy.isEmpty else { return }
    add(article.features(among: lossy))
  }

  /// Counts what of the features of one article is lost.
  mutating func add(_ features: Loss.FeatureSet) {
    var bits = features.intersection(lossy).rawValue
    while bits != 0 {
      counts[bits.trailingZeroBitCount] &+= 1
      bits &= bits &- 1
    }
  }

  /// Adds what was counted to a log.
  func report(to log: inout DiagnosticLog) {
    for (index, feature) in Loss.Feature.allCases.enumerated() where counts[index] > 0 {
      for (output, treatment) in outcomes(at: index) {
        log.lose(feature, treatment, output: output, count: counts[index])
      }
    }
  }

  /// Adds what one article loses to a count.
  func report(_ losses: Loss.FeatureSet, to count: inout LossCount) {
    for (index, feature) in Loss.Feature.allCases.enumerated() where losses.contains(feature) {
      for (output, treatment) in outcomes(at: index) {
        count.add(1, feature, treatment, output: output)
      }
    }
  }

  /// What becomes of a feature in each output that has a number.
  private func outcomes(at index: Int) -> [(output: Int?, treatment: Loss.Treatment)] {
    let row = treatments[index]
    return row.enumerated().map { (row.count > 1 ? $0 : nil, $1) }
  }
}
