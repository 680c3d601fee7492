import Foundation
import HTTPTypes
import Hummingbird
import Runtime

/// One request to a page: who asks, and in which language.
struct Visit {
    static let sessionCookie = "senang_session"
    static let languageCookie = "senang_language"

    let viewer: Viewer?
    let language: Language
    /// Whether only the inside of the page is wanted.
    var isPart = false
    var texts: [String: String] { Phrases.all(in: language) }

    func text(_ key: String) -> String { texts[key] ?? key }
}

/// A form a page sent: `application/x-www-form-urlencoded`, at most 64 fields unless told, no
/// nesting; or with files.
struct Form {
    private var values: [String: String] = [:]
    private var parts: MultipartForm?

    init(_ parts: MultipartForm) {
        values = parts.fields
        self.parts = parts
    }

    func file(_ name: String) -> MultipartForm.Part? { parts?.file(name) }

    init(_ body: String, fieldCountMax: Int = 64) {
        for pair in body.split(separator: "&").prefix(fieldCountMax) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), parts.count == 2,
                let value = Self.decoded(parts[1])
            else { continue }
            values[name] = value
        }
    }

    subscript(name: String) -> String { values[name] ?? "" }

    private static func decoded(_ text: Substring) -> String? {
        text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
    }
}
