"""Our statistics of hundreds of random data sets against those of R's survival and survey, scipy and statsmodels: what
is a closed formula to 1e-9, what is drawn at random within what chance allows.

The arguments are the command that reads data sets (see benches/statistics.rs). Needs scipy, statsmodels and R;
tests/real/statistics.sh installs the former. Among the sets are such as are empty, or have one unit, one company,
only ties, nothing that came, or nothing that differs.
"""

import collections
import itertools
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

import numpy
from scipy import optimize, stats
from scipy.stats import contingency
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

SETS = 240
NEAR = 1e-9
# Limits of chance: in so many standard errors nothing is that is not a mistake.
ERRORS = 5
# Replicates of a bootstrap.
DRAWS = 5_000
Z = stats.norm.ppf(0.975)
chance = random.Random(2026)


class Counter:
    """What was compared, by the function it tests."""

    def __init__(self):
        self.compared = collections.Counter()
        self.empty = collections.Counter()
        self.worst = collections.defaultdict(float)
        self.wrong = 0

    def fail(self, name, ours, theirs, asked):
        self.wrong += 1
        if self.wrong < 40:
            print(f"{name}: ours {ours}, theirs {theirs}, of {json.dumps(asked)[:300]}")

    def near(self, name, ours, theirs, asked, within=NEAR):
        """Counts a number of ours; None and NaN are nothing, on either side."""
        nothing = [value is None or math.isnan(value) for value in (ours, theirs)]
        if any(nothing):
            self.empty[name] += 1
            if not all(nothing):
                self.fail(name, ours, theirs, asked)
            return
        if ours == theirs:
            apart = 0.0
        else:
            apart = abs(ours - theirs) / max(1.0, abs(theirs))
        self.compared[name] += 1
        self.worst[name] = max(self.worst[name], apart)
        if not apart <= within:
            self.fail(name, ours, theirs, asked)

    def likely(self, name, errors, ours, theirs, asked):
        """Counts a number drawn at random, that many standard errors away from what it should be."""
        self.compared[name] += 1
        self.worst[name] = max(self.worst[name], errors)
        if not errors <= ERRORS:
            self.fail(name, ours, theirs, asked)


count = Counter()


# ---- the data sets

def some(least, *most):
    return chance.randint(least, chance.choice(most))


def parts():
    """Companies' numerators, denominators and weights."""
    kind = chance.choice(["any", "any", "any", "one each", "one company", "none", "all", "equal", "empty"])
    companies = {"one company": 1, "empty": 0}.get(kind, some(2, 3, 12, 60))
    rows, common = [], chance.random()
    for _ in range(companies):
        n = 1 if kind == "one each" else some(0, 1, 10, 40)
        share = chance.betavariate(2, 2) if chance.random() < 0.5 else common
        hits = sum(chance.random() < share for _ in range(n))
        hits = {"none": 0, "all": n, "equal": n // 2}.get(kind, hits)
        rows.append((hits, 6 if kind == "equal" else n, round(chance.uniform(0.2, 3), 3)))
        if kind == "equal":
            rows[-1] = (3, 6, rows[-1][2])
    return rows


def watched():
    """Companies' observations: company, hours, whether it came."""
    kind = chance.choice(["any"] * 6 + ["censored", "all came", "one", "equal", "one company", "one each", "twins"])
    n = 1 if kind == "one" else some(2, 5, 30, 150)
    companies = {"one company": 1, "one each": n}.get(kind, some(2, 4, 15))
    coarse = chance.choice([1, 4, 24, None])
    came = {"censored": 0, "all came": 1}.get(kind, chance.uniform(0.2, 0.95))
    pace = [chance.lognormvariate(0, 1) for _ in range(companies)]
    rows = []
    for at in range(n):
        company = at if kind == "one each" else chance.randrange(companies)
        hours = chance.expovariate(pace[company] / 20)
        hours = round(hours, 6) if coarse is None else coarse * round(hours / coarse)
        rows.append((company, 5 if kind == "equal" else hours, chance.random() < came))
    if kind == "twins":
        rows = [(twin, hours, event) for _, hours, event in rows for twin in (0, 1)]
    return rows


def answers(command, asked):
    lines = "".join(json.dumps(one) + "\n" for one in asked)
    answer = subprocess.run(command, input=lines, text=True, stdout=subprocess.PIPE, check=True)
    found = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(found) == len(asked), f"{len(found)} answers to {len(asked)} data sets"
    return found


def by_r(files):
    """What R says: {set: {name: [values]}}."""
    said = collections.defaultdict(lambda: collections.defaultdict(list))
    with tempfile.TemporaryDirectory() as folder:
        for name, (head, rows) in files.items():
            lines = [head, *(",".join(repr(cell) for cell in row) for row in rows)]
            pathlib.Path(folder, name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        script = pathlib.Path(__file__).with_suffix(".R")
        answer = subprocess.run(
            ["Rscript", "--vanilla", script, folder], text=True, stdout=subprocess.PIPE, check=True
        )
    for line in answer.stdout.splitlines():
        key, name, _, value = line.split(",")
        said[int(key)][name].append(math.nan if value == "NA" else float(value))
    return said


# ---- closed formulas

def distributions():
    z, df = chance.gauss(0, 2), chance.choice([1, 2, 5.5, 30, 1000, some(1, 10**6)])
    x, p = chance.expovariate(1 / df), chance.choice([chance.random(), 10 ** chance.uniform(-9, -1)])
    n = some(1, 10, 1000)
    k = chance.randint(0, n)
    asked = {"of": "distributions", "z": z, "df": df, "x": x, "p": p, "k": k, "n": n}

    def check(found):
        theirs = [
            stats.norm.sf(z), stats.norm.ppf(p), stats.t.sf(z, df), stats.t.isf(0.025, df), stats.chi2.sf(x, df),
            stats.binom.cdf(k, n, 0.5), stats.beta.ppf(p, k + 1, n - k + 1),
        ]
        names = ["normal", "normal quantile", "t", "t quantile", "chi-square", "coin", "beta quantile"]
        for name, mine, other in zip(names, found, theirs):
            count.near(name, mine, float(other), asked)
            if other > 1e-200:
                count.near(name, mine / other, 1.0, asked)

    return asked, check


def wilson():
    n = some(0, 1, 30, 10**6)
    k = chance.choice([0, n, chance.randint(0, n)])
    asked = {"of": "wilson", "k": k, "n": n}

    def check(found):
        theirs = proportion_confint(k, n, 0.05, "wilson") if n else (None, None)
        for mine, other in zip(found or (None, None), theirs):
            count.near("wilson", mine, other, asked)

    return asked, check


def expected_share(rows, error, units):
    """Wilson's interval with the effective size, by statsmodels, from R's standard error."""
    rows = [(hits, n) for hits, n in rows if n > 0]
    if not rows:
        return None
    hits, n = (sum(column) for column in zip(*rows))
    share = hits / n
    if all(row in ((0, 1), (1, 1)) for row in rows):
        size = len(rows)
    elif len(rows) == 1:
        size = units
    elif hits == 0 or share >= 1 - 1e-14:
        size = min(len(rows), units)
    else:
        # What is 0 but for rounding is 0.
        plain = share * (1 - share) / error**2 if error > 1e-9 else math.inf
        size = min(plain, units) * (Z / stats.t.ppf(0.975, len(rows) - 1)) ** 2
    return share, *proportion_confint(share * size, size, 0.05, "wilson"), size


def share(rows, r, weighted):
    weigh = [(hits * w, n * w) for hits, n, w in rows] if weighted else [(hits, n) for hits, n, _ in rows]
    units = sum(n for _, n, _ in rows)
    asked = {"of": "share", "parts": weigh, "units": units if weighted else None}

    def check(found):
        ratio = r.get("ratio.weighted" if weighted else "ratio", [None, None])
        theirs = expected_share(weigh, ratio[1], units) or [None] * 4
        for mine, other in zip(found or [None] * 4, theirs):
            count.near("share, weighted" if weighted else "share", mine, other, asked)

    return asked, check


def mean(rows, r):
    asked = {"of": "mean", "parts": [(hits, n) for hits, n, _ in rows]}

    def check(found):
        spoken = [n for _, n, _ in rows if n > 0]
        if not spoken:
            return count.near("mean", found and found["value"], None, asked)
        error = r["ratio"][1] if len(spoken) > 1 else None
        count.near("mean", found["value"], sum(hits for hits, _, _ in rows) / sum(spoken), asked)
        count.near("mean, error", found["error"], error, asked)
        if error is not None:
            half = stats.t.ppf(0.975, len(spoken) - 1) * error
            count.near("mean, interval", found["interval"][0], found["value"] - half, asked)
            count.near("mean, interval", found["interval"][1], found["value"] + half, asked)

    return asked, check


def populations(rows):
    """Of how many companies those of a set were drawn, in all and in the stratum of each."""
    strata = [chance.randrange(chance.choice([1, 3])) if chance.random() < 0.9 else 7 for _ in rows]
    spoken = [stratum for stratum, row in zip(strata, rows) if row[1] > 0]
    more = chance.choice([0, 1, 5, 1000])
    # R takes numbers up to 1 for shares.
    all_of = {stratum: max(2, spoken.count(stratum) + chance.choice([0, 1, 3, 200])) for stratum in set(strata)}
    return [(stratum, max(2, len(spoken) + more), all_of[stratum]) for stratum in strata]


def drawn(rows, population, of, r):
    """A share and a mean of companies that were drawn in strata, from so many."""
    weigh = [(hits * w, n * w) for hits, n, w in rows]
    spoken = [stratum for (stratum, _, _), row in zip(population, rows) if row[1] > 0]

    def how(stratum, all_in_all, of_stratum):
        here = spoken.count(stratum)
        if of == "population":
            return 0, max(0.0, 1 - len(spoken) / all_in_all) if spoken else 1.0
        return stratum, 1 - here / of_stratum if of == "both" and of_stratum else 1.0

    asked = {"of": "mean", "parts": weigh, "drawn": [how(*each) for each in population]}

    def check(found):
        if len(spoken) < 2:
            return
        error, df = r["drawn." + of]
        count.near(f"mean, drawn in {of}, error", found["error"], error, asked)
        half = stats.t.ppf(0.975, max(df, 1)) * error
        count.near(f"mean, drawn in {of}, interval", found["interval"][1], found["value"] + half, asked)

    share_asked = {**asked, "of": "share", "units": sum(n for _, n, _ in rows)}

    def check_share(found):
        ratio = r.get("ratio.weighted")
        if len(spoken) < 2 or found is None:
            return
        share, low, high, size = found
        name = f"share, drawn in {of}"
        count.near(name, share, min(max(ratio[0], 0), 1), asked)
        # Its size is that of companies from endless strata by what the populations leave; where the variance is not
        # capped, that is R's.
        error, df = r["drawn." + of]
        if error < 1e-9 or not 0 < share < 1 - 1e-14:
            return
        to_t = (Z / stats.t.ppf(0.975, max(df, 1))) ** 2
        endless = r["drawn.stratum" if of == "both" else "ratio.weighted" if of == "population" else "drawn.stratum"]
        plain = share * (1 - share) / (endless[1] if of == "population" else endless[0]) ** 2
        if plain > share_asked["units"]:
            return
        if all(row in ((0, 1), (1, 1)) for row in weigh if row[1] > 0):
            return
        count.near(name + ", size", size, share * (1 - share) / error**2 * to_t, asked)
        for mine, other in zip((low, high), proportion_confint(share * size, size, 0.05, "wilson")):
            count.near(name + ", interval", mine, other, asked)

    return [(asked, check), (share_asked, check_share)]


def mean_of_units():
    values = [chance.choice([chance.gauss(3, 2), float(some(1, 5))]) for _ in range(some(0, 1, 3, 40))]
    values = [4.0] * len(values) if chance.random() < 0.1 else values
    asked = {"of": "mean_of_units", "values": values}

    def check(found):
        error = float(stats.sem(values)) if len(values) > 1 else None
        count.near("mean of units", found and found["value"], numpy.mean(values) if values else None, asked)
        count.near("mean of units, error", found and found["error"], error, asked)
        if error:
            theirs = stats.t.interval(0.95, len(values) - 1, loc=numpy.mean(values), scale=error)
            for mine, other in zip(found["interval"], theirs):
                count.near("mean of units, interval", mine, other, asked)

    return asked, check


def curve_left(rows, left, r):
    """A curve of companies of whose population so much was not drawn."""
    asked = {"of": "curve", "rows": rows, "horizon": 24, "clustered": True, "left": left}
    companies = len({row[0] for row in rows})

    def check(found):
        if companies < 2:
            return
        robust = companies < len(rows)
        kind = "plain.left"
        plain = list(zip(*(r[kind + end] for end in (".time", ".waiting", ".low", ".high"))))
        steps("curve, population", found, r, asked, "left" if robust else kind, plain if robust else None)

    return asked, check


def steps(name, found, r, asked, kind, greenwood=None):
    mine = found["steps"]
    theirs = list(zip(r[kind + ".time"], r[kind + ".waiting"], r[kind + ".low"], r[kind + ".high"]))
    count.near(name, len(mine), len(theirs), asked)
    for at, (step, (hours, waiting, low, high)) in enumerate(zip(mine, theirs)):
        count.near(name, step[0], hours, asked)
        count.near(name, step[3], waiting, asked)
        if greenwood and not math.isnan(low) and abs(high - low) < 1e-4 * abs(greenwood[at][3] - greenwood[at][2]):
            # The companies do not differ: then ours is Greenwood's.
            low, high = greenwood[at][2:]
        # R gives an interval of no width where nobody waits any more.
        ended = waiting <= 1e-14
        for mine_limit, limit in zip(step[4] or (None, None), (low, high)):
            count.near(name + ", interval", mine_limit, None if ended else limit, asked)


def quantiles(name, found, r, asked, exact):
    """Against R's own where its rules are ours, else by the definition from R's curve."""
    kind = "plain" if exact else "robust"
    times = r[kind + ".time"]

    def first(values, rest):
        return next((t for t, v in zip(times, values) if v <= rest + 1e-12), None)

    for at, share in enumerate((0.25, 0.5, 0.75)):
        value, low, high = found["quantiles"][at]
        rest = 1 - share
        ended = [math.nan if s <= 1e-14 else v for s, v in zip(r[kind + ".waiting"], r[kind + ".low"])]
        uppers = [math.nan if s <= 1e-14 else v for s, v in zip(r[kind + ".waiting"], r[kind + ".high"])]
        flat = any(abs(s - rest) < 1e-9 for s in r[kind + ".waiting"])
        falling = all(not a < b for a, b in itertools.pairwise(ended)) and all(
            not a < b for a, b in itertools.pairwise(uppers)
        )
        if exact and not flat and "quantile" in r:
            count.near(name + " of R", value, r["quantile"][at], asked)
            if falling:
                count.near(name + " of R", low, r["quantile.low"][at], asked)
                count.near(name + " of R", high, r["quantile.high"][at], asked)
        count.near(name, value, first(r[kind + ".waiting"], rest), asked)
        count.near(name, low, first(ended, rest), asked)
        count.near(name, high, first(uppers, rest), asked)
        if exact and times:
            theirs = SurvfuncRight(
                [row[1] for row in asked["rows"]], [int(row[2]) for row in asked["rows"]]
            ).quantile(share - 1e-12)
            count.near(name + " of statsmodels", value, float(theirs), asked)


def curve(rows, horizon, r, clustered):
    asked = {"of": "curve", "rows": rows, "horizon": horizon, "clustered": clustered}
    companies = len({row[0] for row in rows})
    robust = clustered and 1 < companies < len(rows)

    def check(found):
        if not rows:
            return count.near("curve", len(found["steps"]), 0, asked)
        name = "curve of companies" if robust else "curve"
        plain = list(zip(r["plain.time"], r["plain.waiting"], r["plain.low"], r["plain.high"]))
        steps(name, found, r, asked, "robust" if robust else "plain", plain if robust else None)
        reached = max(row[1] for row in rows) >= horizon or bool(plain) and plain[-1][1] <= 1e-14
        value, error = r["mean"]
        if robust:
            same = r["robust.mean"][0] < 1e-4 * error
            error = error if same else r["robust.mean"][0]
        mine = found["mean"] or (None, None)
        count.near(name + ", restricted mean", mine[0], value if reached else None, asked)
        count.near(name + ", restricted mean's error", mine[1], error if reached else None, asked)
        # Where companies do not differ, the limits are not R's; the curve is compared above.
        if not robust or all(abs(h - l) > 1e-9 for _, s, l, h in zip(
            r["robust.time"], r["robust.waiting"], r["robust.low"], r["robust.high"]) if s > 1e-14
        ):
            quantiles(name + ", quantiles", found, r, asked, not robust)

    return asked, check


def log_rank(rows, r):
    asked = {"of": "log_rank", "rows": rows}

    def check(found):
        more, variance, chi2 = r.get("log.rank", [0, 0, 0])
        if variance <= 1e-14:
            return count.near("log-rank", found and found[0], None, asked)
        half = Z / math.sqrt(variance)
        theirs = [chi2, stats.chi2.sf(chi2, 1)]
        theirs += [math.exp(more / variance + shift) for shift in (0, -half, half)]
        for mine, other in zip(found or [None] * 5, theirs):
            count.near("log-rank", mine, other, asked)

    return asked, check


def tango(difference, up, down, n):
    """The score of a difference."""
    b = (2 * n - up + down) * difference - up - down
    loss = (math.sqrt(max(b * b + 8 * n * down * difference * (1 - difference), 0)) - b) / (4 * n)
    variance = max(n * (2 * loss + difference * (1 - difference)), 1e-300)
    return (up - down - n * difference) / math.sqrt(variance)


def paired_counts():
    both, up, down, neither = (some(0, 0, 5, 60) for _ in range(4))
    asked = {"of": "mcnemar", "both": both, "only_head": up, "only_base": down, "neither": neither}
    n = both + up + down + neither

    def check(found):
        if n == 0:
            return count.near("McNemar", found and found["p"], None, asked)
        difference = (up - down) / n
        count.near("McNemar", found["p"], mcnemar([[both, down], [up, neither]], exact=True).pvalue, asked)
        count.near("McNemar", found["difference"], difference, asked)
        for side, end, sign in (("low", -1, 1), ("high", 1, -1)):
            if difference == end:
                limit = end
            else:
                near, far = difference + end * 1e-12, end * (1 - 1e-13)
                limit = optimize.brentq(lambda d: tango(d, up, down, n) - sign * Z, near, far, xtol=1e-14)
            count.near("Tango's interval", found[side], limit, asked)
        odds, low, high = found["odds"]
        lowest, highest = stats.beta.ppf(0.025, up, down + 1), stats.beta.ppf(0.975, up + 1, down)
        count.near("odds", odds, up / down if down else None, asked)
        count.near("odds, interval", low, lowest / (1 - lowest) if up else 0, asked)
        count.near("odds, interval", high, highest / (1 - highest) if down else None, asked)

    return asked, check


def holm(p, r):
    asked = {"of": "holm", "p": p}

    def check(found):
        count.near("Holm", len(found), len(r["holm"]), asked)
        for mine, other in zip(found, r["holm"]):
            count.near("Holm", mine, other, asked)

    return asked, check


def p_of_orders(pairs):
    """Of rho, over every different order of one side, when there are no more than ours goes through; else `None`."""
    ranks = [stats.rankdata(side) for side in zip(*pairs)]

    def many(side):
        orders = math.factorial(len(side))
        for same in collections.Counter(side).values():
            orders //= math.factorial(same)
        return orders

    moved, fixed = sorted(ranks, key=many)
    if many(moved) > 362_880:
        return None
    # Rank by rank: each row is a set of places left and what the ranks so far add up to.
    fixed = (2 * fixed - len(fixed) - 1).tolist()
    ways = {(tuple(sorted((2 * moved - len(moved) - 1).tolist())), 0.0): 1}
    for rank in fixed:
        further = collections.Counter()
        for (left, total), times in ways.items():
            for value in set(left):
                rest = list(left)
                rest.remove(value)
                further[tuple(rest), total + rank * value] += times
        ways = further
    observed = abs(sum((2 * x - len(x) - 1) @ (2 * y - len(y) - 1) for x, y in [ranks]))
    reached = sum(times for (_, total), times in ways.items() if abs(total) >= observed)
    return reached / sum(ways.values())


def spearman():
    n = some(0, 3, 4, 12, 80)
    ties = chance.choice([2, 5, None])
    draw = (lambda: chance.gauss(0, 1)) if ties is None else (lambda: chance.randrange(ties))
    pull = chance.choice([0, 0.5, 1])
    pairs = [(x, pull * x + (1 - pull) * draw()) for x in (draw() for _ in range(n))]
    if chance.random() < 0.1:
        pairs = [(1, y) for _, y in pairs]
    asked = {"of": "spearman", "pairs": pairs}

    def check(found):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = stats.spearmanr(*zip(*pairs)) if n > 1 else None
        rho = None if theirs is None else float(theirs.statistic)
        count.near("Spearman", found and found["rho"], rho, asked)
        if found:
            exact = p_of_orders(pairs) if n > 2 else None
            if exact is not None:
                count.near("Spearman, p of all orders", found["p"], exact, asked)
            else:
                # scipy leaves dust where rho is 1, and knows no order that is the furthest of all.
                p = 0.0 if abs(rho) > 1 - 1e-12 else float(theirs.pvalue)
                count.near("Spearman, p", found["p"], max(p, 2 / math.factorial(n)) if n > 2 else None, asked)
            limits = (None, None)
            if n > 3 and abs(rho) < 1 - 1e-12:
                half = Z * math.sqrt((1 + rho**2 / 2) / (n - 3))
                limits = [math.tanh(math.atanh(rho) + shift) for shift in (-half, half)]
            for mine, other in zip(found["interval"] or (None, None), limits):
                count.near("Spearman, interval", mine, other, asked)

    return asked, check


def association():
    rows, columns, most = some(1, 3, 5), some(2, 2, 5), chance.choice([3, 60])
    table = [[some(0, most) for _ in range(columns)] for _ in range(rows)]
    asked = {"of": "association", "table": table, "replicates": 2000, "seed": chance.randrange(256)}

    def check(found):
        full = numpy.array(table)
        full = full[full.sum(axis=1) > 0][:, full.sum(axis=0) > 0]
        if min(full.shape) < 2:
            return count.near("association", found and found["chi2"], None, asked)
        theirs = stats.chi2_contingency(full, correction=False)
        count.near("association", found["chi2"], theirs.statistic, asked)
        count.near("association", found["df"], theirs.dof, asked)
        count.near("association", found["v"], contingency.association(full), asked)
        few = theirs.expected_freq
        if (few < 1).any() or (few < 5).sum() * 5 > few.size:
            count.near("association, kind", float(found["by"] == "Tables"), 1.0, asked)
            drawn = stats.random_table(full.sum(axis=1), full.sum(axis=0), seed=1).rvs(2000)
            chi2 = ((drawn - few) ** 2 / few).sum(axis=(1, 2))
            same("association by random tables", found["p"], chi2, theirs.statistic, asked)
        else:
            count.near("association", found["p"], theirs.pvalue, asked)

    return asked, check


# ---- what is drawn at random

def same(name, p, drawn, observed, asked):
    """Whether two p-values of as many replicates each may be the same."""
    theirs = ((drawn >= observed * (1 - 1e-9)).sum() + 1) / (len(drawn) + 1)
    middle = (p + theirs) / 2
    error = math.sqrt(max(middle * (1 - middle), 1 / len(drawn)) * 2 / len(drawn))
    count.likely(name, abs(p - theirs) / error, p, theirs, asked)


def units():
    companies, rows, columns = some(1, 4, 12), some(2, 2, 4), some(2, 2, 3)
    within = chance.random() < 0.6
    data = []
    for company in range(companies):
        own, lean = chance.randrange(rows), chance.random()
        for _ in range(some(1, 1, 8)):
            row = chance.randrange(rows) if within else own
            data.append((company, row, 0 if chance.random() < lean else chance.randrange(columns)))
    asked = {"of": "association_of_units", "units": data, "replicates": 1000, "seed": chance.randrange(256)}

    def check(found):
        owner, row, column = (numpy.array(part) for part in zip(*data))

        def chi2(row):
            table = numpy.zeros((rows, columns))
            numpy.add.at(table, (row, column), 1)
            table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
            return table, stats.chi2_contingency(table, correction=False).statistic if min(table.shape) > 1 else 0

        table, observed = chi2(row)
        if min(table.shape) < 2:
            return count.near("association of units", found and found["chi2"], None, asked)
        count.near("association of units", found["chi2"], observed, asked)
        generator = numpy.random.default_rng(1)
        groups = [numpy.flatnonzero(owner == company) for company in range(companies)]
        varied = any(len(set(row[group])) > 1 for group in groups)
        count.near("association of units, kind", float(found["by"] == "WithinCompanies"), float(varied), asked)
        drawn = []
        for _ in range(400):
            dealt = row.copy()
            if varied:
                for group in groups:
                    dealt[group] = generator.permutation(row[group])
            else:
                for group, other in zip(groups, generator.permutation([row[group[0]] for group in groups])):
                    dealt[group] = other
            drawn.append(chi2(dealt)[1])
        theirs = (numpy.array(drawn) >= observed * (1 - 1e-9)).mean()
        middle = (400 * theirs + 1000 * found["p"]) / 1400
        error = math.sqrt(max(middle * (1 - middle), 1 / 400) * (1 / 400 + 1 / 1000))
        count.likely("association of units, p", abs(found["p"] - theirs) / error, found["p"], theirs, asked)

    return asked, check


def paired():
    companies, kind = some(0, 1, 9, 40), chance.choice(["any", "any", "any", "same", "alike"])
    pairs, gain = [], chance.choice([0, 0.2])
    for _ in range(companies):
        level, n = chance.uniform(0, 0.8), [some(0 if chance.random() < 0.1 else 1, 1, 10) for _ in range(2)]
        base = sum(chance.random() < level for _ in range(n[0]))
        head = sum(chance.random() < level + gain for _ in range(n[1]))
        pairs.append([base, n[0], head, n[1]])
        if kind == "same":
            pairs[-1] = [base, n[0], base, n[0]]
        if kind == "alike":
            pairs[-1] = [1, 4, 3, 4]
    asked = {"of": "paired", "pairs": pairs, "replicates": DRAWS, "seed": chance.randrange(256)}

    def ratio(base, base_n, head, head_n, axis=-1):
        return head.sum(axis) / head_n.sum(axis) - base.sum(axis) / base_n.sum(axis)

    def check(found):
        known = [numpy.array(part, float) for part in zip(*(p for p in pairs if p[1] and p[3]))]
        if not known:
            return count.near("paired", found and found["p"], None, asked)
        difference = ratio(*known)
        count.near("paired", found["difference"], difference, asked)
        many = len(known[0])
        generator = numpy.random.default_rng(1)
        moved = (known[0] != known[2]) | (known[1] != known[3])
        exact = 2 ** moved.sum() <= DRAWS
        if exact:
            orders = numpy.array(list(itertools.product((False, True), repeat=int(moved.sum()))))
            turned = numpy.zeros((len(orders), many), bool)
            turned[:, moved] = orders
        else:
            turned = generator.random((DRAWS, many)) < 0.5
        waves = [numpy.where(turned, known[at], known[(at + 2) % 4]) for at in range(4)]
        drawn = numpy.abs(ratio(*waves))
        if exact:
            count.near("paired, p of all orders", found["p"], (drawn >= abs(difference) - 1e-9).mean(), asked)
        else:
            same("paired, p of random orders", found["p"], drawn, abs(difference), asked)
        without = [ratio(*(numpy.delete(part, at) for part in known)) for at in range(many)] if many > 1 else []
        if numpy.ptp(without or [0]) < 1e-9:
            return count.near("paired, no interval", found["interval"] and 1.0, None, asked)
        theirs = stats.bootstrap(known, ratio, paired=True, n_resamples=DRAWS, method="BCa", rng=generator)
        # How many draws lie between the two limits, in standard errors of their places: these move with
        # the draws, and with the bias correction, which is the quantile of a share of draws.
        for mine, other in zip(found["interval"], theirs.confidence_interval):
            if math.isnan(other):
                continue
            low, high = sorted((mine, other))
            drawn = theirs.bootstrap_distribution
            between = ((drawn > low + 1e-9) & (drawn < high - 1e-9)).mean()
            place = (drawn <= other).mean()
            error = math.sqrt(2 * max(place * (1 - place), 1e-3) / DRAWS) * 1.5
            count.likely("paired, interval", between / error, found["interval"], other, asked)

    return asked, check


def places():
    companies = some(1, 2, 8, 30)
    hits = [(chance.randint(0, n), n) for n in (some(0, 3, 12, 40) for _ in range(companies))]
    if chance.random() < 0.1:
        hits = [(2, 4)] * companies
    replicates = 4000
    asked = {"of": "places", "hits": hits, "replicates": replicates, "seed": chance.randrange(256)}

    def check(found):
        known = [at for at, (_, n) in enumerate(hits) if n]
        count.near("places, missing", sum(place is not None for place in found), len(known), asked)
        if not known:
            return
        k, n = numpy.array([hits[at] for at in known]).T
        observed = stats.rankdata(-k / n, method="min")
        drawn = numpy.random.default_rng(1).binomial(n, k / n, size=(replicates, len(known))) / n
        ranks = stats.rankdata(-drawn, method="min", axis=1)
        error = math.sqrt(0.025 * 0.975 * 2 / replicates)
        for at, mine in enumerate(found[at] for at in known):
            rank, joint, low, high = mine
            count.near("places", rank, observed[at], asked)
            count.near("places, joint", float(joint), float((observed == observed[at]).sum() > 1), asked)
            # As few may lie outside as 2.5 %, and with the next place inside more have to.
            outside = (ranks[:, at] < low).mean() - 0.025
            count.likely("places, interval", outside / error, mine, outside, asked)
            outside = (ranks[:, at] > high).mean() - 0.025
            count.likely("places, interval", outside / error, mine, outside, asked)
            if low < rank:
                count.likely("places, interval", (0.025 - (ranks[:, at] <= low).mean()) / error, mine, "low", asked)
            if high > rank:
                count.likely("places, interval", (0.025 - (ranks[:, at] >= high).mean()) / error, mine, "high", asked)

    return asked, check


def main():
    all_parts = [parts() for _ in range(SETS)]
    all_watched = [[], *(watched() for _ in range(SETS))]
    horizons = [chance.choice([1, 10, 24, 72.5]) for _ in all_watched]
    waves = [[(company, hours, event, chance.random() < 0.5) for company, hours, event in watched()] for _ in range(SETS)]
    families = [[chance.choice([chance.random(), 0.01, 1.0, 0.0]) for _ in range(some(0, 1, 12))] for _ in range(SETS)]
    people = [populations(rows) for rows in all_parts]
    lefts = [chance.choice([0.02, 0.3, 0.9]) for _ in all_watched]
    said = by_r({
        "parts.csv": ("set,sum,n,weight,stratum,all,of_stratum", [
            (at, *row, *population)
            for at, rows in enumerate(all_parts) for row, population in zip(rows, people[at])
        ]),
        "watched.csv": ("set,company,hours,event,horizon,left", [
            (at, company, hours, int(event), horizons[at], lefts[at])
            for at, rows in enumerate(all_watched) for company, hours, event in rows
        ]),
        "waves.csv": ("set,stratum,hours,event,head", [
            (at, company, hours, int(event), int(head))
            for at, rows in enumerate(waves) for company, hours, event, head in rows
        ]),
        "tests.csv": ("set,p", [(at, p) for at, family in enumerate(families) for p in family]),
    })
    tests = []
    for at, rows in enumerate(all_parts):
        tests += [share(rows, said[at], False), share(rows, said[at], True), mean(rows, said[at])]
        for of in ("population", "stratum", "both"):
            tests += drawn(rows, people[at], of, said[at])
    for at, (rows, horizon) in enumerate(zip(all_watched, horizons)):
        tests += [curve(rows, horizon, said[at], clustered) for clustered in (False, True)]
        tests.append(curve_left(rows, lefts[at], said[at]))
    tests += [log_rank(rows, said[at]) for at, rows in enumerate(waves)]
    tests += [holm(p, said[at]) for at, p in enumerate(families)]
    others = [distributions, wilson, mean_of_units, paired_counts, spearman, association, units, paired, places]
    tests += [make() for make in others for _ in range(SETS)]
    for (_, check), found in zip(tests, answers(sys.argv[1:], [asked for asked, _ in tests])):
        check(found)
    for name in sorted(count.compared | count.empty):
        print(f"{name}: {count.compared[name]} equal, {count.empty[name]} undefined, furthest {count.worst[name]:.1e}")
    print(f"{sum(count.compared.values())} numbers of {len(tests)} data sets compared, {count.wrong} wrong")
    assert len(tests) >= 200 * (len(others) + 14), "hardly anything was compared"
    return 1 if count.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
