/// All the ways to cut a list of words into keywords.
///
/// A place of the lattice is a keyword that could be: its first word times ``width`` plus its
/// length less one. Scores are logarithms.
struct KeywordLattice {
  /// The longest keyword in words.
  static let width = 6
  /// Lists of more words have their order told by the number of keywords in the best segmentation.
  private static let maximumCountedWords = 40

  /// How many words the list has.
  let count: Int

  /// Which keywords may follow each other: for each place, one flag for each length of the keyword
  /// before it; `nil` where all may.
  typealias Order = [Bool]

  private var width: Int { Self.width }

  /// The flags for lists in which each keyword is before the next.
  func order(_ ascends: (Range<Int>, Range<Int>) -> Bool) -> Order {
    var order = [Bool](repeating: false, count: count * width * width)
    forEachPlace { place, words in
      for before in 1...width where words.lowerBound >= before {
        order[place * width + before - 1] =
          ascends((words.lowerBound - before)..<words.lowerBound, words)
      }
    }
    return order
  }

  /// The words of a place.
  func words(of place: Int) -> Range<Int> {
    place / width..<(place / width + place % width + 1)
  }

  /// Calls `body` with each place, those of the first word first.
  func forEachPlace(_ body: (Int, Range<Int>) -> Void) {
    for start in 0..<count {
      for length in 1...min(width, count - start) {
        body(start * width + length - 1, start..<(start + length))
      }
    }
  }

  /// The places of the segmentation of the highest score; `nil` when the order allows none.
  func best(_ scores: [Double], _ order: Order?) -> [Int]? {
    var total = [Double](repeating: -.infinity, count: count * width)
    var from = [Int](repeating: -1, count: count * width)
    forEachPlace { place, words in
      if words.lowerBound == 0 { total[place] = scores[place] }
      for before in 1...width where words.lowerBound >= before {
        let previous = (words.lowerBound - before) * width + before - 1
        let sum = total[previous] + scores[place]
        guard sum > total[place], order?[place * width + before - 1] ?? true else { continue }
        total[place] = sum
        from[place] = previous
      }
    }
    var last = -1
    for place in lastPlaces where total[place] > -.infinity {
      if last < 0 || total[place] > total[last] { last = place }
    }
    guard last >= 0 else { return nil }
    var places: [Int] = []
    while last >= 0 {
      places.append(last)
      last = from[last]
    }
    return places.reversed()
  }

  /// For each place, the share of the weight of all segmentations that go through it, and the
  /// logarithm of that weight; `nil` when the order allows none.
  func shares(_ scores: [Double], _ order: Order?) -> (shares: [Double], total: Double)? {
    var forward = [Double](repeating: -.infinity, count: count * width)
    var terms: [Double] = []
    terms.reserveCapacity(width)
    forEachPlace { place, words in
      if words.lowerBound == 0 {
        forward[place] = scores[place]
        return
      }
      terms.removeAll(keepingCapacity: true)
      for before in 1...width where words.lowerBound >= before {
        if order?[place * width + before - 1] ?? true {
          terms.append(forward[(words.lowerBound - before) * width + before - 1])
        }
      }
      forward[place] = scores[place] + Logarithm.ofSum(terms)
    }
    let total = Logarithm.ofSum(lastPlaces.map { forward[$0] })
    guard total > -.infinity else { return nil }
    var backward = [Double](repeating: -.infinity, count: count * width)
    for start in stride(from: count - 1, through: 0, by: -1) {
      for length in 1...min(width, count - start) {
        let place = start * width + length - 1
        let end = start + length
        guard end < count else {
          backward[place] = 0
          continue
        }
        terms.removeAll(keepingCapacity: true)
        for after in 1...min(width, count - end) {
          let next = end * width + after - 1
          if order?[next * width + length - 1] ?? true {
            terms.append(backward[next] + scores[next])
          }
        }
        backward[place] = Logarithm.ofSum(terms)
      }
    }
    let shares = zip(forward, backward).map { Exponential.of(min(0, $0 + $1 - total)) }
    return (shares, total)
  }

  /// The logarithm of the odds that the list is in an order, against any order.
  ///
  /// In any order, k keywords come as this order has them once in k!.
  ///
  /// - Parameters:
  ///   - scores: those for lists in any order.
  ///   - total: the logarithm of the weight of all segmentations in any order.
  func logOdds(of order: Order, _ scores: [Double], total: Double) -> Double? {
    guard count <= Self.maximumCountedWords else {
      guard let ordered = shares(scores, order), let best = best(scores, order) else { return nil }
      let factorial = (1...best.count).reduce(0.0) { $0 + Logarithm.of(Double($1)) }
      return ordered.total + factorial - total
    }
    // Taken from each word's score, this makes all segmentations together weigh 1.
    let constant = total / Double(count)
    let stride = count + 1
    // For each place, the weight of the segmentations up to it by their number of keywords.
    var weights = [Double](repeating: 0, count: count * width * stride)
    var ordered = 0.0
    forEachPlace { place, words in
      let weight = Exponential.of(scores[place] - constant * Double(words.count))
      if words.lowerBound == 0 {
        weights[place * stride + 1] = weight
      } else {
        for before in 1...width where words.lowerBound >= before {
          guard order[place * width + before - 1] else { continue }
          let previous = (words.lowerBound - before) * width + before - 1
          for number in 1...words.lowerBound {
            weights[place * stride + number + 1] += weights[previous * stride + number] * weight
          }
        }
      }
      if words.upperBound == count {
        var factorial = 1.0
        for number in 1...count {
          factorial *= Double(number)
          ordered += factorial * weights[place * stride + number]
        }
      }
    }
    return ordered > 0 ? Logarithm.of(ordered) : nil
  }

  /// The places that end the list.
  private var lastPlaces: [Int] {
    (1...min(width, count)).map { (count - $0) * width + $0 - 1 }
  }
}

/// The exponential function, the same on every machine: a C library's may differ in the last bit.
enum Exponential {
  static func of(_ x: Double) -> Double {
    guard x > -700 else { return 0 }
    let power = (min(x, 700) * 1.4426950408889634).rounded()
    let rest = min(x, 700) - power * 0.6931471805599453
    // The series for |rest| ≤ 0.35; the ninth term is below 1e-10.
    var sum = 1.0
    for reciprocal in reciprocals { sum = 1 + sum * rest * reciprocal }
    return Double(sign: .plus, exponent: Int(power), significand: sum)
  }

  private static let reciprocals = (1...9).reversed().map { 1 / Double($0) }
}

/// The natural logarithm, the same on every machine.
enum Logarithm {
  static func of(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return x > 0 ? .infinity : -.infinity }
    var exponent = Double(x.exponent)
    var significand = x.significand
    if significand > 1.4142135623730951 {
      significand /= 2
      exponent += 1
    }
    // The series of the inverse hyperbolic tangent for |z| ≤ 0.172.
    let z = (significand - 1) / (significand + 1)
    let square = z * z
    var sum = 0.0
    for denominator in stride(from: 15.0, through: 1, by: -2) {
      sum = sum * square + 1 / denominator
    }
    return exponent * 0.6931471805599453 + 2 * z * sum
  }

  /// The logarithm of a sum whose terms are given by their logarithms.
  static func ofSum(_ terms: [Double]) -> Double {
    guard let greatest = terms.max(), greatest > -.infinity else { return -.infinity }
    var sum = 0.0
    for term in terms where term - greatest > -37 { sum += Exponential.of(term - greatest) }
    return greatest + of(sum)
  }
}
