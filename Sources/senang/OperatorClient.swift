import ArgumentParser
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Speaks to the server that runs on a data folder, with the token it left there.
struct OperatorClient {
    let origin: String
    let token: String

    /// - Returns: `nil` when no server has left a token there.
    init?(_ options: DataOptions) {
        let file = URL(fileURLWithPath: options.data).appendingPathComponent("operator")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard parts.count == 2 else { return nil }
        (origin, token) = (parts[0], parts[1])
    }

    struct Answer {
        let status: Int
        let body: Data

        var fields: [String: Any] {
            (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:]
        }
    }

    func send(
        _ method: String, _ path: String, body: Data? = nil, key: String? = nil,
        kind: String = "application/json"
    ) async throws -> Answer {
        guard let url = URL(string: origin + path) else { throw ValidationError("bad path") }
        var request = URLRequest(url: url, timeoutInterval: 120)
        request.httpMethod = method
        request.httpBody = body
        request.setValue("Bearer \(key ?? token)", forHTTPHeaderField: "Authorization")
        request.setValue(kind, forHTTPHeaderField: "Content-Type")
        do {
            let (data, response) = try await URLSession.shared.data(for: request)
            return Answer(status: (response as? HTTPURLResponse)?.statusCode ?? 0, body: data)
        } catch {
            say("senang: no server answers at \(origin). Start one with 'senang serve'.")
            throw ExitCode(Ending.unavailable)
        }
    }

    /// As ``send(_:_:body:key:)``, and ends the program with the server's words when it refuses.
    func ask(_ method: String, _ path: String, body: [String: Any]? = nil) async throws -> Answer {
        let data = try body.map { try JSONSerialization.data(withJSONObject: $0) }
        let answer = try await send(method, path, body: data)
        guard (200..<300).contains(answer.status) else {
            say("senang: \(answer.fields["detail"] as? String ?? "refused (\(answer.status))")")
            throw ExitCode(Ending.badInput)
        }
        return answer
    }
}
