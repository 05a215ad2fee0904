import Foundation
import Testing
import WarraqCore
import WarraqModel

/// Checks the shared table of dates as they were found in print.
struct DateTableTests {
  static let table: URL = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let shared =
      ProcessInfo.processInfo.environment["WARRAQ_SHARED"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared")
    return shared.appending(path: "reference/dates.tsv")
  }()

  static var isPresent: Bool { FileManager.default.fileExists(atPath: table.path) }

  @Test(.enabled(if: DateTableTests.isPresent, "the shared reference folder is missing"))
  func `every row of the shared table reads as expected`() throws {
    let text = try String(contentsOf: Self.table, encoding: .utf8)
    var rows = 0
    for line in text.split(separator: "\n").dropFirst() {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard columns.count >= 6 else { continue }
      rows += 1
      check(columns)
    }
    #expect(rows > 70)
  }

  private func check(_ row: [String]) {
    let (input, locale, expected, precision, zone) = (row[0], row[1], row[2], row[3], row[4])
    let parser = NewsDateParser(language: locale.isEmpty ? nil : locale)
    let outcome = parser.parse(input)
    let (date, problem) = parser.newsDate(input)
    switch row[5] {
    case "ok":
      guard case .date = outcome else { return fail(input, outcome) }
      expect(date, input, expected, precision, zone)
    case "ambiguous" where !expected.isEmpty:
      // The locale decides, and a note says so.
      guard case .date(_, let notes) = outcome else { return fail(input, outcome) }
      #expect(notes.contains(.assumedCalendar), "\(input)")
      expect(date, input, expected, precision, zone)
      guard case .ambiguous(let dates) = NewsDateParser().parse(input) else {
        return fail(input, NewsDateParser().parse(input))
      }
      #expect(dates.map(\.description).contains(expected), "\(input)")
    case "ambiguous":
      guard case .ambiguous(let dates) = outcome else { return fail(input, outcome) }
      #expect(dates.map(\.description) == ["2024-06-07", "2024-07-06"], "\(input)")
      #expect(date == NewsDate(unresolved: input) && problem == .ambiguous(dates), "\(input)")
    case "relative":
      #expect(outcome == .relative(input), "\(input)")
      #expect(date == NewsDate(unresolved: input) && problem == .relative, "\(input)")
      let reference = NewsDate(iso8601: "2024-06-24T14:05:09Z")
      let resolved = NewsDateParser(language: locale, reference: reference).newsDate(input).date
      #expect(resolved.isResolved && resolved.text == input, "\(input)")
    case "incomplete":
      #expect(outcome == .incomplete && problem == .incomplete, "\(input)")
    case "invalid" where input.hasPrefix("0000-00-00"):
      // No day either way; the parser names what databases write for none.
      #expect(outcome == .placeholder && problem == .placeholder, "\(input)")
    case "invalid":
      #expect(outcome == .invalid && problem == .invalid, "\(input)")
    default:
      Issue.record("unknown status \(row[5])")
    }
  }

  private func fail(_ input: String, _ outcome: NewsDateParser.Outcome) {
    Issue.record("\(input) gave \(outcome)")
  }

  private func expect(
    _ date: NewsDate, _ input: String, _ expected: String, _ precision: String, _ zone: String
  ) {
    #expect(date.description == expected, "\(input)")
    let precisions: [String: (NewsDate.Precision, Int)] = [
      "year": (.year, 0), "month": (.month, 0), "day": (.day, 0), "minute": (.minute, 0),
      "second": (.second, 0), "millisecond": (.second, 3),
    ]
    #expect(date.precision == precisions[precision]?.0, "\(input)")
    #expect(date.fractionDigits == precisions[precision]?.1, "\(input)")
    let offset: Int? =
      switch zone {
      case "none", "unknown": nil
      case "UTC", "stated-GMT": 0
      default: NewsDate(iso8601: "2024-01-01T00:00\(zone)")?.offsetMinutes ?? 9999
      }
    #expect(date.offsetMinutes == offset, "\(input)")
    #expect(date.text == (input == expected ? nil : input), "\(input)")
  }
}
