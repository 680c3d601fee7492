import ArgumentParser

@main
struct Senang: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "senang",
        abstract:
            "Hears every signal a customer gives, and tells staff on the spot what would help.",
        version: "0.1.0",
        subcommands: [
            Serve.self, Import.self, Rules.self, Doctor.self, Digest.self, Status.self,
            SourceCommand.self, Waits.self, Presence.self, Init.self, LooksCommand.self,
            Wallet.self, Pass.self, DoorCommand.self, MeasureCommand.self, FitCommand.self,
            Surveys.self, Promises.self, Voices.self, ExperimentCommand.self, MailCommand.self,
            CharterCommand.self,
        ])
}

/// Where one house's data lies.
struct DataOptions: ParsableArguments {
    static let standardFolder = "./senang-data"

    @Option(help: "The folder that holds this house's data.")
    var data = DataOptions.standardFolder

    @Option(
        help: ArgumentHelp(
            "The master key's file. (default: beside the data folder, with .key behind its name)"))
    var key: String?

    var keyFile: String { key ?? (data.hasSuffix("/") ? String(data.dropLast()) : data) + ".key" }
}

/// How the program ends (sysexits.h), so that a supervisor can tell one from another.
enum Ending {
    static let badInput: Int32 = 65
    static let noInput: Int32 = 66
    static let unavailable: Int32 = 69
    /// A write or a sync failed: start again and check the disk.
    static let diskBroken: Int32 = 74
    /// Another process holds the data folder.
    static let inUse: Int32 = 75
    static let configuration: Int32 = 78
}
