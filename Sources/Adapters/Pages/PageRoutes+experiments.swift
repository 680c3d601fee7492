import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import NIOCore
import Ports
import Runtime

/// What is tried, and why it stopped.
extension PageRoutes {
    static let planByteCountMax = 256 << 10

    func addExperiments(to router: Router<some RequestContext>) {
        page(router, .get, "/experiments", at: .host) { try await experiments($0) }
        page(router, .get, "/experiments/:id", at: .host) { opened in
            guard opened.identifier != "new" else { return try await newPlan(opened) }
            return try await experiment(opened)
        }
        page(router, .post, "/experiments/:id", at: .lead, formLimit: Self.planByteCountMax) {
            opened in
            guard opened.identifier == "new" else { return redirect("/experiments") }
            return try await keepPlan(nil, opened)
        }
        page(router, .get, "/experiments/:id/plan", at: .lead) { opened in
            guard let old = await planned(opened) else { return try await experiment(opened) }
            return try await planForm(Form(TrialForm.typed(old)), old, opened)
        }
        page(router, .post, "/experiments/:id/plan", at: .lead, formLimit: Self.planByteCountMax) {
            opened in
            guard let old = await planned(opened) else {
                return try await experiment(opened, mistake: TrialMistake("", "alreadyBegun"))
            }
            return try await keepPlan(old, opened)
        }
        for (word, role) in [
            ("begin", Role.lead), ("look", .host), ("stop", .host), ("cross", .host),
        ] {
            page(router, .post, RouterPath("/experiments/:id/\(word)"), at: role) { opened in
                try await act(word, opened)
            }
            // A form's address, asked for as a page: after a change of language, say.
            router.get(RouterPath("/experiments/:id/\(word)")) { _, context in
                redirect("/experiments/\(context.parameters.get("id") ?? "")")
            }
        }
        addTried(to: router)
    }

    func trialBook(_ visit: Visit) -> TrialBook {
        TrialBook(people: visit.language.of(venue.customers), isDutch: visit.language == .nl)
    }

    /// The plan that an address names, while it may still be changed.
    private func planned(_ opened: Opened) async -> LivePlan? {
        guard let id = ExperimentID(opened.identifier),
            let experiment = await experimentDesk.experiment(id), experiment.state == .planned
        else { return nil }
        return experiment.plan
    }

    // MARK: The list

    private func experiments(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let all = await experimentDesk.experiments()
        return html(
            "experiments", title: "insight", titled: visit.text("ex-title"), visit,
            [
                "mayPlan": opened.viewer.role >= .lead, "isEmpty": all.isEmpty,
                "experiments": all.map { row($0, visit) },
            ])
    }

    private func row(_ experiment: LiveExperiment, _ visit: Visit) -> [String: Any] {
        let plan = experiment.plan
        var row: [String: Any] = [
            "id": plan.id.description, "title": visit.language.of(plan.title),
            "when": moments(of: experiment, visit).last ?? "",
        ]
        row.merge(state(experiment, visit)) { $1 }
        if let stop = experiment.stop {
            let isGained = TrialBook.isGained(
                stop, Self.courses(experiment, report: nil, now: house.now))
            row["why"] = trialBook(visit).headline(stop, plan, isGained: isGained)
        }
        return row
    }

    func state(_ experiment: LiveExperiment, _ visit: Visit) -> [String: Any] {
        [
            "state": visit.text("ex-state-\(experiment.state.rawValue)"),
            "isRunning": experiment.state == .running, "isPlanned": experiment.state == .planned,
            "isStopped": experiment.state == .stopped,
            "isFound": experiment.stop?.isFound ?? false,
        ]
    }

    /// What happened to it, the last last.
    func moments(of experiment: LiveExperiment, _ visit: Visit) -> [String] {
        let book = trialBook(visit)
        let all: [(String, Instant?)] = [
            ("ex-plannedAt", experiment.keptAt), ("ex-begunAt", experiment.begunAt),
            ("ex-stoppedAt", experiment.stoppedAt),
        ]
        return all.compactMap { key, at in at.map { book.say(key, visit.dayAndTime($0)) } }
    }

    /// Each way but the first.
    static func courses(
        _ experiment: LiveExperiment, report: ExperimentReport?, now: Instant
    ) -> [TrialBook.Course] {
        experiment.plan.arms.indices.dropFirst().map { arm in
            TrialBook.Course(
                plan: experiment.plan, arm: arm, looks: experiment.looks, report: report,
                now: (experiment.stoppedAt ?? now).milliseconds)
        }
    }

    // MARK: Doing

    /// What was refused: to be told at its form, beside what was typed.
    struct TrialMistake {
        /// The form: `stop`, or `cross-` and the red line's name; empty: of none.
        let place: String
        let code: String
        let typed: String

        init(_ place: String, _ code: String, typed: String = "") {
            self.place = place
            self.code = code
            self.typed = typed
        }
    }

    private func act(_ word: String, _ opened: Opened) async throws -> Response {
        guard let id = ExperimentID(opened.identifier) else {
            return try message("notFound", .notFound, opened.visit)
        }
        let reason = opened.form["reason"]
        let doing: ExperimentDoing
        var (place, done) = ("", "")
        switch word {
        case "begin": (doing, done) = (.begin(id), "begun")
        case "look": (doing, done) = (.look(id), "looked")
        case "stop": (doing, place, done) = (.stop(id, reason: reason), "stop", "stopped")
        default:
            guard let line = RedLineID(opened.form["line"]) else {
                return try message("notFound", .notFound, opened.visit)
            }
            (doing, place, done) = (
                .cross(id, line, reason: reason), "cross-\(line)", "crossed"
            )
        }
        do {
            try await experimentDesk.act(doing, by: opened.viewer)
            return redirect("/experiments/\(id)?done=\(done)")
        } catch CommandRefusal.experiment(let refusal) {
            switch refusal {
            case .unknownExperiment, .unknownRedLine:
                return try message("notFound", .notFound, opened.visit)
            case .reasonMissing, .wordsTooLong:
                let code = refusal == .reasonMissing ? "reasonMissing" : "reasonLong"
                return try await experiment(
                    opened, mistake: TrialMistake(place, code, typed: reason))
            default:
                return try await experiment(opened, mistake: TrialMistake("", refusal.code))
            }
        }
    }
}
