// The engine alone, on a file of signals, from one thread: no network, no disk, no durability.
// usage: engine-bench SIGNALS.jsonl VENUE.yaml RULES.yaml CUES.csv
//    or: engine-bench --measures PEOPLE
//    or: engine-bench --voices COUNT
import Domain
import Files
import Foundation
import Kernel
import Ports
import SignalJSON

let arguments = CommandLine.arguments
if arguments.dropFirst().first == "--floor" {
    FloorBench.run()
    exit(0)
}
if arguments.dropFirst().first == "--pass" {
    PassBench.run()
    exit(0)
}
if arguments.dropFirst().first == "--fit" {
    FitBench.run()
    exit(0)
}
if arguments.dropFirst().first == "--doors" {
    DoorBench.run()
    exit(0)
}
if arguments.count == 3, arguments[1] == "--measures", let people = Int(arguments[2]), people > 0 {
    MeasureBench.run(people: people)
    exit(0)
}
if arguments.count == 3, arguments[1] == "--voices", let voices = Int(arguments[2]), voices > 0 {
    VoiceBench.run(voices: voices)
    exit(0)
}
guard arguments.count == 5 else {
    FileHandle.standardError.write(
        Data("usage: engine-bench SIGNALS.jsonl VENUE.yaml RULES.yaml CUES.csv\n".utf8))
    exit(64)
}
let signals = try Data(contentsOf: URL(fileURLWithPath: arguments[1]))
let venue = try VenueFile.parse(
    try String(contentsOfFile: arguments[2], encoding: .utf8), file: arguments[2])
let rules = try RuleFile.parse(
    try String(contentsOfFile: arguments[3], encoding: .utf8), file: arguments[3], venue: venue)

func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
}

let seed = KeySeed(first: 1, second: 2)
var engine = Engine(seed: seed)
let now = Instant(milliseconds: 1_767_225_600_000)
engine.apply(.zonesAdded(venue.zones), at: now)
engine.apply(.rulesInstalled(rules), at: now)
engine.apply(.sourceOpened(Source(id: SourceID("w1")!, mode: .history)), at: now)
let index = VenueIndex(zones: venue.zones, seed: seed)
let decoder = SimdJSONSignalDecoder()

var sections: [[UInt8]] = []
var count = 0
let linesABatch = 100
let begin = processorSeconds()
var parsing = 0.0
let body = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
signals.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
    var start = 0
    while start < bytes.count {
        var end = start
        for _ in 0..<linesABatch where end < bytes.count {
            let rest = bytes.count - end
            let found = memchr(bytes.baseAddress! + end, 10, rest)
            end = found.map { UnsafeRawPointer($0) - bytes.baseAddress! + 1 } ?? bytes.count
        }
        body.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        do {
            let batch = try decoder.decode(
                UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(body)[0..<(end - start)]),
                from: 0, venue: index)
            count += batch.observations.count
            let result = engine.step([SourcedBatch(source: 0, batch: batch)], at: now)
            if !result.cueSection.isEmpty { sections.append(result.cueSection) }
        } catch {
            print("refused: \(error)")
        }
        start = end
    }
}
if let last = engine.apply(.sourceClosed(0), at: now) { sections.append(last.cueSection) }
let used = processorSeconds() - begin

var lines: [String] = []
for section in sections {
    let events = try section.withUnsafeBytes { (bytes) throws(ByteReaderFailure) in
        try CueSection.decode(bytes)
    }
    for case .issued(let cue) in events {
        lines.append(
            "\(cue.rule),\(cue.token),\(engine.zones[Int(cue.zone)].id),\(cue.since.milliseconds)\n"
        )
    }
}
lines.sort()
try lines.joined().write(toFile: arguments[4], atomically: true, encoding: .utf8)
var usage = rusage()
getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
let microseconds = (used * 1e8 / Double(max(1, count))).rounded() / 100
print(
    "engine events \(count) cues \(lines.count) cpu_s \(used) us_an_event \(microseconds) "
        + "tokens \(engine.tokenCount) peak_kb \(usage.ru_maxrss)")
