import Measures

/// Tasks of people, in the order in which both were met.
private struct TasksOfPeople<Task> {
    private var places: [String: Int] = [:]
    private(set) var people: [[Task]] = []

    mutating func add(_ task: Task, of person: String) {
        if let place = places[person] {
            people[place].append(task)
        } else {
            places[person] = people.count
            people.append([task])
        }
    }
}

/// Rows of one task of one person, which stand together or apart.
private struct RowsOfTasks<Row> {
    struct Group {
        let person: String
        let line: Int
        var rows: [Row] = []
        /// A row of it cannot be read, so the choice would be shown otherwise than it was.
        var isBroken = false
    }

    private var places: [[String]: Int] = [:]
    private(set) var groups: [Group] = []

    mutating func place(_ person: String, _ task: String, line: Int) -> Int {
        if let place = places[[person, task]] { return place }
        places[[person, task]] = groups.count
        groups.append(Group(person: person, line: line))
        return groups.count - 1
    }

    mutating func add(_ row: Row, at place: Int) { groups[place].rows.append(row) }
    mutating func breakUp(at place: Int) { groups[place].isBroken = true }

    /// The rows of each task that is whole.
    func whole(_ problems: inout ProblemList, _ advice: (Group) -> String?) -> [Group] {
        groups.filter { group in
            guard !group.isBroken else { return false }
            guard let advice = advice(group) else { return true }
            problems.add(
                RowProblem(line: group.line, column: nil, field: "the task", advice: advice))
            return false
        }
    }
}

/// Options of tasks, one a row.
struct ChoiceRows: SurveyTaking {
    private struct Row {
        let attributes: [Double]
        let isChosen: Bool
    }

    let map: SurveyMap
    let attributes: [String]
    private var rows = RowsOfTasks<Row>()

    init(map: SurveyMap, header: [String]) {
        self.map = map
        attributes = map.attributes(header)
    }

    mutating func take(_ cells: RowCells) throws(RowProblem) {
        let person = try cells.required(map.columns[.person])
        let task = try cells.required(map.columns[.task])
        let place = rows.place(person, task, line: cells.line)
        do throws(RowProblem) {
            let chosen = try cells.required(map.columns[.chosen]).lowercased()
            var values: [Double] = []
            for attribute in attributes {
                guard let value = try cells.number(attribute) else {
                    throw cells.problem(attribute, "every option needs a number here")
                }
                values.append(value)
            }
            let isChosen = ["1", "1.0", "true", "yes"].contains(chosen)
            guard isChosen || ["0", "0.0", "false", "no"].contains(chosen) else {
                throw cells.problem(
                    map.columns[.chosen] ?? "",
                    "write 1 for the option that was taken, 0 for others")
            }
            rows.add(Row(attributes: values, isChosen: isChosen), at: place)
        } catch {
            rows.breakUp(at: place)
            throw error
        }
    }

    mutating func finish(_ problems: inout ProblemList) -> Survey? {
        var tasks = TasksOfPeople<OptionTask>()
        let whole = rows.whole(&problems) { group in
            let chosen = group.rows.count(where: \.isChosen)
            if group.rows.count < 2 { return "a choice needs two options or more" }
            return chosen == 1 ? nil : "\(chosen) options are taken: mark one"
        }
        for group in whole {
            guard let chosen = group.rows.firstIndex(where: \.isChosen) else { continue }
            tasks.add(
                OptionTask(options: group.rows.map(\.attributes), chosen: chosen),
                of: group.person)
        }
        guard !tasks.people.isEmpty else { return nil }
        return .choices(ChoiceSurvey(attributes: attributes, people: tasks.people))
    }
}

/// Tasks of which all options stand in one row.
struct ChoiceTasks: SurveyTaking {
    let map: SurveyMap
    let attributes: [String]
    private var tasks = TasksOfPeople<OptionTask>()

    init(map: SurveyMap) {
        self.map = map
        attributes = map.options.first.map { $0.columns.keys.sorted() } ?? []
    }

    mutating func take(_ cells: RowCells) throws(RowProblem) {
        let person = try cells.required(map.columns[.person])
        let taken = try cells.required(map.columns[.chosen])
        guard let chosen = map.options.firstIndex(where: { $0.name == taken }) else {
            throw cells.problem(
                map.columns[.chosen] ?? "",
                "none of the options: \(map.options.map(\.name).joined(separator: ", "))")
        }
        var options: [[Double]] = []
        for option in map.options {
            var values: [Double] = []
            for attribute in attributes {
                let column = option.columns[attribute] ?? ""
                guard let value = try cells.number(column) else {
                    throw cells.problem(column, "every option needs a number here")
                }
                values.append(value)
            }
            options.append(values)
        }
        tasks.add(OptionTask(options: options, chosen: chosen), of: person)
    }

    mutating func finish(_ problems: inout ProblemList) -> Survey? {
        guard !tasks.people.isEmpty else { return nil }
        return .choices(ChoiceSurvey(attributes: attributes, people: tasks.people))
    }
}

/// Items by their place, in the order in which they were met.
private struct ItemPlaces {
    private var places: [String: Int] = [:]
    private(set) var items: [String] = []

    mutating func place(_ item: String) -> Int {
        if let place = places[item] { return place }
        places[item] = items.count
        items.append(item)
        return items.count - 1
    }

    func survey(of people: [[BestWorstTask]], _ problems: inout ProblemList) -> Survey? {
        guard items.count <= SurveyMap.itemCountMax else {
            problems.add(
                RowProblem(
                    line: 1, column: nil, field: "the items",
                    advice: "over \(SurveyMap.itemCountMax) of them: is it the right column?"))
            return nil
        }
        return people.isEmpty ? nil : .bestWorst(BestWorstSurvey(items: items, people: people))
    }
}

/// Items of questions after best and worst, one a row: 1 best, −1 worst, 0 neither.
struct BestWorstRows: SurveyTaking {
    private struct Row {
        let item: Int
        let mark: Int
    }

    let map: SurveyMap
    private var places = ItemPlaces()
    private var rows = RowsOfTasks<Row>()

    init(map: SurveyMap) { self.map = map }

    mutating func take(_ cells: RowCells) throws(RowProblem) {
        let person = try cells.required(map.columns[.person])
        let task = try cells.required(map.columns[.task])
        let place = rows.place(person, task, line: cells.line)
        do throws(RowProblem) {
            let item = try cells.required(map.columns[.item])
            let column = map.columns[.value] ?? ""
            let value = try cells.number(column)
            guard let value, [-1, 0, 1].contains(value) else {
                throw cells.problem(column, "write 1 for the best, -1 for the worst, 0 for others")
            }
            let mark = value > 0 ? 1 : value < 0 ? -1 : 0
            rows.add(Row(item: places.place(item), mark: mark), at: place)
        } catch {
            rows.breakUp(at: place)
            throw error
        }
    }

    mutating func finish(_ problems: inout ProblemList) -> Survey? {
        var tasks = TasksOfPeople<BestWorstTask>()
        let whole = rows.whole(&problems) { group in
            let marks = group.rows.map(\.mark)
            guard marks.count(where: { $0 == 1 }) == 1, marks.count(where: { $0 == -1 }) == 1
            else { return "mark one item as best and one as worst" }
            return Set(group.rows.map(\.item)).count == marks.count
                ? nil : "an item stands in it twice"
        }
        for group in whole {
            guard let best = group.rows.first(where: { $0.mark == 1 }),
                let worst = group.rows.first(where: { $0.mark == -1 })
            else { continue }
            tasks.add(
                BestWorstTask(
                    shown: group.rows.map(\.item), best: best.item, worst: worst.item),
                of: group.person)
        }
        return places.survey(of: tasks.people, &problems)
    }
}

/// Questions after best and worst of which all stand in one row a person.
struct BestWorstRowTasks: SurveyTaking {
    let map: SurveyMap
    private var places = ItemPlaces()
    private var tasks = TasksOfPeople<BestWorstTask>()

    init(map: SurveyMap) {
        self.map = map
        for question in map.questions { for item in question.shown { _ = places.place(item) } }
    }

    mutating func take(_ cells: RowCells) throws(RowProblem) {
        let person = try cells.required(map.columns[.person])
        var found: [BestWorstTask] = []
        for question in map.questions {
            guard cells.text(question.best) != nil || cells.text(question.worst) != nil else {
                continue
            }
            let best = try item(cells, question.best, question)
            let worst = try item(cells, question.worst, question)
            guard best != worst else {
                throw cells.problem(question.worst, "best and worst are the same item")
            }
            let shown = question.shown.map { places.place($0) }
            found.append(BestWorstTask(shown: shown, best: best, worst: worst))
        }
        for task in found { tasks.add(task, of: person) }
    }

    /// Its name, or its place in the question from 1.
    private mutating func item(
        _ cells: RowCells, _ column: String, _ question: SurveyMap.Question
    ) throws(RowProblem) -> Int {
        let text = try cells.required(column)
        if question.shown.contains(text) { return places.place(text) }
        guard let place = Int(text), question.shown.indices.contains(place - 1) else {
            throw cells.problem(
                column,
                "neither one of the items shown nor a place from 1 to \(question.shown.count)")
        }
        return places.place(question.shown[place - 1])
    }

    mutating func finish(_ problems: inout ProblemList) -> Survey? {
        return places.survey(of: tasks.people, &problems)
    }
}
