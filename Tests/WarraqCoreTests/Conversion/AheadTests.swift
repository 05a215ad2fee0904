import Synchronization
import Testing

@testable import WarraqCore

struct AheadTests {
  @Test(arguments: [1, 2, 5])
  func `values come in their order, each made once`(jobs: Int) throws {
    let runs = Atomic(0)
    let squares = Ahead(count: 500, jobs: jobs) { number throws(ConversionError) in
      runs.add(1, ordering: .relaxed)
      return number * number
    }
    for number in 0..<500 { #expect(try squares.next() == number * number) }
    #expect(runs.load(ordering: .relaxed) == 500)
  }

  @Test(arguments: [1, 3])
  func `no more is made than a few ahead of what is taken`(jobs: Int) throws {
    let runs = Atomic(0)
    do {
      let values = Ahead(count: 10_000, jobs: jobs) { number throws(ConversionError) in
        runs.add(1, ordering: .relaxed)
        return number
      }
      for number in 0..<10 { #expect(try values.next() == number) }
    }
    #expect(runs.load(ordering: .relaxed) <= 10 + 4 * jobs)
  }

  @Test(arguments: [1, 2])
  func `an error comes in the place of its value`(jobs: Int) throws {
    let message = Diagnostic.Message(id: "test.fails", text: "it fails")
    let values = Ahead(count: 3, jobs: jobs) { number throws(ConversionError) in
      if number == 1 { throw ConversionError(message) }
      return number
    }
    #expect(try values.next() == 0)
    #expect(throws: ConversionError.self) { try values.next() }
    #expect(try values.next() == 2)
  }
}
