"""The JSON that the program prints, declared: scripts depend on what stands here.

`records` writes it; its schema and the reference in docs/commands.md are derived from this, and the
tests hold every JSON they print against them. Keys are only ever added within a schema_version.
"""

# An object begins with its name, and in brackets that of the object whose keys it has too; one that
# begins with "_" only lends its keys. Then a key a line: its name, with "?" if it may be absent;
# its kind, such as `[Side]` for a list and `{Party}` for an object by ids; what it holds. What is
# not known is null, never 0. `tables.Claim: id` takes keys as the fact base declares them.
DECLARED = """
_Printed
    schema_version: 1  # the version of this contract

Answer(_Printed)  # The answer of `timeline`, `relations`, `search` or `show`.
    query: Query  # the question as understood
    status: answered | nothing-recorded | outside-dates
        # `outside-dates`: there is something, but not at the dates asked for
    answer: Head  # the headline
    facts: [Figure | Relation | Event]
        # the claims; of `timeline` in order, of `show` the one asked for first
    parties: {Party}  # by id, each party that the question or a claim names
    sources: {Source}  # by id, the sources of the claims

Figures(Answer)  # The answer about a topic.
    derived: [Derived]  # all numbers computed from the claims
    series: Series | null  # where there is one
    mirror?: [Mirror]  # both sides of each flow, with `--mirror`

Brief(Answer)  # The answer of `brief`.
    brief: BriefParts | null  # null where nothing is recorded
Parties(Answer)  # The answer of `parties`.
    parties: {CountedParty}  # all of them, by id
Topics(Answer)  # The answer of `topics`.
    topics: {Topic}  # all of them, by id
Sources(Answer)  # The answer of `sources`.
    sources: {CountedSource}  # all of them, by id

Check(_Printed)  # The problems that `check` found.
    problems: [Problem]  # all of them, in the order of the files

Cache(_Printed)  # The indexes that `cache` keeps.
    folder: text  # where the indexes are kept
    limit: integer  # how many bytes they may take together
    indexes: [Index]  # all of them, the last used first

Cleared(_Printed)  # The result of `cache clear`.
    folder: text  # where the indexes were kept
    deleted: integer  # how many files are gone
    bytes: integer  # how large they were

_Claim
    type: text
    tables.Claim: id topic
    parties: [text]  # the ids of all parties, directed or not
    tables.Claim: from to
    period: Period | null  # when it holds in the world
    tables.Claim: locator claimant said_on
    known_by: date | null  # when it was public: `said_on`, else when its source was published
    rank: Rank  # deprecated ones are left out without `--all`
    tables.Claim: rank_reason inferred note
    file: text  # the file of the fact base where it stands
    line: integer  # the line of that file

Figure(_Claim)  # A number with a unit, a period and a measure.
    type: figure  # what sort of claim it is
    tables.Figure: measure
    tables.Measure: nature
    tables.Figure: reporter value unit qualifier
    display: text  # value, unit and qualifier as people write them
    tables.Figure: part_of scope valuation definition
    source: text  # the source's id, a key of `sources`

_Happening(_Claim)
    kind: text  # what sort: treaty, membership, meeting, visit, …
    title: text  # in a few words
    tables.Relation: people place
    upcoming?: Occasion  # with `--upcoming`: what is ahead, and when
    tables.Relation: status
    source: text  # the source's id, a key of `sources`

Relation(_Happening)  # A state of affairs that lasts.
    type: relation  # what sort of claim it is
Event(_Happening)  # Something that happens at a time.
    type: event  # what sort of claim it is
    tables.Event: status

FigureLine(Figure)  # A figure as a line of jsonl.
    source: SourceOfLine  # the source
RelationLine(Relation)  # A relation as a line of jsonl.
    source: SourceOfLine  # the source
EventLine(Event)  # An event as a line of jsonl.
    source: SourceOfLine  # the source

Party  # A party that the question or a claim names.
    tables.Party: name kind iso? office? country?
CountedParty(Party)  # A party of the fact base.
    claims: integer  # how many claims name it
PartyLine(CountedParty)  # A line of `parties`.
    id: text  # its name in the fact base

Topic  # A field that facts are about.
    tables.Topic: label note
    claims: integer  # how many claims belong to it
TopicLine(Topic)  # A line of `topics`.
    id: text  # its name in the fact base

Source  # The document that a claim is taken from.
    tables.Source: publisher author title
    published: text | null  # when it was printed, as EDTF
    tables.Source: url
SourceOfLine(Source)  # The document that a claim is taken from, with its id.
    id: text  # its name in the fact base
CountedSource(Source)  # A source of the fact base.
    claims: integer  # how many claims are taken from it
SourceLine(CountedSource)  # A line of `sources`.
    id: text  # its name in the fact base

Query  # The question as understood; of the rest only what was asked.
    command: figures | timeline | relations | brief | search | show | parties | topics | sources
        # what was asked; `figures` for a topic
    parties: [text]  # the ids of the parties named, sorted
    topic?: text  # the topic's id
    id?: text  # the claim that `show` was asked for
    since?: text  # the date of `--since`
    until?: text  # the date of `--until`
    in?: text  # the period of `--in`
    known_by?: text  # the date of `--known-by`
    upcoming?: text  # the span of `--upcoming`
    measure?: text  # the measure of `--measure`
    kind?: text  # the kind of `--kind`
    source?: text  # the source of `--source`
    text?: text  # the words that `search` looks for
    mirror?: flag  # true with `--mirror`
    limit?: integer  # the number of `--limit`
    all?: flag  # true where deprecated claims count
    lang?: text  # the language that countries are named in

Head  # The headline; its keys are null where the answer is no single number.
    text: text  # the answer in a sentence or two
    measure: text | null  # the measure it is about
    period: text | null  # the period it is about, as EDTF
    value: number | null  # the number; null where sources differ and none is preferred. No mean
    low: number | null  # the smallest number claimed
    high: number | null  # the largest number claimed
    unit: text | null  # the unit of these numbers
    agreement: single | confirmed | conflict | null
        # `confirmed`: two independent statements or more that agree
    reasons: [reporter | revision | valuation | definition | unexplained]
        # what explains a conflict
    partial: flag  # true where no claim covers all of the period, and this is a part of it
    derived: Derivation | null  # where the number is computed, and not stated: how
    facts: [text]  # the ids of the claims that it rests on
    qualifier: Qualifier | null  # how the source of `value` limits it
    spread_percent: number | null
        # how far `high` lies above `low`, in percent of `low`; else null

Headline(Head)  # The answer for a topic: the keys of a headline, and two more.
    topic: text  # the topic's id
    newer: Head | null  # a later period, where the one compared is not the last on record

Derivation  # The computation of a number from claims.
    formula: text  # the formula in words
    from: [text]  # the ids of the claims it was computed from

Derived  # A number computed from claims.
    kind: sum | balance | growth | share | asymmetry  # what was computed
    measure: text  # the measure it is about
    period: text  # the period it is about, as EDTF
    value: number  # the number
    unit: text  # its unit
    derived: Derivation  # how it was computed
    text: text  # the same in words

Series  # The main measure over adjacent full years.
    measure: text  # the measure
    unit: text  # its unit
    reporter: text | null  # null where it is not one reporter's alone
    points: [Point]  # the years, a year without a claim too

Point  # One full year of a series.
    period: text  # the year
    low: number | null  # the smallest number; null without a claim
    high: number | null  # the largest number; null without a claim
    facts: [text]  # the ids of the claims

Mirror  # One flow and period as both sides report it.
    measure: text | null  # the measure
    from: text | null  # where the flow starts from
    to: text | null  # where it goes
    period: text  # the period, as EDTF
    unit: text  # the unit of both
    sides: [Side | null]  # the reports of both; null where one does not report
    asymmetry_percent: number | null  # how far they lie apart

Side  # The number that one reporter gives for a flow.
    id: text  # the claim's id
    value: number  # its number

BriefParts  # The parts of a brief; each names its claims by their ids.
    as_of: date  # the day from which the page looks ahead and back
    claims: integer  # how many claims are on record, shown or not
    sources: integer  # from how many sources these are
    headlines: [Headline]  # what answers for each topic
    years: Years | null  # the series, where there is one
    conflicts: [Head]  # questions on which sources differ, newest first
    in_force: [text]  # relations not known to have ended
    past: [text]  # relations that ended or are of unknown duration, if there is no other
    latest: [text]  # events, the latest first
    planned: [text]  # events that are ahead
    doubts: [Doubt]  # what is open to doubt, kind by kind
    ended: integer  # how many relations ended or are of unknown duration
    left_out: {integer}  # by the name of a list, how many it leaves out; `drawn`: events that only
        the timeline of the HTML leaves out; `partners`: of one party

Years  # The series of the first topic that has one.
    topic: text  # the topic's id
    measure: text  # the measure
    unit: text  # its unit
    reporter: text | null  # null where it is not one reporter's alone
    points: [Year]  # the years, a year without a claim too

Year  # One year of a brief's series.
    year: integer  # the year
    period: text | null  # what of it is claimed; null without a claim
    partial: flag  # true where only a part of it is claimed
    low: number | null  # the smallest number; null without a claim
    high: number | null  # the largest number; null without a claim
    facts: [text]  # the ids of the claims

Doubt  # One kind of doubt.
    kind: overdue | partial | single | old | rounded | inferred | date | reported
        # why not to take it for certain
    items: [Concern]  # what it concerns

Concern  # One thing that a doubt is about.
    text: text  # the same in words
    facts: [text]  # the ids of the claims

Period  # When something holds in the world.
    text: text  # as the fact base has it: EDTF
    start: date | null  # the first day; null where open or unknown
    end: date | null  # the last day, inclusive; null where open or unknown
    precision: day | month | year | none  # of the coarser end
    uncertain: flag  # marked so in the fact base, by `?` or `%`
    approximate: flag  # marked so in the fact base, by `~` or `%`

Occasion  # The reason why a claim is ahead.
    what: planned | anniversary | begins | ends
        # a planned event, a yearly day of a relation, its start or its end
    on: date | null  # the day; null where it is not known to the day
    years: integer | null  # which anniversary; else null

Problem  # One problem of a fact base.
    file: text  # the file
    line: integer  # the line; 0 where it is the whole file
    column: integer  # the column; 0 where it is the whole file
    severity: error | warning  # how bad it is
    code: text  # what sort: see docs/check.md
    message: text  # what is wrong
    hint: text  # the remedy

Index  # One compiled index that is kept.
    path: text  # the file it is kept in
    base: text  # the file or folder it is of; empty if not readable
    files: integer  # how many files it was compiled from
    claims: integer  # how many claims are in it
    bytes: integer  # how large it is
    used: text  # when it was last used, as ISO 8601 with the offset
    fresh: flag  # whether none of its files has changed since
"""
