import Synchronization
import Testing

@testable import WarraqCore

struct AsideTests {
  @Test func `work aside goes on without its owner and is done once`() throws {
    let runs = Atomic(0)
    let aside = Aside { () throws(ConversionError) in
      runs.add(1, ordering: .relaxed)
      return [1, 2, 3]
    }
    #expect(try aside.value() == [1, 2, 3])
    #expect(try aside.value() == [1, 2, 3])
    #expect(runs.load(ordering: .relaxed) == 1)
  }

  @Test func `an error of work aside reaches its owner`() {
    let message = Diagnostic.Message(id: "test.fails", text: "it fails")
    let aside = Aside { () throws(ConversionError) -> Int in throw ConversionError(message) }
    #expect(throws: ConversionError.self) { try aside.value() }
  }
}
