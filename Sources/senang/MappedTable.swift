import Domain
import Files
import Foundation

/// The two files of a command that reads somebody's table: the table, and the mapping that says
/// which of its columns are what.
enum MappedTable {
    /// What stands in a mapping.
    ///
    /// - Throws: ``FileFault`` when there is no such file; ``FileProblems`` when it is a folder or
    ///   no text, so that it cannot be used.
    static func mapping(_ path: String) throws -> String {
        guard let isFolder = isFolder(path) else {
            throw FileFault(description: "cannot read \(path)")
        }
        guard !isFolder else {
            throw unusable(
                path, "this is a folder: name the file in it", "dit is een map: noem het bestand")
        }
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
            throw FileFault(description: "cannot read \(path)")
        }
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw unusable(
                path, "this is not UTF-8: save it as UTF-8",
                "dit is geen UTF-8: bewaar het als UTF-8")
        }
        return text
    }

    /// - Throws: ``FileFault`` when there is no such file; ``Files/TableReader/Failure`` when it is
    ///   a folder.
    static func check(_ path: String) throws {
        guard let isFolder = isFolder(path) else {
            throw FileFault(description: "cannot read \(path)")
        }
        if isFolder {
            throw TableReader.Failure(
                description: "\(path) is a folder: name the table in it")
        }
    }

    /// - Returns: `nil` when there is nothing.
    private static func isFolder(_ path: String) -> Bool? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return nil
        }
        return isFolder.boolValue
    }

    private static func unusable(_ path: String, _ en: String, _ nl: String) -> FileProblems {
        FileProblems(problems: [
            FileProblem(file: path, line: 1, column: 1, message: Words(en: en, nl: nl))
        ])
    }
}
