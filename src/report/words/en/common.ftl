# What every part of the report uses.
and = and
contents = Contents
numbers-drawn = The numbers drawn
rows = rows
nothing-to-say = Nothing was asked, so nothing can be said.

report-title = { $title }: wave { $wave }
fieldwork-dates = Fieldwork from { $opens } to { $closes }.
fieldwork-open = Fieldwork is not over: this is how it stood on { $date }, and the figures will change.

interval = ({ $low }–{ $high })
interval-open = ({ $low } or more)
interval-up-to = (up to { $high })
interval-hours = ({ $low }–{ $high } h)
interval-hours-open = ({ $low } h or more)
value-with-interval = { $value } { $interval }
value-with-n = { $value }, n = { $n }

channel-all = all channels
channel-email = email
channel-twitter = Twitter
channel-web-form = contact form
channel-web-search = self-service
channel-chat = chat
channel-bluesky = Bluesky

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

weekday-mon = mon
weekday-tue = tue
weekday-wed = wed
weekday-thu = thu
weekday-fri = fri
weekday-sat = sat
weekday-sun = sun

company-number = Company { $number }
sectors-other = Other sectors
summary-more = The pictures, every company and every answer are in report.html; every figure stands in data/, with its codebook in data/datapackage.json.
