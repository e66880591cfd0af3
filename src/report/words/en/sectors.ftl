# By sector and by channel, and the measures that sectors and companies are compared by.
measure-answered = answered
measure-within-a-day = answered within 24 hours
measure-expectation = customers satisfied with the wait
measure-correct = correct, of the answers checked
measure-consistent = same answer on two channels
measure-score = overall score

sectors-title = Most was answered in { $best }, { $high } of all enquiries; least in { $worst }, { $low }
sectors-alike = Every sector answered the same share of all enquiries, { $share }
sectors-apart = The best and the worst sector differ by more than chance: their 95 % intervals do not overlap.
sectors-overlap = The 95 % intervals of the best and the worst sector overlap, so the order of the sectors may be chance.
sectors-unknown = How far chance may have moved the sectors cannot be said: that takes two companies or more in each.
sectors-left-out = Only the best and the worst sectors are shown; all of them stand in the table of the data.
sectors-chart = Six measures by sector
sectors-chart-note = Dots are sectors with their 95 % intervals, the upright line is the whole panel; every scale runs from 0 to 100.
sectors-panel = all sectors
sectors-sector = sector
sectors-caption = Measures by sector, with 95 % intervals and what each rests on

heatmap-title = By { $channel }, { $n } { $n_number ->
    [one] company
   *[other] companies
} answered nothing that was delivered
heatmap-nobody-silent = Every company answered something on every channel on which anything was delivered
heatmap-about = Share of the enquiries delivered that were answered, by company and channel; sectors and companies by score, best first.
heatmap-chart = Share answered by company and channel
heatmap-chart-sectors = Share answered by sector and channel
heatmap-chart-note = The darker, the more was answered. A dash: not offered; grey with a stroke: nothing was delivered.
heatmap-absent = not offered
heatmap-unknown = nothing delivered
heatmap-caption = Share answered of the enquiries delivered
heatmap-fold = Companies from { $first } to { $last }
heatmap-too-many = There are too many companies to draw each of them: their shares stand in the table of the data.
