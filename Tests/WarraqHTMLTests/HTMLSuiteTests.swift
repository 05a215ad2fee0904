import Foundation
import TestSupport
import Testing
import WarraqHTML

/// The tests that html5lib and the makers of browsers share.
@Suite(.enabled(if: SharedFolder.isPresent)) struct HTMLSuiteTests {
  @Test func `tokens are those of the shared tests`() throws {
    var passed = 0
    var all = 0
    for file in try SharedFolder.files("suites/html5lib/tokenizer") where file.first == 0x7B {
      for test in try TokenizerCase.all(in: file) {
        for state in test.states {
          all += 1
          if test.result(in: state) == test.expected { passed += 1 }
        }
      }
    }
    #expect(all > 7000)
    #expect(passed == all)
  }

  @Test func `trees are those of the shared tests`() throws {
    var passed = 0
    var all = 0
    let folder = "suites/html5lib/tree-construction"
    let names = try FileManager.default.contentsOfDirectory(atPath: SharedFolder.path(folder))
    for name in names where name.hasSuffix(".dat") {
      let file = try SharedFolder.bytes(folder + "/" + name)
      for test in TreeCase.all(in: String(decoding: file, as: UTF8.self)) {
        for result in test.results() {
          all += 1
          if result == test.expected { passed += 1 }
        }
      }
    }
    #expect(all > 3500)
    // What fails shows a chosen option a second time, as "selectedcontent" asks of browsers.
    #expect(Double(passed) >= 0.995 * Double(all))
  }
}
