and = und
contents = Inhalt
numbers-drawn = Die gezeichneten Zahlen
rows = Zeilen
nothing-to-say = Es wurde nichts gefragt, also lässt sich nichts sagen.

report-title = { $title }: Welle { $wave }
fieldwork-dates = Feldzeit vom { $opens } bis zum { $closes }.
fieldwork-open = Die Feldzeit läuft noch: So stand es am { $date }, und die Zahlen werden sich ändern.

interval = ({ $low }–{ $high })
interval-open = ({ $low } oder mehr)
interval-up-to = (bis { $high })
interval-hours = ({ $low }–{ $high } h)
interval-hours-open = ({ $low } h oder mehr)
value-with-interval = { $value } { $interval }
value-with-n = { $value }, n = { $n }

channel-all = alle Kanäle
channel-email = E-Mail
channel-twitter = Twitter
channel-web-form = Kontaktformular
channel-web-search = Selbstbedienung
channel-chat = Chat
channel-bluesky = Bluesky

month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember

weekday-mon = Mo
weekday-tue = Di
weekday-wed = Mi
weekday-thu = Do
weekday-fri = Fr
weekday-sat = Sa
weekday-sun = So

company-number = Unternehmen { $number }
sectors-other = Übrige Branchen
summary-more = Die Grafiken, jedes Unternehmen und jede Antwort stehen in report.html; jede Zahl steht in data/, mit dem Codebuch in data/datapackage.json.
