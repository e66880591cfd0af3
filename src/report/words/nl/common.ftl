and = en
contents = Inhoud
numbers-drawn = De getekende cijfers
rows = rijen
nothing-to-say = Er is niets gevraagd, dus er valt niets te zeggen.

report-title = { $title }: ronde { $wave }
fieldwork-dates = Veldwerk van { $opens } tot { $closes }.
fieldwork-open = Het veldwerk loopt nog: dit is de stand op { $date }, en de cijfers zullen veranderen.

interval = ({ $low }–{ $high })
interval-open = ({ $low } of meer)
interval-up-to = (tot { $high })
interval-hours = ({ $low }–{ $high } h)
interval-hours-open = ({ $low } h of meer)
value-with-interval = { $value } { $interval }
value-with-n = { $value }, n = { $n }

channel-all = alle kanalen
channel-email = e-mail
channel-twitter = Twitter
channel-web-form = contactformulier
channel-web-search = zelfbediening
channel-chat = chat
channel-bluesky = Bluesky

month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december

weekday-mon = ma
weekday-tue = di
weekday-wed = wo
weekday-thu = do
weekday-fri = vr
weekday-sat = za
weekday-sun = zo

company-number = Bedrijf { $number }
sectors-other = Overige sectoren
summary-more = De grafieken, elk bedrijf en elk antwoord staan in report.html; elk cijfer staat in data/, met het codeboek in data/datapackage.json.
