/// Writes names of other scripts in ASCII, as the domain name system has them (RFC 3492).
package enum Punycode {
  /// A host in ASCII; `nil` when a label would be longer than 63 bytes.
  ///
  /// Labels are put in lower case and not mapped any further; who looks the host up does that.
  package static func host(_ host: String) -> String? {
    var labels: [String] = []
    for label in host.lowercased().split(separator: ".", omittingEmptySubsequences: false) {
      let isPlain = label.utf8.allSatisfy { $0 < 0x80 }
      guard let text = isPlain ? String(label) : encoded(label).map({ "xn--" + $0 }),
        text.utf8.count <= 63
      else { return nil }
      labels.append(text)
    }
    return labels.joined(separator: ".")
  }

  // The parameters of RFC 3492, 5.
  private static let base: UInt32 = 36
  private static let smallest: UInt32 = 1
  private static let largest: UInt32 = 26

  private static func encoded(_ label: Substring) -> String? {
    let scalars = label.unicodeScalars.map(\.value)
    guard scalars.count <= 63 else { return nil }
    var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
    let basic = UInt32(output.count)
    if basic > 0 { output.append(UInt8(ascii: "-")) }
    var handled = basic
    var current: UInt32 = 128
    var delta: UInt32 = 0
    var bias: UInt32 = 72
    while handled < scalars.count {
      guard let next = scalars.filter({ $0 >= current }).min() else { return nil }
      delta += (next - current) * (handled + 1)
      current = next
      for scalar in scalars {
        if scalar < current { delta += 1 }
        guard scalar == current else { continue }
        append(delta, bias: bias, to: &output)
        bias = adapted(delta, count: handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      current += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// A variable-length integer (RFC 3492, 6.3).
  private static func append(_ delta: UInt32, bias: UInt32, to output: inout [UInt8]) {
    let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
    var rest = delta
    var position = base
    while true {
      let threshold = position <= bias ? smallest : min(position - bias, largest)
      guard rest >= threshold else { break }
      output.append(digits[Int(threshold + (rest - threshold) % (base - threshold))])
      rest = (rest - threshold) / (base - threshold)
      position += base
    }
    output.append(digits[Int(rest)])
  }

  /// Bias adaptation (RFC 3492, 6.1).
  private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps: UInt32 = 0
    while delta > (base - smallest) * largest / 2 {
      delta /= base - smallest
      steps += base
    }
    return steps + (base - smallest + 1) * delta / (delta + 38)
  }
}
