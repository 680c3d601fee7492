import Domain
import Files
import Kernel
import Ports
import Testing

@Suite("Venue forms")
struct VenueFormTests {
    private let reader = YAMLVenueReader()

    private static let text = """
        # The park.
        name: {en: Park, nl: Park}   # for everybody

        # What we call them.
        customer: {en: guest, nl: gast}
        accent: '#2f6f4f'
        zones:
          # By the road.
          - {id: gate, kind: gate, name: {en: Gate, nl: Poort}}
          - id: hall
            kind: hall
            antennas: [r1-1, r1-2]
            gone after: 90 seconds
            # Measured in spring.
            edge: -61

        # Nobody waits long.
        opening hours:
          every day: 09:00-17:00
          sunday: closed
        waits: []
        # The end.

        """

    private func form() throws -> VenueForm { try #require(reader.form(of: Self.text)) }

    @Test("A form shows what is written, and unchanged it changes no byte")
    func unchanged() throws {
        let form = try form()
        #expect(form.words.nameNL == "Park" && form.words.accent == "#2f6f4f")
        #expect(form.zones?.map(\.id) == ["gate", "hall"])
        #expect(form.zones?[1].antennas == "r1-1, r1-2")
        #expect(form.zones?[1].goneAfter == "90 seconds")
        let day = "09:00-17:00"
        #expect(form.hours == [day, day, day, day, day, day, "closed"])
        #expect(form.doors == [])
        #expect(reader.edited(Self.text, as: form) == Self.text)
    }

    @Test("A name that changes changes one line")
    func oneName() throws {
        var form = try form()
        form.zones?[0].nameEN = "Main gate: 'the' #1"
        let edited = reader.edited(Self.text, as: form)
        let line = "  - {id: gate, kind: gate, name: {en: 'Main gate: ''the'' #1', nl: Poort}}"
        #expect(
            edited
                == Self.text.replacing(
                    "  - {id: gate, kind: gate, name: {en: Gate, nl: Poort}}", with: line))
        #expect(reader.form(of: edited) == form)
    }

    @Test("Rows come and go, and the other rows and comments stay as they are")
    func rows() throws {
        var form = try form()
        var shop = VenueForm.Zone()
        (shop.id, shop.kind, shop.nameEN, shop.nameNL) = ("shop", "shop", "Shop", "no")
        form.zones?.append(shop)
        form.zones?.removeFirst()
        let edited = reader.edited(Self.text, as: form)
        #expect(
            edited
                == Self.text.replacing(
                    "  - {id: gate, kind: gate, name: {en: Gate, nl: Poort}}\n", with: ""
                ).replacing(
                    "    edge: -61\n",
                    with: "    edge: -61\n  - {id: shop, kind: shop, name: {en: Shop, nl: 'no'}}\n")
        )
        #expect(reader.form(of: edited) == form)
    }

    @Test("Keys that were not there come behind those before them, and go again")
    func newKeys() throws {
        var form = try form()
        form.words.timeZone = "Europe/Amsterdam"
        form.words.callingCode = "31"
        form.words.partingLevel = "8"
        form.words.customersNL = "gasten"
        var door = VenueForm.Door()
        (door.id, door.to) = ("front", "gate")
        form.doors = [door]
        var holiday = VenueForm.Holiday()
        (holiday.date, holiday.nameEN, holiday.nameNL) = ("2026-12-25", "Christmas", "Kerst")
        holiday.hours = "10:00-12:00, 13:00-14:00"
        form.holidays = [holiday]
        let edited = reader.edited(Self.text, as: form)
        #expect(reader.form(of: edited) == form)
        let venue = try VenueFile.parse(edited, file: "venue.yaml")
        #expect(venue.timeZone == "Europe/Amsterdam" && venue.callingCode == "31")
        #expect(venue.partingLevel == 8)
        #expect(venue.holidays.first?.open.count == 2)
        #expect(venue.doors.count == 1)

        let back = reader.edited(edited, as: try self.form())
        #expect(back == Self.text)
    }

    @Test("A day that differs stands by itself, and the groups stay")
    func hours() throws {
        var form = try form()
        form.hours?[2] = "10:00-20:00"
        let edited = reader.edited(Self.text, as: form)
        #expect(
            edited
                == Self.text.replacing(
                    "  sunday: closed", with: "  wednesday: 10:00-20:00\n  sunday: closed"))
        #expect(reader.form(of: edited) == form)
        form.hours = [String](repeating: "", count: 7)
        #expect(!reader.edited(Self.text, as: form).contains("opening hours"))
    }

    @Test("One day that changes touches its own line, and comments stay")
    func oneDay() throws {
        let text = Self.text.replacing(
            "  sunday: closed", with: "  # Mass at ten.\n  sunday: closed   # Always.\n  # So.")
        var form = try #require(reader.form(of: text))
        form.hours?[5] = "10:00-16:00"
        #expect(
            reader.edited(text, as: form)
                == text.replacing(
                    "  # Mass at ten.", with: "  saturday: 10:00-16:00\n  # Mass at ten."))
        form = try #require(reader.form(of: text))
        form.hours?[6] = "12:00-16:00"
        #expect(
            reader.edited(text, as: form)
                == text.replacing("  sunday: closed   # Always.", with: "  sunday: 12:00-16:00"))
    }

    @Test("A problem knows the field of the form it is about")
    func fields() throws {
        func field(_ old: String, _ new: String) throws -> VenueField? {
            let text = Self.text.replacing(old, with: new)
            do throws(VenueProblems) {
                _ = try reader.read(VenueText(venue: text, rules: ""))
                return nil
            } catch {
                let problem = try #require(error.problems.first)
                return reader.field(of: problem, in: text)
            }
        }
        #expect(
            try field("nl: Poort", "nl: ''")
                == VenueField(section: "zones", row: 0, column: "nameNL"))
        #expect(
            try field("{en: Gate, nl: Poort}", "{en: Gate}")
                == VenueField(section: "zones", row: 0, column: "nameNL"))
        #expect(
            try field("gone after: 90 seconds", "gone after: 90 secs")
                == VenueField(section: "zones", row: 1, column: "goneAfter"))
        #expect(
            try field("'#2f6f4f'", "'#ffffff'")
                == VenueField(section: "words", row: nil, column: "accent"))
        #expect(
            try field("nl: gast}", "nl: ''}")
                == VenueField(section: "words", row: nil, column: "customerNL"))
        #expect(
            try field("sunday: closed", "sunday: 9-17")
                == VenueField(section: "hours", row: 6, column: ""))
    }

    @Test("What cannot be shown as a form is left alone")
    func strange() throws {
        #expect(reader.form(of: "{name: a}") == nil)
        #expect(reader.form(of: "a: [") == nil)
        let odd = "zones:\n  - gate\ndoors: none\n"
        let form = try #require(reader.form(of: odd))
        #expect(form.zones == nil && form.doors == nil)
        #expect(reader.edited(odd, as: form) == odd)
    }

    @Test("Whatever is typed is read back as it was", arguments: 1...60)
    func anything(seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let signs = Array("ab 9:,#-'\"{}[]&*!|>%@`~?=.é☕\\")
        func word() -> String {
            let text = String(
                (0..<Int.random(in: 1...8, using: &chance)).map { _ in
                    signs.randomElement(using: &chance) ?? "a"
                })
            return text.split(separator: " ").joined(separator: " ")
        }
        var form = try form()
        form.words.nameEN = word()
        form.words.timeZone = word()
        for place in 0..<2 {
            form.zones?[place].id = word()
            form.zones?[place].nameEN = word()
            form.zones?[place].nameNL = word()
        }
        let edited = reader.edited(Self.text, as: form)
        #expect(reader.form(of: edited) == form, "\(edited)")
        for comment in [
            "# The park.", "# What we call them.", "# Nobody waits long.", "# The end.",
        ] {
            #expect(edited.contains(comment))
        }
    }
}
