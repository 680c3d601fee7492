import Kernel

/// Which tokens' passive reads are dropped before anything is kept.
///
/// Cost of a question: nothing while nobody is tap-only, else one look into a table.
struct Admission: Sendable {
    private var tokens = KeyIndex()
    private var modes: ContiguousArray<Mode> = []
    private var notOpenCount = 0
    private var nobody = Mode.presence

    /// Sets what counts for a token; `nil`: nothing is known of it.
    mutating func set(_ mode: Mode?, of token: Key128) {
        let (number, isNew) = tokens.number(token)
        if isNew { modes.append(nobody) }
        if modes[number] == .tapOnly { notOpenCount -= 1 }
        modes[number] = mode ?? nobody
        if modes[number] == .tapOnly { notOpenCount += 1 }
    }

    /// Sets what counts for tokens linked to nobody.
    mutating func setDefault(_ mode: Mode) { nobody = mode }

    /// Whether nothing can be dropped.
    var admitsAll: Bool { notOpenCount == 0 && nobody > .tapOnly }

    func admits(_ observation: Observation) -> Bool {
        guard observation.kind.isPassive else { return true }
        let mode = tokens.find(observation.token).map { modes[$0] } ?? nobody
        return mode > .tapOnly
    }
}

extension SignalKind {
    /// Noticed by a reader, not done by the customer.
    var isPassive: Bool {
        switch self {
        case .enter, .exit, .read: true
        case .service, .tap: false
        }
    }
}

extension SignalBatch {
    /// The batch without the reads that nobody may keep.
    ///
    /// - Returns: `nil` when there is nothing to leave out.
    func admitted(by admission: Admission) -> SignalBatch? {
        guard !admission.admitsAll else { return nil }
        let kept = observations.map(admission.admits)
        guard kept.contains(false) else { return nil }
        return keeping(kept)
    }
}
