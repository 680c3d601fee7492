import Mustache

/// The pages' templates, compiled into the program and parsed once.
struct Templates: Sendable {
    private let library: MustacheLibrary

    private static let ofWishes: [(String, [UInt8])] = [
        ("wishes", PackageResources.wishes_mustache),
        ("wishfacets", PackageResources.wishfacets_mustache),
        ("wishwords", PackageResources.wishwords_mustache),
        ("wishrather", PackageResources.wishrather_mustache),
        ("wantfields", PackageResources.wantfields_mustache),
        ("fit", PackageResources.fit_mustache),
        ("wish", PackageResources.wish_mustache),
        ("question", PackageResources.question_mustache),
        ("ownwishes", PackageResources.ownwishes_mustache),
    ]

    private static let ofPromises: [(String, [UInt8])] = [
        ("figures", PackageResources.figures_mustache),
        ("numbers", PackageResources.numbers_mustache),
        ("promisepages", PackageResources.promisepages_mustache),
        ("promisepeople", PackageResources.promisepeople_mustache),
        ("expectations", PackageResources.expectations_mustache),
        ("promises", PackageResources.promises_mustache),
        ("promiseform", PackageResources.promiseform_mustache),
        ("promisefield", PackageResources.promisefield_mustache),
        ("promisechoice", PackageResources.promisechoice_mustache),
        ("promise", PackageResources.promise_mustache),
        ("promisesummary", PackageResources.promisesummary_mustache),
        ("promisewords", PackageResources.promisewords_mustache),
        ("promiseread", PackageResources.promiseread_mustache),
        ("promisediffers", PackageResources.promisediffers_mustache),
        ("personpromises", PackageResources.personpromises_mustache),
        ("ownpromises", PackageResources.ownpromises_mustache),
        ("ownpromise", PackageResources.ownpromise_mustache),
        ("personpromise", PackageResources.personpromise_mustache),
        ("promisewants", PackageResources.promisewants_mustache),
        ("promisebond", PackageResources.promisebond_mustache),
        ("bonds", PackageResources.bonds_mustache),
        ("promisecall", PackageResources.promisecall_mustache),
        ("survey", PackageResources.survey_mustache),
        ("surveyform", PackageResources.surveyform_mustache),
    ]

    private static let ofVoices: [(String, [UInt8])] = [
        ("voices", PackageResources.voices_mustache),
        ("voicerow", PackageResources.voicerow_mustache),
        ("voice", PackageResources.voice_mustache),
        ("voiceacts", PackageResources.voiceacts_mustache),
        ("voicenew", PackageResources.voicenew_mustache),
        ("voicesimilar", PackageResources.voicesimilar_mustache),
        ("personvoices", PackageResources.personvoices_mustache),
    ]

    private static let ofOwnVoices: [(String, [UInt8])] = [
        ("say", PackageResources.say_mustache),
        ("sayfield", PackageResources.sayfield_mustache),
        ("said", PackageResources.said_mustache),
        ("sayposter", PackageResources.sayposter_mustache),
        ("ownvoices", PackageResources.ownvoices_mustache),
        ("ownvoice", PackageResources.ownvoice_mustache),
        ("ownproposals", PackageResources.ownproposals_mustache),
        ("ownproposal", PackageResources.ownproposal_mustache),
    ]

    private static let ofProposals: [(String, [UInt8])] = [
        ("proposals", PackageResources.proposals_mustache),
        ("proposal", PackageResources.proposal_mustache),
        ("proposalform", PackageResources.proposalform_mustache),
        ("proposalfield", PackageResources.proposalfield_mustache),
        ("proposalarea", PackageResources.proposalarea_mustache),
        ("proposalchoice", PackageResources.proposalchoice_mustache),
        ("proposalradio", PackageResources.proposalradio_mustache),
        ("proposaloption", PackageResources.proposaloption_mustache),
        ("optionform", PackageResources.optionform_mustache),
        ("decide", PackageResources.decide_mustache),
    ]

    private static let ofIdentity: [(String, [UInt8])] = [
        ("identitypages", PackageResources.identitypages_mustache),
        ("charter", PackageResources.charter_mustache),
        ("charterchanges", PackageResources.charterchanges_mustache),
        ("charterform", PackageResources.charterform_mustache),
        ("mirror", PackageResources.mirror_mustache),
    ]

    private static let ofExperiments: [(String, [UInt8])] = [
        ("experiments", PackageResources.experiments_mustache),
        ("experiment", PackageResources.experiment_mustache),
        ("experimentform", PackageResources.experimentform_mustache),
        ("experimentmetric", PackageResources.experimentmetric_mustache),
        ("experimentfield", PackageResources.experimentfield_mustache),
        ("tried", PackageResources.tried_mustache),
    ]

    init() throws {
        var templates: [String: MustacheTemplate] = [:]
        let sources: [(String, [UInt8])] = [
            ("layout", PackageResources.layout_mustache),
            ("cues", PackageResources.cues_mustache),
            ("sign", PackageResources.sign_mustache),
            ("floor", PackageResources.floor_mustache),
            ("rules", PackageResources.rules_mustache),
            ("insight", PackageResources.insight_mustache),
            ("admin", PackageResources.admin_mustache),
            ("message", PackageResources.message_mustache),
            ("zone", PackageResources.zone_mustache),
            ("find", PackageResources.find_mustache),
            ("person", PackageResources.person_mustache),
            ("purposes", PackageResources.purposes_mustache),
            ("choice", PackageResources.choice_mustache),
            ("doubts", PackageResources.doubts_mustache),
            ("looks", PackageResources.looks_mustache),
            ("own", PackageResources.own_mustache),
            ("ownbands", PackageResources.ownbands_mustache),
            ("wearer", PackageResources.wearer_mustache),
            ("holding", PackageResources.holding_mustache),
            ("payments", PackageResources.payments_mustache),
            ("topup", PackageResources.topup_mustache),
            ("topupgo", PackageResources.topupgo_mustache),
            ("topupstate", PackageResources.topupstate_mustache),
            ("receipt", PackageResources.receipt_mustache),
            ("phonekey", PackageResources.phonekey_mustache),
            ("shops", PackageResources.shops_mustache),
            ("shop", PackageResources.shop_mustache),
            ("shopreceipt", PackageResources.shopreceipt_mustache),
            ("refund", PackageResources.refund_mustache),
            ("closing", PackageResources.closing_mustache),
            ("doors", PackageResources.doors_mustache),
            ("sure", PackageResources.sure_mustache),
            ("roster", PackageResources.roster_mustache),
            ("venue", PackageResources.venue_mustache),
            ("queues", PackageResources.queues_mustache),
            ("queue", PackageResources.queue_mustache),
            ("queuejoin", PackageResources.queuejoin_mustache),
            ("queueplace", PackageResources.queueplace_mustache),
            ("bands", PackageResources.bands_mustache),
            ("bandcash", PackageResources.bandcash_mustache),
            ("deskreceipt", PackageResources.deskreceipt_mustache),
            ("bandfields", PackageResources.bandfields_mustache),
            ("bandbearer", PackageResources.bandbearer_mustache),
            ("bandgroup", PackageResources.bandgroup_mustache),
        ]
        let rooms = [
            sources, Self.ofWishes, Self.ofPromises, Self.ofVoices, Self.ofProposals,
            Self.ofIdentity, Self.ofExperiments, Self.ofOwnVoices,
        ]
        for (name, bytes) in rooms.joined() {
            templates[name] = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
        }
        library = MustacheLibrary(templates: templates)
    }

    func render(_ name: String, _ values: [String: Any]) -> String {
        library.render(values, withTemplate: name) ?? ""
    }
}
