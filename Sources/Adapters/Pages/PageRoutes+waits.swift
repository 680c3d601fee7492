import Domain
import Foundation
import Kernel
import Runtime

/// A wait as a picture: who waits now, each a dot, over how long those waited who are done.
extension PageRoutes {
    private static let binCount = 13
    private static let binWidth = 24
    /// Of fewer it says nothing how they spread.
    private static let enoughToSpread = 10
    /// Dots of one part stand in rows of three, up to so many; the rest is a number.
    private static let dotCountMax = 21

    func figure(
        _ figure: House.WaitFigure, at now: Instant, _ visit: Visit
    ) -> [String: Any] {
        let tally = figure.tally
        let longest = max(
            tally.quantile(percent: 99) ?? 60,
            figure.waiting.first.map { (now - $0.since).milliseconds / 1_000 } ?? 60)
        let width = max(60, (longest / Int64(Self.binCount - 1) + 59) / 60 * 60)
        func bin(_ seconds: Int64) -> Int { min(Self.binCount - 1, Int(max(0, seconds) / width)) }
        var bins = [Int](repeating: 0, count: Self.binCount)
        for length in tally.lengths { bins[bin(length.seconds)] += length.count }
        let most = max(1, bins.max() ?? 1)
        var values: [String: Any] = [
            "name": visit.language.of(figure.wait.name), "summary": summary(of: figure, visit),
            "bars": bins.enumerated().map { bin, count -> [String: Any] in
                let height = count * 60 / most
                return ["x": bin * Self.binWidth, "y": 130 - height, "height": height]
            },
            "rows": bins.enumerated().map { bin, count -> [String: Any] in
                let from = Int64(bin) * width / 60
                let isLast = bin == Self.binCount - 1
                return [
                    "span": isLast ? "\(from)+ min" : "\(from)–\(from + width / 60) min",
                    "count": visit.number(count),
                ]
            },
            "ticks": stride(from: 0, to: Self.binCount, by: 3).map { bin -> [String: Any] in
                ["x": bin * Self.binWidth, "minutes": Int64(bin) * width / 60]
            },
            "hasFinished": tally.count > 0,
            "hasPicture": tally.count > 0 || !figure.waiting.isEmpty,
        ]
        var dots = [Int](repeating: 0, count: Self.binCount)
        for waiting in figure.waiting { dots[bin((now - waiting.since).milliseconds / 1_000)] += 1 }
        var marks: [[String: Any]] = []
        var rest: [[String: Any]] = []
        for (part, count) in dots.enumerated() {
            let x = part * Self.binWidth
            for dot in 0..<min(count, Self.dotCountMax) {
                marks.append(["x": x + 4 + dot % 3 * 7, "y": 60 - dot / 3 * 7])
            }
            if count > Self.dotCountMax {
                rest.append(["x": x, "count": count - Self.dotCountMax])
            }
        }
        values["dots"] = marks
        values["rest"] = rest
        values["hasWaiting"] = !figure.waiting.isEmpty
        values["waiting"] = figure.waiting.map { waiter($0, at: now, visit) }
        return values
    }

    private func waiter(
        _ waiting: House.Waiting, at now: Instant, _ visit: Visit
    ) -> [String: Any] {
        [
            "label": waiting.initials.isEmpty ? visit.aCustomer(venue) : waiting.initials,
            "isKnown": waiting.person != nil, "person": waiting.person?.description ?? "",
            "zone": visit.language.of(waiting.zone.name), "since": visit.time(waiting.since),
            "minutes": visit.number(Int(max(0, (now - waiting.since).milliseconds / 60_000))),
        ]
    }

    /// Each part only when it says something: who waits here, who waits elsewhere, who is done.
    private func summary(of figure: House.WaitFigure, _ visit: Visit) -> String {
        var parts: [String] = []
        if figure.waitingCount > 0 {
            parts.append("\(visit.text("waitNow")): \(visit.number(figure.waitingCount))")
        }
        if figure.elsewhereCount > 0 {
            parts.append("\(visit.text("waitElsewhere")): \(visit.number(figure.elsewhereCount))")
        }
        if figure.tally.count > 0 {
            parts.append("\(visit.text("legendDone")): \(visit.number(figure.tally.count))")
        }
        if figure.tally.count >= Self.enoughToSpread, let half = figure.tally.quantile(percent: 50),
            let nine = figure.tally.quantile(percent: 90)
        {
            parts.append(
                String(
                    format: visit.text("waitSummary"), visit.length(half), visit.length(nine)))
        }
        return parts.joined(separator: " · ")
    }
}
