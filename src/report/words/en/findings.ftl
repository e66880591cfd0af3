# The first page.
findings-title = { $share } of { $n_number ->
    [one] { $n } enquiry
   *[other] { $n } enquiries
} to { $companies_number ->
    [one] { $companies } company
   *[other] { $companies } companies
} { $n_number ->
    [one] was
   *[other] were
} answered
findings-title-open = So far { $share } of { $n_number ->
    [one] { $n } enquiry
   *[other] { $n } enquiries
} to { $companies_number ->
    [one] { $companies } company
   *[other] { $companies } companies
} { $n_number ->
    [one] has
   *[other] have
} been answered
findings-title-nothing = Nothing was asked
findings-title-unknown = No enquiry is known to have left, so nothing can be said yet
findings-intervals = In brackets: 95 % intervals; n is what a figure rests on.
finding-answered = Over all channels, { $share } of the enquiries to all companies were answered; of those delivered, { $delivered }.
finding-answered-by = By { $channel }, { $share } of the enquiries to all companies were answered; of those delivered, { $delivered }.
finding-sectors = Of the { $n } sectors, { $best } answered most ({ $best_share }) and { $worst } least ({ $worst_share }); { $verdict }.
finding-sectors-alike = All { $n } sectors answered the same share, { $share }.
sectors-others = { $sector } and others
finding-sectors-apart = their intervals do not overlap
finding-sectors-overlap = their intervals overlap, so the difference may be chance
finding-sectors-unknown = how much of the difference is chance cannot be said
finding-waited = Time until half of the enquiries delivered were answered: { $channels }.
waited-median = { $channel } { $median }
waited-none = { $channel } not reached, n = { $n }
finding-expectation = By what consumers say they expect, the time to the answer would satisfy { $share } of them; silence satisfies nobody.
finding-hour = Of those who complain on Twitter, 72 in 100 expect an answer within an hour; { $share } of the enquiries by Twitter had one.
finding-correct = Of the answers that could be held against what is known to be right, { $share } were right.
finding-consistent = { $share } of the companies gave the same answer on every channel.
finding-pairs = Of the pairs of answers of a company to one question, { $agree } agree, { $contradict } contradict each other and { $open } are undecided.
finding-offered = On average a company offers { $mean } of the { $n } channels.
finding-offered-by = Of all enquiries, { $share } were to companies that offer { $channel }.
finding-no-contact = No channel at all is offered by { $share } of the companies.
finding-first-contact = The first thing said, receipts aside, settled { $share } of the enquiries delivered.
finding-promise = Of the enquiries to companies that promise a response time, { $share } were answered within it.
finding-gate-holds = { $n_number ->
    [one] The one bound of the gate holds.
   *[other] All { $n } bounds of the gate hold.
}
finding-gate-broken = { $n_number ->
    [one] The one bound of the gate does not hold.
   *[other] { $broken_number ->
        [one] Of the { $n } bounds of the gate { $broken } does not hold.
       *[other] Of the { $n } bounds of the gate { $broken } do not hold.
    }
}
finding-ours = Our own part: not sent { $not_sent }, perhaps sent { $in_doubt }. These enquiries are in no share.
change-better = In the last wave, of the same companies: { $base }, so clearly better.
change-worse = In the last wave, of the same companies: { $base }, so clearly worse.
change-clear = In the last wave, of the same companies: { $base }, a clear change.
change-noise = In the last wave, of the same companies: { $base }; the difference may be chance.
change-unknown = In the last wave, of the same companies: { $base }; whether it changed cannot be said.
measured = { $value } ({ $low }–{ $high }; n = { $n })
measured-alone = { $value } (n = { $n })
