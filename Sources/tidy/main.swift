// Checks the repository against the house rules. Prints each breach; ends with 1 when there is one.
// usage: tidy [FOLDER]
import Foundation
import HouseRules

let root = URL(fileURLWithPath: CommandLine.arguments.dropFirst().first ?? ".")
var breaches: [Breach] = []
var fileCount = 0
for folder in ["Sources", "Tests", "Benchmarks"] {
    let start = root.appendingPathComponent(folder)
    let names = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String }
    for name in (names ?? []).sorted() where name.hasSuffix(".swift") {
        let file = start.appendingPathComponent(name)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            print("\(folder)/\(name): cannot be read as UTF-8")
            exit(1)
        }
        fileCount += 1
        breaches += HouseRules.breaches(in: text, path: "\(folder)/\(name)")
    }
}
for breach in breaches { print(breach) }
print("tidy: \(fileCount) files, \(breaches.count) breaches")
// No files at all means that it looked in the wrong place, which is no reason to be content.
exit(breaches.isEmpty && fileCount > 0 ? 0 : 1)
