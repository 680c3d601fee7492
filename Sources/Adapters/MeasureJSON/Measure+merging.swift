import ExactJSON
import Measures

/// measures.md 4: what is counted in shards, merged, and taken out again.
extension Measure {
    static let merging: [Measure] = [answerBins, opportunityOfShards, kanoOfShards, distinctPeople]

    private static let answerBins = Measure(
        "answer-times-by-bins",
        formula: "S(t) = prod(1 - answered/at risk) by bins, a time told as the end of its bin",
        units: "shards: lists of {time, ending}; time and bin whole numbers of one unit; ending "
            + "answered, withdrawn or open; late by less than a bin",
        source: "Kaplan & Meier 1958, J. Am. Stat. Assoc. 53:457; measures.md 4",
        computing: { (input) throws(MeasureProblem) in
            let width = try input["bin"].integer
            guard var whole = AnswerBins(binWidth: Int64(width)) else {
                throw try input["bin"].problem("above 0, and not so wide that time ends")
            }
            let empty = whole
            for shard in try input["shards"].someItems {
                var bins = empty
                for item in try shard.items {
                    let time = Int64(try item["time"].count)
                    bins.add(time, try item["ending"].ending)
                }
                whole.merge(bins)
            }
            let curve = whole.curve
            let shares = whole.incidence.shares(by: curve.timeMax)
            let promised = try input.optional("promised")?.number(in: 0...1e18)
            let late = promised.map { curve.unanswered(after: $0) }
            return .object([
                ("n", ExactJSON(Int(whole.count))),
                ("median", try input.answer(orUnknown: curve.median)),
                ("rmst", try input.answer(curve.restrictedMean(until: curve.timeMax))),
                ("unanswered_after", try input.answer(orUnknown: late?.share)),
                ("unanswered_after_se", try input.answer(orUnknown: late?.standardError)),
                ("answered", try input.answer(shares.answered)),
                ("withdrawn", try input.answer(shares.withdrawn)),
                (
                    "bins",
                    .array(
                        whole.bins.map { bin in
                            .array([
                                ExactJSON(Int(bin.index)), ExactJSON(Int(bin.answered)),
                                ExactJSON(Int(bin.withdrawn)), ExactJSON(Int(bin.stillOpen)),
                            ])
                        })
                ),
            ])
        })

    private static let opportunityOfShards = Measure(
        "opportunity-of-shards",
        formula: "sums of I + max(I - S, 0) over people; interval: 2.5 % to 97.5 % of 200 worlds "
            + "in which each person counts Poisson(1) times, by a hash of the person",
        units: "shards: lists of {person, importance, satisfaction}, 0…10; erased: the same "
            + "objects, taken out again",
        source: "Ulwick 2002, Harvard Business Review 80(1):91-97; Chamandy, Muralidharan, Najmi "
            + "& Naidu 2012, Estimating Uncertainty for Massive Data Streams, Google",
        computing: { (input) throws(MeasureProblem) in
            let seed = UInt64(try input.optional("seed")?.count ?? 1)
            var whole = OpportunityTally(seed: seed)
            for shard in try input["shards"].someItems {
                var tally = OpportunityTally(seed: seed)
                for item in try shard.items {
                    let person = try item.opportunityPerson
                    tally.add(
                        person: person.id, importance: person.importance,
                        satisfaction: person.satisfaction)
                }
                whole.merge(tally)
            }
            for item in try input.optional("erased")?.items ?? [] {
                let person = try item.opportunityPerson
                let isTaken = whole.remove(
                    person: person.id, importance: person.importance,
                    satisfaction: person.satisfaction)
                guard isTaken else { throw item.problem("this person is in no shard") }
            }
            guard let mean = whole.meanOfScores, let ofMean = whole.scoreOfMean else {
                throw input.problem("nobody told both importance and satisfaction")
            }
            let interval = whole.interval()
            return .object([
                ("mean_of_scores", try input.answer(mean)),
                ("score_of_mean", try input.answer(ofMean)),
                (
                    "interval95",
                    try interval.map { (found) throws(MeasureProblem) in try input.answer(found) }
                        ?? .null
                ),
                ("n", ExactJSON(Int(whole.count))),
                ("coverage", try input.answer(orUnknown: whole.coverage)),
            ])
        })

    private static let kanoOfShards = Measure(
        "kano-of-shards",
        formula: "25 counts of answer pairs, added up; then as kano-from-raw-answers",
        units: "shards: lists of [functional, dysfunctional]; means in points -2...4",
        source: "DuMouchel 1993 and Berger et al. 1993, Center for Quality of Management "
            + "Journal 2(4); measures.md 4",
        computing: { (input) throws(MeasureProblem) in
            var whole = KanoTally()
            for shard in try input["shards"].someItems {
                var tally = KanoTally()
                for item in try shard.items { tally.add(try item.kanoPair) }
                whole.merge(tally)
            }
            for item in try input.optional("erased")?.items ?? [] {
                guard whole.remove(try item.kanoPair) else {
                    throw item.problem("nobody gave these answers")
                }
            }
            let isStrict = try input.optional("pouliot")?.flag ?? false
            let flips = try input.optional("flip_reversed")?.flag ?? false
            guard let summary = KanoSummary(whole, isStrict: isStrict, flipsReversed: flips) else {
                throw input.problem("at least two pairs that are not Q are needed for a spread")
            }
            return .object([
                (
                    "counts",
                    .object(
                        KanoCategory.allCases.map { category in
                            (category.rawValue, ExactJSON(Int(summary.distribution[category])))
                        })
                ),
                ("functional_mean", try input.answer(summary.functional.mean)),
                ("dysfunctional_mean", try input.answer(summary.dysfunctional.mean)),
                ("functional_se", try input.answer(summary.functional.standardError)),
                ("dysfunctional_se", try input.answer(summary.dysfunctional.standardError)),
            ])
        })

    private static let distinctPeople = Measure(
        "distinct-people",
        formula: "exact: the union of sets; hyperloglog: registers' maximum, Ertl's estimate",
        units: "shards: lists of numbers of people, 0…4294967295; erased: people taken out of the "
            + "exact set; the hyperloglog cannot forget anybody",
        source: "Lemire et al. 2018, Softw. Pract. Exp. 48:867; Flajolet, Fusy, Gandouet & "
            + "Meunier 2007, AofA; Ertl 2017, arXiv 1702.01284",
        computing: { (input) throws(MeasureProblem) in
            var (people, registers) = (PersonSet(), HyperLogLog(seed: 1))
            for shard in try input["shards"].someItems {
                var (set, sketch) = (PersonSet(), HyperLogLog(seed: 1))
                for item in try shard.items {
                    let person = try item.personNumber
                    set.insert(person)
                    sketch.add(UInt64(person))
                }
                people.merge(set)
                registers.merge(sketch)
            }
            for item in try input.optional("erased")?.items ?? [] {
                people.remove(try item.personNumber)
            }
            return .object([
                ("exact", ExactJSON(people.count)),
                ("hyperloglog", try input.answer(registers.estimate)),
                (
                    "hyperloglog_relative_error",
                    try input.answer(hyperLogLogError(precision: Double(HyperLogLog.precision)))
                ),
            ])
        })
}

extension MeasureInput {
    fileprivate var ending: AnswerTime.Ending {
        get throws(MeasureProblem) {
            switch try text {
            case "answered": return .answered
            case "withdrawn": return .withdrawn
            case "open": return .stillOpen
            default: throw problem("say \"answered\", \"withdrawn\" or \"open\"")
            }
        }
    }

    fileprivate var personNumber: UInt32 {
        get throws(MeasureProblem) {
            guard let person = UInt32(exactly: try integer) else {
                throw problem("0 to \(UInt32.max) belongs here")
            }
            return person
        }
    }

    /// 0…10 in millionths, or not told.
    fileprivate func tenth(_ name: String) throws(MeasureProblem) -> Int32? {
        try numberIfThere(name, in: 0...10).map { Int32(($0 * 1_000_000).rounded()) }
    }

    fileprivate var opportunityPerson: (id: UInt64, importance: Int32?, satisfaction: Int32?) {
        get throws(MeasureProblem) {
            (
                UInt64(try self["person"].personNumber), try tenth("importance"),
                try tenth("satisfaction")
            )
        }
    }

    fileprivate var kanoPair: KanoPair {
        get throws(MeasureProblem) {
            let both = try items
            guard both.count == 2 else {
                throw problem("two answers belong here: functional, dysfunctional")
            }
            return KanoPair(
                functional: try both[0].kanoAnswer, dysfunctional: try both[1].kanoAnswer)
        }
    }

    private var kanoAnswer: KanoAnswer {
        get throws(MeasureProblem) {
            guard let answer = KanoAnswer(rawValue: try text) else {
                throw problem("like, must, neutral, live or dislike belongs here")
            }
            return answer
        }
    }
}
