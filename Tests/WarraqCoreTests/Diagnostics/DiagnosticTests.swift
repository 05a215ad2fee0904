import Testing
import WarraqCore

struct DiagnosticTests {
  @Test(arguments: [
    ("\u{1B}[31mred", "\\u{1B}[31mred"),
    ("bell\u{7}", "bell\\u{7}"),
    ("delete\u{7F}", "delete\\u{7F}"),
    ("\u{9B}2J", "\\u{9B}2J"),
    ("two\nlines", "two\\nlines"),
    ("a\r\nb\tc", "a\\r\\nb\\tc"),
    ("\u{202E}gpj.exe", "\\u{202E}gpj.exe"),
    ("\u{2066}isolated\u{2069}", "\\u{2066}isolated\\u{2069}"),
    ("line\u{2028}separator", "line\\u{2028}separator"),
    ("خبر عاجل \u{200F}é 🗞", "خبر عاجل \u{200F}é 🗞"),
    ("C:\\new", "C:\\new"),
  ])
  func `what a terminal would obey is escaped`(text: String, expected: String) {
    let message = Diagnostic.Message(id: "test.message", text: text)
    let place = SourceLocation(file: text, line: 3, column: 4)
    let diagnostic = Diagnostic(.warning, message, at: place)
    #expect(diagnostic.description == "\(expected):3:4: warning: \(expected) [test.message]")
    #expect(ConversionError(message, at: place).description.hasPrefix("\(expected):3:4: error: "))
  }

  @Test func `the parts of a diagnostic keep the characters of the input`() {
    let message = Diagnostic.Message(id: "test.message", text: "\u{1B}[0m")
    #expect(message.text == "\u{1B}[0m")
    #expect(SourceLocation(file: "a\nb").file == "a\nb")
  }
}
