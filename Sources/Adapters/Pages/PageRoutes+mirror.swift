import Domain
import Hummingbird
import Kernel
import Ports
import Runtime

/// How the house decides, and what people heard of it: names nobody.
extension PageRoutes {
    func addMirror(to router: Router<some RequestContext>) {
        page(router, .get, "/mirror", at: .host) { opened in
            let visit = opened.visit
            let mirror = await proposalBoard.mirror()
            let figures = await mirrorFigures(mirror, visit)
            return html(
                "mirror", title: "voices", titled: visit.text("id-mirror"), visit,
                [
                    "heading": visit.text("id-mirror"), "rooms": identityRooms("/mirror", visit),
                    "time": visit.dayAndTime(mirror.at),
                    "say_numbers": visit.text("in-numbers"),
                    "say_download": visit.text("in-download"),
                    "figures": figures.map { values($0, visit, at: "/mirror", people: []) },
                ])
        }
        page(router, .get, "/mirror/:word", at: .host) { opened in
            guard opened.word.hasSuffix(".csv") else { return try file(nil, opened) }
            let figures = await mirrorFigures(await proposalBoard.mirror(), opened.visit)
            return try file(
                figures.first { $0.name == opened.word.dropLast(4) }, opened)
        }
    }

    private func mirrorFigures(
        _ mirror: ProposalBoard.Mirror, _ visit: Visit
    ) async -> [InsightFigure] {
        let book = MirrorBook(
            people: visit.language.of(venue.customers), isDutch: visit.language == .nl)
        let charter = await proposalBoard.charters.last ?? Charter()
        let decided = mirror.quarters.map(MirrorBook.Decided.init)
        let all = MirrorBook.Decided(mirror.all)
        let heard = mirror.heard
        func clarities(_ quarter: ProposalBoard.Quarter) -> [MirrorBook.Clarity] {
            quarter.principles.map { clarity in
                let words = charter.principle(clarity.principle)?.words
                return MirrorBook.Clarity(
                    quarter: quarter.name,
                    words: words.map(visit.language.of) ?? clarity.principle.description,
                    options: clarity.scored, scores: clarity.scores,
                    agreement: clarity.agreement, fit: clarity.fit)
            }
        }
        return [
            book.decisions(decided, all: all), book.interests(decided, all: all),
            book.heard(heard.quarters.map(MirrorBook.Heard.init), all: MirrorBook.Heard(heard.all)),
            book.principles(clarities(mirror.all), mirror.quarters.flatMap(clarities)),
            book.times(
                heard.all.times, answerDays: Int(heard.answerSpan.milliseconds / 86_400_000)),
            book.loop(
                toldBack: MirrorBook.Part(heard.toldBack.part, of: heard.toldBack.whole),
                reopened: MirrorBook.Part(heard.reopened.part, of: heard.reopened.whole),
                helped: (heard.helped.yes, heard.helped.no, heard.helped.unsaid)),
        ]
    }
}

extension MirrorBook.Decided {
    fileprivate init(_ quarter: ProposalBoard.Quarter) {
        self.init(
            quarter: quarter.name,
            kinds: (quarter.asAsked, quarter.ourWay, quarter.declined),
            interests: (quarter.forCustomer, quarter.forBoth, quarter.forHouse),
            asAskedChange: quarter.kneelingChange, declinedChange: quarter.decliningChange)
    }
}

extension MirrorBook.Heard {
    fileprivate init(_ quarter: ProposalBoard.HeardQuarter) {
        self.init(
            quarter: quarter.name, asAsked: quarter.asAsked, ourWay: quarter.ourWay,
            declined: quarter.declined, said: quarter.said, times: quarter.times)
    }
}
