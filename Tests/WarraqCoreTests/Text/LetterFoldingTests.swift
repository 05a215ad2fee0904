import Testing
import WarraqCore

@Suite struct LetterFoldingTests {
  @Test(arguments: [
    ("ÉCOLE Łódź Straße", "ecole lodz strasse"), ("Iași ȚARĂ", "iasi tara"), ("ẤN Ộ", "ấn ộ"),
    ("МОСКВА Ґанок", "москва ґанок"), ("ΑΘΗΝΑ Πόλη", "αθηνα πολη"),
    ("ΚΌΣΜΟΣ προϊόν", "κόσμος ΠΡΟΪΟΝ"), ("ԵՐԵՎԱՆ", "երեվան"),
    ("أحمد إلى ٱلله", "احمد الي الله"), ("كِتَابٌ كـتاب", "کتاب كتاب"), ("شهر سی ٣", "شهر سي 3"),
    ("آخر مدرسة", "اخر مدرسه"), ("ﻣﺪﺭﺳﺔ ﻻ ﭼﺎﭖ ﮔﯽ", "مدرسة لا چاپ گي"), ("ЁЛКА её", "елка ее"),
    ("GROẞ", "gross"),
    ("בָּרוּךְ", "ברוך"), ("soft\u{AD}ware wo\u{200E}rd", "software word"), ("한국 漢字", "한국 漢字"),
  ])
  func `case, accents, marks and the variants of Arabic letters make no difference`(
    text: String, plain: String
  ) {
    #expect(FoldedWords(of: text) == FoldedWords(of: plain))
  }

  @Test(arguments: [
    ("می\u{200C}رود", "می رود"), ("בית־ספר", "בית ספר"), ("night-boat", "night boat"),
    ("1,5×2", "1 5 2"),
  ])
  func `what parts words does so in every script`(text: String, words: String) {
    #expect(FoldedWords(of: text) == FoldedWords(of: words))
    #expect(FoldedWords(of: text) != FoldedWords(of: words.replacing(" ", with: "")))
  }

  @Test(arguments: [
    ("กิน", "กัน"), ("की", "का"), ("கா", "கி"), ("কি", "কা"), ("ကို", "ကာ"), ("កី", "កា"),
  ])
  func `signs of vowels make other words`(text: String, other: String) {
    #expect(FoldedWords(of: text) != FoldedWords(of: other))
    #expect(WordOrder.key(of: text) != WordOrder.key(of: other))
  }

  @Test(arguments: [
    ("مدرسة", "مدرس"), ("آن", "ن"), ("Maße", "Mase"), ("ее", "ее й"), ("کرد", "گرد"),
  ])
  func `other letters make other words`(text: String, other: String) {
    #expect(FoldedWords(of: text) != FoldedWords(of: other))
  }

  @Test(arguments: 0..<40)
  func `words are the same wherever in a text they lie`(seed: Int) {
    var state = UInt64(seed) &+ 1
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let parts = Array("abcdefgnopzABMZ0129  ،,é\u{301}م\n").map(String.init)
    // Mostly letters, so that there are long runs of them.
    let text = (0..<400).map { _ in parts[next(next(3) == 0 ? parts.count : 21)] }.joined()
    // Each letter folded by itself.
    let words = text.unicodeScalars.split { " ،,\n".unicodeScalars.contains($0) }
      .map { $0.filter { $0 != "\u{301}" } }.filter { !$0.isEmpty }
    var expected: [UInt8] = []
    for word in words {
      if !expected.isEmpty { expected.append(0x20) }
      for scalar in word { expected += FoldedWords(of: String(scalar)).bytes }
    }
    #expect(FoldedWords(of: text).bytes == expected)
  }

  @Test func `letters that become two have room`() {
    let text = String(repeating: "ﻻ ", count: 500)
    #expect(FoldedWords(of: text) == FoldedWords(of: String(repeating: "لا ", count: 500)))
    #expect(FoldedWords(of: "ß") == FoldedWords(of: "ss"))
  }

  @Test func `a folded letter stays what it is`() {
    for value in UInt32(0)...0x1FFFF where Unicode.Scalar(value) != nil {
      let letter = LetterFolding.letter(value)
      #expect(LetterFolding.letter(letter) == letter, "U+\(String(value, radix: 16))")
    }
  }
}
