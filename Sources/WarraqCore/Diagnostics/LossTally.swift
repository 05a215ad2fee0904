internal import WarraqModel

/// Counts what articles lose on their way into one writer, without a table to search for each.
struct LossTally: Sendable {
  private let lossy: Loss.FeatureSet
  // By the bits of a feature set; none where the writers keep everything.
  private let treatments: [Loss.Treatment]
  private var counts: [Int]

  /// Of several writers, the one counts that keeps least of a feature.
  init(of writers: [any ArticleWriter]) {
    var treatments = Loss.Feature.allCases.map { _ in Loss.Treatment.kept }
    for writer in writers {
      let unselected = writer.unselectedFeatures
      for (index, feature) in Loss.Feature.allCases.enumerated()
      where !unselected.contains(feature) {
        treatments[index] = max(treatments[index], writer.treatment(of: feature))
      }
    }
    self.treatments = treatments
    lossy = Loss.FeatureSet(
      zip(Loss.Feature.allCases, treatments).filter { $0.1 != .kept }.map { $0.0 })
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
      log.lose(feature, treatments[index], count: counts[index])
    }
  }

  /// Adds what one article loses to a count.
  func report(_ losses: Loss.FeatureSet, to count: inout LossCount) {
    for (index, feature) in Loss.Feature.allCases.enumerated() where losses.contains(feature) {
      count.add(1, feature, treatments[index])
    }
  }
}

extension Loss.Treatment: Comparable {
  /// How much of a feature stays, most first.
  private var rank: Int {
    switch self {
    case .kept: 0
    case .flattened: 1
    case .approximated: 2
    case .dropped: 3
    }
  }

  /// Whether more of a feature stays than with the other.
  public static func < (a: Loss.Treatment, b: Loss.Treatment) -> Bool { a.rank < b.rank }
}
