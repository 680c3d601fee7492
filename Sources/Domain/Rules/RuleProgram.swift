import Kernel

/// The rules as tables: for each zone and kind of signal, the few steps to take.
///
/// Built once from the rules and the zones, so that a signal costs one look-up and its own steps
/// whatever the number of rules.
struct RuleProgram: Sendable {
    struct Step: Sendable {
        enum Action: UInt8, Sendable {
            /// Something a missing-step rule waits for has happened.
            case noteAbsent
            /// A sequence begins here.
            case begin
            /// A sequence continues here, if it is at `step` and, with `inSameZone`, here.
            case advance
            /// A signal of a kind the sequence watches, which fits no step of it.
            case startOver
            /// The only step of a missing-step rule.
            case arm
            /// One more for a counting rule.
            case count
            /// The token's open cue of this rule is needless now.
            case withdraw
            /// A wait begins, ends, or is given up; `rule` is the wait's number.
            case beginWait
            case endWait
            case giveUpWait
        }

        let action: Action
        let inSameZone: Bool
        /// The step of the sequence this signal would be, from 0.
        let step: UInt8
        let rule: UInt16
    }

    /// One rule, with where its state stands in a token's row.
    struct Entry: Sendable {
        let rule: Rule
        let within: Int64
        let countAtLeast: Int
        let stepCount: Int
        /// When something of `absent` last happened; or the head of the list of counted signals.
        let mainSlot: Int
        /// Steps done (high 32 bits) and where (low): only for sequences.
        let progressSlot: Int?
        let openCueSlot: Int?
        let lastCueSlot: Int?
        /// Whether a late signal cannot take its cue back: fires on arrival.
        let firesAtOnce: Bool
    }

    private(set) var entries: [Entry] = []
    private(set) var waits: [Wait] = []
    /// Where in a token's row each wait's beginning stands.
    private(set) var waitSlots: [Int] = []
    private(set) var slotCount = 0
    private var settling = StepTable()
    private var arriving = StepTable()
    let hasArrivals: Bool

    init() { hasArrivals = false }

    /// - Parameters:
    ///   - rules: In the order in which they were written.
    ///   - zones: The venue's zones by number.
    init(rules: [Rule], waits: [Wait], zones: [Zone]) {
        var slots = 0
        func slot(if wanted: Bool = true) -> Int? {
            guard wanted else { return nil }
            defer { slots += 1 }
            return slots
        }
        entries = rules.map { rule in
            var within = Span(milliseconds: 0)
            var countAtLeast = 0
            var stepCount = 0
            switch rule.pattern {
            case .missing(let steps, _, let span): (within, stepCount) = (span, steps.count)
            case .count(_, let atLeast, let span): (within, countAtLeast) = (span, atLeast)
            }
            let main = slots
            slots += 1
            return Entry(
                rule: rule, within: within.milliseconds, countAtLeast: countAtLeast,
                stepCount: stepCount, mainSlot: main,
                progressSlot: slot(if: stepCount > 1),
                openCueSlot: slot(if: !rule.cue.withdrawOn.isEmpty),
                lastCueSlot: slot(if: rule.cue.cooldown != nil),
                firesAtOnce: countAtLeast > 0 && rule.cue.cooldown == nil)
        }
        self.waits = waits
        waitSlots = waits.indices.map { slots + $0 }
        slotCount = slots + waits.count
        hasArrivals = entries.contains(where: \.firesAtOnce)
        for zone in zones {
            for kind in 0...SignalKind.rawValueMax {
                let steps =
                    SignalKind(rawValue: UInt8(kind)).map { self.steps(for: $0, in: zone) } ?? []
                settling.append(steps.filter { !runsOnArrival($0) })
                arriving.append(steps.filter(runsOnArrival))
            }
        }
    }

    /// The longest any rule waits for something to be absent.
    var longestWait: Span { Span(milliseconds: entries.map(\.within).max() ?? 0) }

    func stepsOnSettling(_ kind: SignalKind, _ zone: ZoneIndex) -> ArraySlice<Step> {
        settling.steps(kind, zone)
    }

    func stepsOnArrival(_ kind: SignalKind, _ zone: ZoneIndex) -> ArraySlice<Step> {
        arriving.steps(kind, zone)
    }

    private func runsOnArrival(_ step: Step) -> Bool {
        step.action == .count && entries[Int(step.rule)].firesAtOnce
    }

    /// The steps one sort of signal calls for, withdrawals first, since they are about older cues.
    private func steps(for kind: SignalKind, in zone: Zone) -> [Step] {
        var withdrawals: [Step] = []
        var others: [Step] = []
        for (number, entry) in entries.enumerated() {
            func step(_ action: Step.Action, same: Bool = false, _ index: Int = 0) -> Step {
                Step(
                    action: action, inSameZone: same, step: UInt8(truncatingIfNeeded: index),
                    rule: UInt16(truncatingIfNeeded: number))
            }
            func fits(_ pattern: SignalPattern) -> Bool {
                pattern.kind == kind && pattern.place.admits(zone)
            }
            if let pattern = entry.rule.cue.withdrawOn.first(where: fits) {
                withdrawals.append(step(.withdraw, same: pattern.place == .same))
            }
            switch entry.rule.pattern {
            case .count(let signal, _, _):
                if fits(signal) { others.append(step(.count)) }
            case .missing(let steps, let absent, _):
                if absent.contains(where: fits) { others.append(step(.noteAbsent)) }
                if steps.count == 1 {
                    if fits(steps[0]) { others.append(step(.arm)) }
                } else if steps.contains(where: { $0.kind == kind }) {
                    // Later steps first: a signal that continues a sequence does so before it
                    // may begin another.
                    let fitting = steps.indices.filter { fits(steps[$0]) }.reversed()
                    for index in fitting {
                        others.append(
                            step(
                                index == 0 ? .begin : .advance, same: steps[index].place == .same,
                                index))
                    }
                    if fitting.last != 0 { others.append(step(.startOver)) }
                }
            }
        }
        return withdrawals + others + waitSteps(for: kind, in: zone)
    }

    /// Ends before beginnings: one signal may end a wait and begin the next.
    private func waitSteps(for kind: SignalKind, in zone: Zone) -> [Step] {
        waits.enumerated().flatMap { number, wait in
            func steps(_ action: Step.Action, if patterns: [SignalPattern]) -> [Step] {
                let fits = patterns.contains { $0.kind == kind && $0.place.admits(zone) }
                return fits
                    ? [
                        Step(
                            action: action, inSameZone: false, step: 0,
                            rule: UInt16(truncatingIfNeeded: number))
                    ] : []
            }
            return steps(.endWait, if: [wait.until]) + steps(.giveUpWait, if: wait.givenUpOn)
                + steps(.beginWait, if: [wait.from])
        }
    }

    /// Steps in one flat array, with where each zone and kind begins.
    private struct StepTable: Sendable {
        private var all: [Step] = []
        private var starts: [Int32] = [0]

        mutating func append(_ steps: [Step]) {
            all += steps
            starts.append(Int32(truncatingIfNeeded: all.count))
        }

        func steps(_ kind: SignalKind, _ zone: ZoneIndex) -> ArraySlice<Step> {
            let row = Int(zone) * (SignalKind.rawValueMax + 1) + Int(kind.rawValue)
            guard row + 1 < starts.count else { return [] }
            return all[Int(starts[row])..<Int(starts[row + 1])]
        }
    }
}

extension SignalPattern.Place {
    /// Whether a signal in the zone can be meant; `same` is settled when it happens.
    fileprivate func admits(_ zone: Zone) -> Bool {
        switch self {
        case .anywhere, .same: true
        case .ofKind(let kind): zone.kind == kind
        case .zone(let id): zone.id == id
        }
    }
}
