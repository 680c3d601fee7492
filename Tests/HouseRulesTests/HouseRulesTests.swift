import HouseRules
import Testing

@Suite("House rules")
struct HouseRulesTests {
    /// What each rule must catch, and where. A rule that catches nothing here is not a rule.
    @Test(
        "Each rule can fail",
        arguments: [
            ("pure-imports", "Sources/Domain/A.swift", "import Foundation"),
            ("pure-imports", "Sources/Kernel/A.swift", "public import GRDB"),
            ("pure-imports", "Sources/Domain/A.swift", "import RealModule"),
            ("pure-imports", "Sources/Measures/A.swift", "import Domain"),
            ("no-clock", "Sources/Domain/A.swift", "let now = Date()"),
            ("no-chance", "Sources/Domain/A.swift", "let one = all.randomElement()"),
            ("no-waiting", "Sources/Domain/A.swift", "let x = await y"),
            ("no-floating-state", "Sources/Domain/A.swift", "var share: Double"),
            ("no-crash-on-input", "Sources/Runtime/A.swift", "let x = try! y()"),
            ("no-crash-on-input", "Sources/Adapters/Pages/A.swift", "let x = y as! Z"),
            (
                "no-unchecked-sendable", "Sources/Runtime/A.swift",
                "final class A: @unchecked Sendable {}"
            ),
            ("no-printing", "Sources/Runtime/A.swift", "    print(\"x\")"),
            (
                "no-interpolated-sql", "Sources/Adapters/SQLiteStore/A.swift",
                "db.execute(sql: \"DELETE FROM t WHERE x = \\(name)\")"
            ),
            ("unordered-walk", "Sources/Domain/A.swift", "for name in names.keys {"),
            ("todo", "Sources/Runtime/A.swift", "// TO" + "DO later"),
            ("columns", "Sources/Runtime/A.swift", String(repeating: "x", count: 101)),
            ("file-length", "Sources/Runtime/A.swift", String(repeating: "\n", count: 401)),
            (
                "function-length", "Sources/Runtime/A.swift",
                "func a() {\n" + String(repeating: "    x\n", count: 60) + "}"
            ),
        ])
    func catches(rule: String, path: String, text: String) {
        let found = HouseRules.breaches(in: text, path: path)

        #expect(found.map(\.rule).contains(rule))
    }

    @Test(
        "What is allowed is left alone",
        arguments: [
            ("Sources/Domain/A.swift", "public import Kernel\nimport DequeModule"),
            ("Sources/Domain/A.swift", "// Date() would be wrong here, so there is none"),
            ("Sources/Adapters/Pages/A.swift", "import Foundation"),
            ("Sources/senang/A.swift", "print(\"hello\")"),
            (
                "Sources/Runtime/A.swift",
                "func a() {\n" + String(repeating: "    x\n", count: 58) + "}"
            ),
            ("Tests/A.swift", String(repeating: "x\n", count: 600)),
        ])
    func allows(path: String, text: String) {
        #expect(HouseRules.breaches(in: text, path: path).isEmpty)
    }
}
