/// One place where a file breaks a rule of the house.
public struct Breach: Equatable, Sendable, CustomStringConvertible {
    public let path: String
    public let line: Int
    public let rule: String
    public let advice: String

    public var description: String { "\(path):\(line): \(rule): \(advice)" }
}

/// A rule of the house that a machine can check, one line of a file at a time.
struct LineRule: Sendable {
    let name: String
    let advice: String
    let applies: @Sendable (String) -> Bool
    let breaks: @Sendable (String) -> Bool
}

/// Checks source files against the house rules: docs/style.md says why each is there.
public enum HouseRules {
    static let columnMax = 100
    static let fileLineMax = 400
    static let testFileLineMax = 600
    static let functionLineMax = 60

    /// - Parameters:
    ///   - text: A Swift file.
    ///   - path: Where it stands, from the root of the repository.
    /// - Returns: Every breach, in order.
    public static func breaches(in text: String, path: String) -> [Breach] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var found: [Breach] = []
        for (index, line) in lines.enumerated() {
            let code = withoutComment(line)
            for rule in lineRules where rule.applies(path) && rule.breaks(code) {
                found.append(
                    Breach(path: path, line: index + 1, rule: rule.name, advice: rule.advice))
            }
            if let breach = todo(line) {
                found.append(
                    Breach(path: path, line: index + 1, rule: "todo", advice: breach))
            }
            if line.count > columnMax, !line.contains("\"") {
                found.append(
                    Breach(
                        path: path, line: index + 1, rule: "columns",
                        advice: "at most \(columnMax) columns"))
            }
        }
        found += lengths(lines, path: path)
        return found
    }

    // MARK: Lines

    private static let lineRules: [LineRule] = [
        LineRule(
            name: "pure-imports",
            advice: "the inner rings import only our own rings and swift-collections",
            applies: { isPure($0) && !isMeasures($0) }
        ) { code in
            guard let module = importedModule(code) else { return false }
            return !["Kernel", "Measures", "Domain", "DequeModule", "HeapModule"].contains(module)
        },
        LineRule(
            name: "pure-imports",
            advice: "statistics import only Kernel, RealModule and the shim over boost",
            applies: isMeasures
        ) { code in
            guard let module = importedModule(code) else { return false }
            return !["Kernel", "CQuantiles", "RealModule"].contains(module)
        },
        LineRule(
            name: "no-clock", advice: "time comes in as an argument", applies: isPure
        ) { code in
            ["Date()", "ContinuousClock", "SuspendingClock", "DispatchTime"].contains {
                code.contains($0)
            }
        },
        LineRule(
            name: "no-chance", advice: "randomness comes in as a seeded generator", applies: isPure
        ) { code in
            code.contains("SystemRandomNumberGenerator") || code.contains(".randomElement()")
                || code.contains(".shuffled()") || code.contains("UUID()")
        },
        LineRule(
            name: "no-waiting", advice: "the inner rings never wait", applies: isPure
        ) { code in
            containsWord(code, "await") || containsWord(code, "async") || code.contains("Task {")
        },
        LineRule(
            name: "no-floating-state",
            advice: "stored state is whole numbers; Double belongs in Measures",
            applies: { isPure($0) && !isMeasures($0) }
        ) { containsWord($0, "Double") || containsWord($0, "Float") },
        LineRule(
            name: "no-crash-on-input",
            advice: "convert with an initialiser that answers nil; a trap stops every door",
            applies: isSource
        ) { code in
            ["try" + "!", "as" + "! ", "fatalError" + "("].contains { code.contains($0) }
        },
        LineRule(
            name: "no-unchecked-sendable",
            advice: "only adapters, with the lock that makes it true",
            applies: { isSource($0) && !$0.hasPrefix("Sources/Adapters/") }
        ) { code in
            ["@unchecked" + " Sendable", "nonisolated" + "(unsafe)"].contains { code.contains($0) }
        },
        LineRule(
            name: "no-printing", advice: "adapters and rings do not print; the command line does",
            applies: { $0.hasPrefix("Sources/") && !isProgram($0) }
        ) { $0.drop { $0 == " " }.hasPrefix("print" + "(") },
        LineRule(
            name: "no-interpolated-sql", advice: "hand values to SQL as arguments",
            applies: { $0.hasPrefix("Sources/Adapters/SQLiteStore/") }
        ) { code in
            ["SELECT", "INSERT", "UPDATE", "DELETE"].contains { code.contains("\"\($0) ") }
                && code.contains("\\(") && !code.contains("\\(condition)")
        },
        LineRule(
            name: "unordered-walk",
            advice: "dictionaries and sets come in another order in every process; sort first",
            applies: isPure
        ) { code in
            guard code.contains("for "), code.contains(" in ") else { return false }
            return [".keys {", ".values {", "byNumber {"].contains { code.hasSuffix($0) }
        },
    ]

    private static func isPure(_ path: String) -> Bool {
        ["Sources/Kernel/", "Sources/Domain/", "Sources/Measures/"].contains { path.hasPrefix($0) }
    }

    private static func isMeasures(_ path: String) -> Bool { path.hasPrefix("Sources/Measures/") }

    private static func isSource(_ path: String) -> Bool { path.hasPrefix("Sources/") }

    private static func isProgram(_ path: String) -> Bool {
        ["Sources/senang/", "Sources/tidy/", "Sources/simulate/"].contains { path.hasPrefix($0) }
    }

    private static func importedModule(_ code: String) -> String? {
        let words = code.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count
        else { return nil }
        return String(words[place + 1])
    }

    private static func containsWord(_ code: String, _ word: String) -> Bool {
        code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == word }
    }

    private static func withoutComment(_ line: String) -> String {
        guard let start = line.firstRange(of: "//") else { return trimmedEnd(line) }
        // "https://" inside a text is not a comment.
        if start.lowerBound > line.startIndex,
            line[line.index(before: start.lowerBound)] == ":"
        {
            return trimmedEnd(line)
        }
        return trimmedEnd(String(line[..<start.lowerBound]))
    }

    private static func trimmedEnd(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }

    /// A note of something left to do needs an issue's number and a date, or nobody comes back.
    private static func todo(_ line: String) -> String? {
        let marker = "TO" + "DO"
        guard let start = line.firstRange(of: marker) else { return nil }
        let rest = line[start.upperBound...]
        let hasNumber = rest.contains("#")
        let hasDate = rest.contains { $0.isNumber } && rest.contains("-")
        return hasNumber && hasDate ? nil : "write '\(marker) #12 2026-11-22: …' or do it now"
    }

    // MARK: Lengths

    private static func lengths(_ lines: [String], path: String) -> [Breach] {
        var found: [Breach] = []
        let limit = path.hasPrefix("Tests/") ? testFileLineMax : fileLineMax
        if lines.count - 1 > limit {
            found.append(
                Breach(
                    path: path, line: limit + 1, rule: "file-length",
                    advice:
                        "\(lines.count - 1) lines; at most \(limit): is there a second idea in it?")
            )
        }
        var begin: (line: Int, indent: Int)?
        for (index, line) in lines.enumerated() {
            let indent = line.prefix { $0 == " " }.count
            let code = line.drop { $0 == " " }
            if begin == nil, isFunction(code) { begin = (index, indent) }
            if let open = begin, indent == open.indent, code.hasPrefix("}") {
                let length = index - open.line + 1
                if length > functionLineMax {
                    found.append(
                        Breach(
                            path: path, line: open.line + 1, rule: "function-length",
                            advice: "\(length) lines; at most \(functionLineMax)"))
                }
                begin = nil
            }
        }
        return found
    }

    private static func isFunction(_ code: Substring) -> Bool {
        guard !code.hasPrefix("//"), !code.hasSuffix("}") else { return false }
        let words = code.split(separator: " ").prefix(6)
        return words.contains("func") || words.contains { $0.hasPrefix("init(") }
    }
}
