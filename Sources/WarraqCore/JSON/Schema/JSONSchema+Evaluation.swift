extension JSONSchema {
  /// How a value differs from what the schema says; nothing when it is valid.
  package func breaches(of node: JSONNode) -> [Breach] {
    var evaluation = Evaluation(schema: self)
    _ = evaluation.evaluate(root, node)
    return evaluation.breaches
  }

  /// Whether a value is as the schema says.
  package func accepts(_ node: JSONNode) -> Bool { breaches(of: node).isEmpty }
}

/// One check of one value.
private struct Evaluation {
  /// What a schema has looked at of an object or array, which `unevaluatedProperties` asks for.
  struct Seen {
    var names: Set<String> = []
    var items = 0
    var hasAllNames = false
    var hasAllItems = false

    mutating func merge(_ other: Seen) {
      names.formUnion(other.names)
      items = max(items, other.items)
      hasAllNames = hasAllNames || other.hasAllNames
      hasAllItems = hasAllItems || other.hasAllItems
    }
  }

  let schema: JSONSchema
  var breaches: [JSONSchema.Breach] = []
  /// How many breaches were found, also those beyond the limit.
  private var count = 0
  private var path: [String] = []
  private var depth = 0

  // A schema that refers to itself without looking further into the value would never end.
  private static let maximumDepth = 1000
  // What is wrong a thousandfold needs no longer list.
  private static let maximumBreaches = 1000

  init(schema: JSONSchema) {
    self.schema = schema
  }

  /// Checks a value against the schema of that index; returns what was looked at.
  mutating func evaluate(_ index: Int, _ node: JSONNode) -> Seen {
    var seen = Seen()
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else {
      fail("$ref", node, "the schema refers to itself without end")
      return seen
    }
    let rules = schema.nodes[index]
    if let verdict = rules.verdict {
      if !verdict { fail("false", node, "nothing is allowed here") }
      return seen
    }
    if let reference = rules.reference { seen.merge(evaluate(reference, node)) }
    if let types = rules.types, !types.holds(node) {
      fail("type", node, "expected \(types.text), found \(node.excerpt)")
      return seen
    }
    if let values = rules.enumeration, !values.contains(where: { $0.isEqual(to: node) }) {
      fail("enum", node, "\(node.excerpt) is not one of \(Self.list(values))")
    }
    switch node.value {
    case .string(let text): check(text, rules, node)
    case .number(let digits): if let value = Double(digits) { check(value, rules, node) }
    case .array(let elements): check(elements, rules, node, &seen)
    case .object(let members): check(members, rules, node, &seen)
    case .null, .boolean: break
    }
    combine(rules, node, &seen)
    if case .object(let members) = node.value, let rest = rules.unevaluatedProperties {
      checkRest(members, rest, "unevaluatedProperties", &seen)
    }
    if case .array(let elements) = node.value, let rest = rules.unevaluatedItems, !seen.hasAllItems
    {
      for (number, element) in elements.enumerated().dropFirst(seen.items) {
        descend("\(number)") { $0.evaluate(rest, element) }
      }
      seen.hasAllItems = true
    }
    return seen
  }

  // MARK: Texts and numbers

  private mutating func check(_ text: String, _ rules: JSONSchema.Node, _ node: JSONNode) {
    if let bounds = rules.lengths, !bounds.contains(text.unicodeScalars.count) {
      fail(
        "minLength", node,
        "\(node.excerpt) has \(text.unicodeScalars.count) characters; expected \(bounds.text)")
    }
    if let pattern = rules.pattern, !pattern.matches(text) {
      fail("pattern", node, "\(node.excerpt) does not match the pattern '\(pattern.text)'")
    }
    if let format = rules.format, !format.accepts(text) {
      fail("format", node, "\(node.excerpt) is not \(format.article) '\(format.rawValue)'")
    }
  }

  private mutating func check(_ value: Double, _ rules: JSONSchema.Node, _ node: JSONNode) {
    if let minimum = rules.minimum, value < minimum {
      fail("minimum", node, "\(node.excerpt) is below \(Self.text(minimum))")
    }
    if let maximum = rules.maximum, value > maximum {
      fail("maximum", node, "\(node.excerpt) is above \(Self.text(maximum))")
    }
    if let minimum = rules.exclusiveMinimum, value <= minimum {
      fail("exclusiveMinimum", node, "\(node.excerpt) is not above \(Self.text(minimum))")
    }
    if let maximum = rules.exclusiveMaximum, value >= maximum {
      fail("exclusiveMaximum", node, "\(node.excerpt) is not below \(Self.text(maximum))")
    }
    if let divisor = rules.multipleOf, divisor > 0 {
      let quotient = value / divisor
      if quotient != quotient.rounded() {
        fail("multipleOf", node, "\(node.excerpt) is not a multiple of \(Self.text(divisor))")
      }
    }
  }

  // MARK: Arrays and objects

  private mutating func check(
    _ elements: [JSONNode], _ rules: JSONSchema.Node, _ node: JSONNode, _ seen: inout Seen
  ) {
    if let bounds = rules.sizes, !bounds.contains(elements.count) {
      fail("minItems", node, "the array has \(elements.count) items; expected \(bounds.text)")
    }
    for (number, element) in elements.enumerated() {
      let item = number < rules.prefixItems.count ? rules.prefixItems[number] : rules.items
      guard let item else { break }
      descend("\(number)") { $0.evaluate(item, element) }
    }
    seen.items = max(seen.items, min(rules.prefixItems.count, elements.count))
    if rules.items != nil { seen.hasAllItems = true }
    if rules.isUnique, let pair = Self.twins(elements) {
      fail("uniqueItems", elements[pair.1], "item \(pair.1) repeats item \(pair.0)")
    }
    if let contains = rules.contains {
      let count = elements.count { element in isValid(contains, element) != nil }
      let bounds = rules.containsCounts ?? JSONSchema.Bounds(minimum: 1)
      if !bounds.contains(count) {
        fail("contains", node, "\(count) items are as 'contains' says; expected \(bounds.text)")
      }
    }
  }

  private mutating func check(
    _ members: [JSONNode.Member], _ rules: JSONSchema.Node, _ node: JSONNode, _ seen: inout Seen
  ) {
    if let bounds = rules.propertyCounts, !bounds.contains(members.count) {
      fail(
        "minProperties", node, "the object has \(members.count) members; expected \(bounds.text)")
    }
    func has(_ name: String) -> Bool { members.contains { $0.name == name } }
    for name in rules.required where !has(name) {
      fail("required", node, "'\(name)' is missing")
    }
    for (name, needed) in rules.dependentRequired where has(name) {
      for other in needed where !has(other) {
        fail("dependentRequired", node, "'\(name)' needs '\(other)', which is missing")
      }
    }
    for (name, dependent) in rules.dependentSchemas where has(name) {
      seen.merge(evaluate(dependent, node))
    }
    if let names = rules.propertyNames {
      for member in members {
        let name = JSONNode(offset: member.nameOffset, value: .string(member.name))
        descend(member.name) { $0.evaluate(names, name) }
      }
    }
    for member in members {
      var isKnown = false
      if let property = rules.properties[member.name] {
        isKnown = true
        descend(member.name) { $0.evaluate(property, member.node) }
      }
      for (pattern, property) in rules.patternProperties where pattern.matches(member.name) {
        isKnown = true
        descend(member.name) { $0.evaluate(property, member.node) }
      }
      if isKnown {
        seen.names.insert(member.name)
      } else if let rest = rules.additionalProperties {
        checkAdditional(member, rest, "additionalProperties")
        seen.names.insert(member.name)
      }
    }
  }

  private mutating func checkRest(
    _ members: [JSONNode.Member], _ rest: Int, _ keyword: String, _ seen: inout Seen
  ) {
    guard !seen.hasAllNames else { return }
    for member in members where !seen.names.contains(member.name) {
      checkAdditional(member, rest, keyword)
    }
    seen.hasAllNames = true
  }

  private mutating func checkAdditional(
    _ member: JSONNode.Member, _ rest: Int, _ keyword: String
  ) {
    if schema.nodes[rest].verdict == false {
      path.append(member.name)
      fail(
        keyword, JSONNode(offset: member.nameOffset, value: .null),
        "'\(member.name)' is not known here")
      path.removeLast()
    } else {
      descend(member.name) { $0.evaluate(rest, member.node) }
    }
  }

  // MARK: Combinations

  private mutating func combine(
    _ rules: JSONSchema.Node, _ node: JSONNode, _ seen: inout Seen
  ) {
    for part in rules.allOf { seen.merge(evaluate(part, node)) }
    if !rules.anyOf.isEmpty {
      let matches = rules.anyOf.compactMap { isValid($0, node) }
      for match in matches { seen.merge(match) }
      if matches.isEmpty { failAll("anyOf", rules.anyOf, node) }
    }
    if !rules.oneOf.isEmpty {
      let matches = rules.oneOf.compactMap { isValid($0, node) }
      if let first = matches.first { seen.merge(first) }
      if matches.isEmpty { failAll("oneOf", rules.oneOf, node) }
      if matches.count > 1 {
        fail(
          "oneOf", node, "\(node.excerpt) is as \(matches.count) of the alternatives say, not one")
      }
    }
    if let not = rules.not, isValid(not, node) != nil {
      fail("not", node, "\(node.excerpt) is what must not be here")
    }
    if let condition = rules.condition {
      if let match = isValid(condition, node) {
        seen.merge(match)
        if let consequence = rules.consequence { seen.merge(evaluate(consequence, node)) }
      } else if let alternative = rules.alternative {
        seen.merge(evaluate(alternative, node))
      }
    }
  }

  /// What a schema looked at where the value is as it says, else `nil`; nothing is reported.
  private mutating func isValid(_ index: Int, _ node: JSONNode) -> Seen? {
    let before = (count, breaches.count)
    let seen = evaluate(index, node)
    guard count > before.0 else { return seen }
    rewind(to: before)
    return nil
  }

  private mutating func rewind(to state: (count: Int, stored: Int)) {
    count = state.count
    breaches.removeSubrange(state.stored...)
  }

  /// Reports what is wrong with the alternative that comes nearest: the one with fewest constants
  /// that are not met, for those tell alternatives apart, and then the one whose first fault lies
  /// deepest.
  private mutating func failAll(_ keyword: String, _ alternatives: [Int], _ node: JSONNode) {
    let before = (count, breaches.count)
    var best: [JSONSchema.Breach] = []
    var bestRank = (constants: Int.max, depth: 0)
    for alternative in alternatives {
      _ = evaluate(alternative, node)
      let found = Array(breaches[before.1...])
      rewind(to: before)
      guard let first = found.first else { continue }
      let rank = (found.count { $0.keyword == "enum" }, -first.pointer.utf8.count)
      if rank < bestRank {
        best = found
        bestRank = rank
      }
    }
    guard let nearest = best.first, nearest.offset > node.offset || alternatives.count == 1 else {
      fail(
        keyword, node, "\(node.excerpt) is as none of the \(alternatives.count) alternatives say")
      return
    }
    count += best.count
    breaches.append(contentsOf: best)
  }

  // MARK: Reports

  private mutating func descend(_ step: String, _ body: (inout Evaluation) -> Seen) {
    path.append(step)
    _ = body(&self)
    path.removeLast()
  }

  private mutating func fail(_ keyword: String, _ node: JSONNode, _ text: String) {
    count += 1
    guard breaches.count < Self.maximumBreaches else { return }
    let pointer = path.map {
      "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1")
    }
    breaches.append(
      JSONSchema.Breach(
        offset: node.offset, pointer: pointer.joined(), keyword: keyword, text: text))
  }

  private static func list(_ values: [JSONNode]) -> String {
    let shown = values.prefix(8).map(\.excerpt).joined(separator: ", ")
    return values.count > 8 ? shown + " and \(values.count - 8) more" : shown
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }

  /// The first two items that are equal; those that a text identifies are looked up.
  private static func twins(_ elements: [JSONNode]) -> (Int, Int)? {
    var seen: [String: Int] = [:]
    var others: [Int] = []
    for (index, element) in elements.enumerated() {
      if case .string(let text) = element.value {
        if let first = seen[text] { return (first, index) }
        seen[text] = index
      } else {
        if let first = others.prefix(1000).first(where: { elements[$0].isEqual(to: element) }) {
          return (first, index)
        }
        others.append(index)
      }
    }
    return nil
  }
}
