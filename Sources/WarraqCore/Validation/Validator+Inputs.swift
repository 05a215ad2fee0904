internal import Synchronization

extension Validator {
  /// Checks inputs one after the other, small ones side by side on as many tasks as there are
  /// ``jobs``.
  ///
  /// What the closures are given comes in the order of the inputs and is the same for any number of
  /// jobs. Findings of small inputs are kept until their turn comes; those of others are given as
  /// they are found.
  ///
  /// - Parameters:
  ///   - begin: is given each input before its findings; returns `false` where no more is wanted.
  ///   - onFinding: is given what is found.
  ///   - end: is given the report of each input after its findings.
  @concurrent
  package func validate(
    _ inputs: [Input], begin: @Sendable (Input) -> Bool,
    onFinding: @Sendable (Diagnostic) -> Void, end: @Sendable (ValidationReport) -> Void
  ) async {
    var rest = inputs[...]
    while let input = rest.first, !Task.isCancelled {
      let small: ArraySlice<Input> = jobs > 1 ? rest.prefix(while: \.isSmall) : []
      if small.count > 1 {
        guard await validateSideBySide(small, begin, onFinding, end) else { return }
        rest = rest.dropFirst(small.count)
      } else {
        guard begin(input) else { return }
        end(await validate(input, onFinding: onFinding))
        rest.removeFirst()
      }
    }
  }

  /// How many inputs may be ahead of the one whose turn it is, for each job.
  private static let lead = 16

  /// Returns whether more is wanted.
  private func validateSideBySide(
    _ inputs: ArraySlice<Input>, _ begin: @Sendable (Input) -> Bool,
    _ onFinding: @Sendable (Diagnostic) -> Void, _ end: @Sendable (ValidationReport) -> Void
  ) async -> Bool {
    var alone = self
    alone.jobs = 1
    return await withTaskGroup(of: (Int, ValidationReport, [Diagnostic]).self) { [alone] group in
      var next = inputs.startIndex
      var due = inputs.startIndex
      var early: [Int: (ValidationReport, [Diagnostic])] = [:]
      var running = 0
      func start() {
        while next < inputs.endIndex, running < jobs, next - due < Self.lead * jobs {
          let (index, input) = (next, inputs[next])
          next += 1
          running += 1
          group.addTask {
            let findings = Mutex<[Diagnostic]>([])
            let report = await alone.validate(input) { finding in
              findings.withLock { $0.append(finding) }
            }
            return (index, report, findings.withLock { $0 })
          }
        }
      }
      start()
      while let (index, report, findings) = await group.next() {
        running -= 1
        early[index] = (report, findings)
        while let (report, findings) = early.removeValue(forKey: due) {
          guard !Task.isCancelled, begin(inputs[due]) else {
            group.cancelAll()
            return false
          }
          findings.forEach(onFinding)
          end(report)
          due += 1
        }
        start()
      }
      return true
    }
  }
}

extension Input {
  /// Whether it fits into a few batches, so that there is little to do at once in it.
  fileprivate var isSmall: Bool { (size ?? .max) <= 1 << 20 }
}
