/// Named and numeric character references (HTML Living Standard, 13.5 and 13.2.5.72 to 13.2.5.80).
///
/// The table holds the names of HTML 4 and those of HTML 5 that texts use: ASCII punctuation,
/// typography, the letters of Latin alphabets. An unknown name stays as it was written.
package enum HTMLEntities {
  /// Appends the character of the reference that starts at `position`, which is that of an `&`.
  ///
  /// Returns how many bytes the reference takes, 0 when it is none: then nothing was appended.
  ///
  /// - Parameter inAttribute: whether a name without a semicolon before a letter, a digit or an
  ///   equals sign is no reference: `?a=1&copy=2`.
  package static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, inAttribute: Bool = false,
    into target: inout [UInt8]
  ) -> Int {
    let start = position + 1
    guard start < bytes.count else { return 0 }
    if bytes[start] == UInt8(ascii: "#") {
      return decodeNumber(bytes, at: position, into: &target)
    }
    var end = start
    while end < bytes.count, end - start < longestName,
      bytes[end].isASCIILetter
        || bytes[end].isASCIIDigit
    { end += 1 }
    guard end > start else { return 0 }
    if end < bytes.count, bytes[end] == UInt8(ascii: ";"),
      let scalar = byName[name(bytes[start..<end])]
    {
      append(scalar, to: &target)
      return end + 1 - position
    }
    // Names that may go without their semicolon all mean Latin-1 and have at most six letters.
    var length = min(end - start, 6)
    while length >= 2 {
      if let scalar = byName[name(bytes[start..<start + length])], scalar.value < 0x100,
        scalar.value >= 0xA0 || mayLackSemicolon(scalar)
      {
        let next = start + length
        if inAttribute, next < bytes.count,
          bytes[next] == UInt8(ascii: "=") || bytes[next].isASCIILetter || bytes[next].isASCIIDigit
        {
          return 0
        }
        append(scalar, to: &target)
        return next - position
      }
      length -= 1
    }
    return 0
  }

  private static func decodeNumber(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, into target: inout [UInt8]
  ) -> Int {
    var index = position + 2
    var value: UInt32 = 0
    var hasDigits = false
    let isHexadecimal = index < bytes.count && bytes[index] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { index += 1 }
    while index < bytes.count {
      let byte = bytes[index]
      let digit: UInt32
      if byte.isASCIIDigit {
        digit = UInt32(byte - 0x30)
      } else if isHexadecimal, (byte | 0x20) &- 0x61 < 6 {
        digit = UInt32((byte | 0x20) - 0x61 + 10)
      } else {
        break
      }
      // Large enough to stay out of range, small enough not to overflow.
      value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x0100_0000)
      hasDigits = true
      index += 1
    }
    guard hasDigits else { return 0 }
    if index < bytes.count, bytes[index] == UInt8(ascii: ";") { index += 1 }
    // 13.2.5.80: numbers 80 to 9F mean Windows-1252.
    if 0x80...0x9F ~= value { value = UInt32(windows1252[Int(value - 0x80)]) }
    // Left out as a NUL itself is, which `NULCharacters` counts.
    if value == 0 { return index - position }
    append(Unicode.Scalar(value) ?? "\u{FFFD}", to: &target)
    return index - position
  }

  private static func append(_ scalar: Unicode.Scalar, to target: inout [UInt8]) {
    target.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private static func mayLackSemicolon(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "&" || scalar == "<" || scalar == ">" || scalar == "\""
  }

  private static func name(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private static let longestName = 17

  private static let windows1252: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  private static let byName: [String: Unicode.Scalar] = {
    let words = table.utf8.split { $0.isHTMLSpace }
    var names: [String: Unicode.Scalar] = [:]
    names.reserveCapacity(words.count / 2)
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      let value = UInt32(String(Substring(words[index + 1])), radix: 16)
      names[String(Substring(words[index]))] = value.flatMap(Unicode.Scalar.init)
    }
    return names
  }()

  /// Names and code points, in the order of the code points.
  private static let table = """
    Tab 9 NewLine A excl 21 QUOT 22 quot 22 num 23 dollar 24 percnt 25 AMP 26 amp 26 apos 27
    lpar 28 rpar 29 ast 2A midast 2A plus 2B comma 2C period 2E sol 2F colon 3A semi 3B LT 3C
    lt 3C equals 3D GT 3E gt 3E quest 3F commat 40 lbrack 5B lsqb 5B bsol 5C rbrack 5D rsqb 5D
    Hat 5E UnderBar 5F lowbar 5F DiacriticalGrave 60 grave 60 lbrace 7B lcub 7B VerticalLine 7C
    verbar 7C vert 7C rbrace 7D rcub 7D NonBreakingSpace A0 nbsp A0 iexcl A1 cent A2 pound A3
    curren A4 yen A5 brvbar A6 sect A7 uml A8 COPY A9 copy A9 ordf AA laquo AB not AC shy AD
    REG AE reg AE macr AF deg B0 plusmn B1 sup2 B2 sup3 B3 acute B4 micro B5 para B6 middot B7
    cedil B8 sup1 B9 ordm BA raquo BB frac14 BC frac12 BD half BD frac34 BE iquest BF Agrave C0
    Aacute C1 Acirc C2 Atilde C3 Auml C4 Aring C5 AElig C6 Ccedil C7 Egrave C8 Eacute C9
    Ecirc CA Euml CB Igrave CC Iacute CD Icirc CE Iuml CF ETH D0 Ntilde D1 Ograve D2 Oacute D3
    Ocirc D4 Otilde D5 Ouml D6 times D7 Oslash D8 Ugrave D9 Uacute DA Ucirc DB Uuml DC
    Yacute DD THORN DE szlig DF agrave E0 aacute E1 acirc E2 atilde E3 auml E4 aring E5
    aelig E6 ccedil E7 egrave E8 eacute E9 ecirc EA euml EB igrave EC iacute ED icirc EE
    iuml EF eth F0 ntilde F1 ograve F2 oacute F3 ocirc F4 otilde F5 ouml F6 divide F7 oslash F8
    ugrave F9 uacute FA ucirc FB uuml FC yacute FD thorn FE yuml FF Amacr 100 amacr 101
    Abreve 102 abreve 103 Aogon 104 aogon 105 Cacute 106 cacute 107 Ccaron 10C ccaron 10D
    Dcaron 10E dcaron 10F Dstrok 110 dstrok 111 Emacr 112 emacr 113 Eogon 118 eogon 119
    Ecaron 11A ecaron 11B Gbreve 11E gbreve 11F Hstrok 126 hstrok 127 Imacr 12A imacr 12B
    Idot 130 imath 131 inodot 131 Lstrok 141 lstrok 142 Nacute 143 nacute 144 Ncaron 147
    ncaron 148 Omacr 14C omacr 14D Odblac 150 odblac 151 OElig 152 oelig 153 Rcaron 158
    rcaron 159 Sacute 15A sacute 15B Scedil 15E scedil 15F Scaron 160 scaron 161 Tcedil 162
    tcedil 163 Tcaron 164 tcaron 165 Umacr 16A umacr 16B Uring 16E uring 16F Udblac 170
    udblac 171 Yuml 178 Zacute 179 zacute 17A Zdot 17B zdot 17C Zcaron 17D zcaron 17E fnof 192
    circ 2C6 tilde 2DC Alpha 391 Beta 392 Gamma 393 Delta 394 Epsilon 395 Zeta 396 Eta 397
    Theta 398 Iota 399 Kappa 39A Lambda 39B Mu 39C Nu 39D Xi 39E Omicron 39F Pi 3A0 Rho 3A1
    Sigma 3A3 Tau 3A4 Upsilon 3A5 Phi 3A6 Chi 3A7 Psi 3A8 Omega 3A9 alpha 3B1 beta 3B2
    gamma 3B3 delta 3B4 epsilon 3B5 zeta 3B6 eta 3B7 theta 3B8 iota 3B9 kappa 3BA lambda 3BB
    mu 3BC nu 3BD xi 3BE omicron 3BF pi 3C0 rho 3C1 sigmaf 3C2 sigma 3C3 tau 3C4 upsilon 3C5
    phi 3C6 chi 3C7 psi 3C8 omega 3C9 thetasym 3D1 upsih 3D2 piv 3D6 ensp 2002 emsp 2003
    emsp13 2004 emsp14 2005 numsp 2007 puncsp 2008 thinsp 2009 hairsp 200A ZeroWidthSpace 200B
    zwnj 200C zwj 200D lrm 200E rlm 200F dash 2010 hyphen 2010 ndash 2013 mdash 2014
    horbar 2015 lsquo 2018 rsquo 2019 rsquor 2019 lsquor 201A sbquo 201A ldquo 201C rdquo 201D
    rdquor 201D bdquo 201E ldquor 201E dagger 2020 Dagger 2021 bull 2022 nldr 2025 hellip 2026
    mldr 2026 permil 2030 prime 2032 Prime 2033 lsaquo 2039 rsaquo 203A oline 203E frasl 2044
    MediumSpace 205F NoBreak 2060 euro 20AC image 2111 numero 2116 copysr 2117 weierp 2118
    real 211C TRADE 2122 trade 2122 alefsym 2135 frac13 2153 frac23 2154 frac15 2155
    frac18 215B frac38 215C frac58 215D frac78 215E larr 2190 uarr 2191 rarr 2192 darr 2193
    harr 2194 crarr 21B5 lArr 21D0 uArr 21D1 rArr 21D2 dArr 21D3 hArr 21D4 forall 2200
    part 2202 exist 2203 empty 2205 nabla 2207 isin 2208 notin 2209 ni 220B prod 220F sum 2211
    minus 2212 lowast 2217 radic 221A prop 221D infin 221E ang 2220 and 2227 or 2228 cap 2229
    cup 222A int 222B there4 2234 sim 223C cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264
    ge 2265 sub 2282 sup 2283 nsub 2284 sube 2286 supe 2287 oplus 2295 otimes 2297 perp 22A5
    sdot 22C5 lceil 2308 rceil 2309 lfloor 230A rfloor 230B lang 2329 rang 232A loz 25CA
    starf 2605 star 2606 phone 260E female 2640 male 2642 spades 2660 clubs 2663 hearts 2665
    diams 2666 sung 266A flat 266D natural 266E sharp 266F check 2713 cross 2717
    """
}
