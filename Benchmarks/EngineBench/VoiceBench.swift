import Foundation
import Kernel
import Measures

/// What people said, by tens of thousands: gathering it, finding what is alike, forgetting.
enum VoiceBench {
    private static let vocabularyCount = 60_000
    private static let wordsAVoice = 8..<32
    private static let questionCount = 400

    static func run(voices: Int) {
        var chance = SplitMix64(seed: 11)
        let vocabulary = words(using: &chance)
        let texts = (0..<voices).map { _ in voice(of: vocabulary, using: &chance) }
        var index = VoiceIndex()
        let before = resident()
        let gathering = Used.by {
            for (number, terms) in texts.enumerated() { index.add(.init(UInt32(number)), terms) }
        }
        let sizes = index.sizes
        print(
            "\(voices) voices, \(sizes.words) words, \(sizes.pieces) pieces, \(sizes.postings) held"
        )
        print("gathered in \(gathering)")
        print(
            "resident: \((resident() - before) >> 20) MiB, counted \(index.byteCount >> 20) MiB")
        ask(index, "whole voices", texts, using: &chance)
        let short = (0..<questionCount).map { _ in
            voice(of: vocabulary, count: 3, using: &chance)
        }
        ask(index, "three words", short, using: &chance)
        forget(half: texts, of: index)
    }

    private static func ask(
        _ index: VoiceIndex, _ what: String, _ texts: [VoiceTerms],
        using chance: inout SplitMix64
    ) {
        var times: [Double] = []
        var processor: [Double] = []
        var found = 0
        for _ in 0..<questionCount {
            let terms = texts[Int.random(in: 0..<texts.count, using: &chance)]
            let used = Used.by { found += index.similar(to: terms, count: 5).count }
            times.append(used.clock)
            processor.append(used.processor)
        }
        print("\(what): \(told(times)); of processor \(told(processor)); \(found) found")
    }

    private static func told(_ seconds: [Double]) -> String {
        let sorted = seconds.sorted()
        let shown = [50, 99, 100].map { share in
            String(format: "%.1f", sorted[(sorted.count - 1) * share / 100] * 1000)
        }
        return "median \(shown[0]) ms, 99 of 100 within \(shown[1]) ms, longest \(shown[2]) ms"
    }

    /// In seconds; both, because other work on the machine makes the clock run on.
    private struct Used: CustomStringConvertible {
        let clock: Double
        let processor: Double

        static func by(_ work: () -> Void) -> Self {
            let before = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
            work()
            return Self(
                clock: now(CLOCK_MONOTONIC) - before.0,
                processor: now(CLOCK_PROCESS_CPUTIME_ID) - before.1)
        }

        private static func now(_ clock: clockid_t) -> Double {
            var time = timespec()
            clock_gettime(clock, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }

        var description: String {
            String(format: "%.1f s, %.1f s of processor", clock, processor)
        }
    }

    private static func forget(half texts: [VoiceTerms], of whole: VoiceIndex) {
        var index = whole
        let forgetting = Used.by {
            for number in stride(from: 0, to: texts.count, by: 2) {
                index.remove(.init(UInt32(number)))
            }
        }
        print("\((texts.count + 1) / 2) of them forgotten in \(forgetting)")
        var rest = VoiceIndex()
        for number in stride(from: 1, to: texts.count, by: 2) {
            rest.add(.init(UInt32(number)), texts[number])
        }
        let isSame = texts.prefix(50).allSatisfy {
            index.similar(to: $0, count: 20) == rest.similar(to: $0, count: 20)
        }
        print("equals never having had them: \(isSame && index.sizes == rest.sizes)")
    }

    /// Words of syllables, the common ones short, as in a language.
    private static func words(using chance: inout SplitMix64) -> [String] {
        let first = ["b", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z"]
        let middle = ["a", "aa", "e", "ee", "i", "ie", "o", "oo", "u", "ui", "ij", "ou"]
        let last = ["", "n", "r", "t", "s", "l", "k", "nd", "rt", "st"]
        return (0..<vocabularyCount).map { rank in
            let syllables = 1 + Int.random(in: 0...(rank < 500 ? 1 : 3), using: &chance)
            return (0..<syllables).map { _ in
                pick(first, &chance) + pick(middle, &chance) + pick(last, &chance)
            }.joined()
        }
    }

    private static func pick(_ parts: [String], _ chance: inout SplitMix64) -> String {
        parts[Int.random(in: 0..<parts.count, using: &chance)]
    }

    /// By Zipf's law: the word of rank n about n times as seldom as the first.
    private static func voice(
        of vocabulary: [String], count: Int? = nil, using chance: inout SplitMix64
    ) -> VoiceTerms {
        let count = count ?? Int.random(in: wordsAVoice, using: &chance)
        let words = (0..<count).map { _ in
            let share = Double.random(in: 0..<1, using: &chance)
            let rank = Int(exp(share * log(Double(vocabulary.count))))
            return vocabulary[min(rank, vocabulary.count - 1)]
        }
        return VoiceTerms(words: words, stems: words.map { String($0.prefix(7)) })
    }

    private static func resident() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return 0 }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
