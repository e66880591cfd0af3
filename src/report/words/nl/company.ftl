companies-title = { $n_number ->
    [one] Het bedrijf op zichzelf
   *[other] Elk van de { $n } bedrijven naast zijn sector
}
companies-about = In de plaatjes is de stip het bedrijf met zijn 95%-interval, de dikke streep de sector en de dunne het hele panel; de kleine stippen erboven zijn de andere bedrijven van de sector, zonder naam.
companies-too-many = Er zijn te veel bedrijven voor een eigen pagina: hun cijfers staan in de tabellen van de data.
companies-back = Het hele rapport

company-standing = Sector: { $sector }. Totaalscore { $score }: { $place } van { $n } in de ranglijst, { $sector_place } van { $m } in de sector.
company-places = Bij toeval overal in de ranglijst: { $places }.
company-too-little-known = Sector: { $sector }. Geen totaalscore, omdat minder dan de helft van wat zou meetellen bekend is.
company-nothing-asked = Sector: { $sector }. Geen totaalscore, omdat er niets is gevraagd dat meetelt.
company-nothing = Aan dit bedrijf is niets gevraagd.
company-caption = Naast de sector en het hele panel
company-measure = maat
company-own = bedrijf
company-sector = sector
company-panel = panel
company-strip = beeld, van niets tot alles
company-unknown = niet bekend
company-not-offered = Via { $channel }: niet aangeboden.
company-ended = Via { $channel }: { $ended }.
company-promises = @{ $handle } op { $network } belooft antwoord binnen { $minutes } minuten.
company-no-promise = @{ $handle } op { $network } belooft geen termijn.
company-no-account = @{ $handle } op { $network } is niet gevonden.
company-kept = Belofte nagekomen: { $share }.
company-contradicts = Antwoorden die elkaar tegenspreken: { $questions }.
company-undecided = Antwoorden waarover nog niemand heeft beslist: { $questions }.
company-agrees = Hetzelfde antwoord op meer kanalen: { $questions }.
company-one-channel = Antwoorden die niet te vergelijken zijn, of op maar één kanaal: { $questions }.
company-silent = Op geen enkel kanaal beantwoord: { $questions }.
company-and-others = andere

ended-not-offered = { $n } niet aangeboden
ended-not-sent = { $n } niet verzonden
ended-in-doubt = { $n } onzeker
ended-undeliverable = { $n } onbestelbaar
ended-silent = { $n } zonder reactie
ended-acknowledged = { $n } alleen ontvangst bevestigd
ended-redirected = { $n } doorverwezen
ended-refused = { $n } geweigerd
ended-off-point = { $n } niet ter zake
ended-partial = { $n } deels beantwoord
ended-answered = { $n } beantwoord
ended-correct = { $n } juist
ended-wrong = { $n } onjuist
ended-too-late = { $n } te laat
