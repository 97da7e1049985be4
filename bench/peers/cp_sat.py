"""OR-Tools CP-SAT on a problem written by the runner: python cp_sat.py PROBLEM.json ANSWER.json SECONDS SEED WORKERS.

The model is what a good user would write: a start per operation, optional intervals of fixed length per mode, no-overlap per machine,
cumulatives for pools, circuits for changeovers (one for all machines of a line), reservoirs for stock. Building counts as time.
"""

import json
import sys
import time

from ortools.sat.python import cp_model

NONE = 0x7FFFFFFF
# A circuit has a literal per pair and a constraint per pair and machine: larger ones are not built in any useful time.
MOST_ARCS = 3_000_000


class TooLarge(Exception):
    pass


class Model:
    def __init__(self, problem):
        self.p = problem
        self.m = cp_model.CpModel()
        self.n = len(problem["job"])
        self.horizon = self.find_horizon()
        self.start = []
        self.literal = {}
        self.end = []
        self.spans = {}
        self.add_operations()
        self.add_machines()
        self.add_pools()
        self.add_places()
        self.add_arcs()
        self.add_stock()
        self.add_objective()

    def modes(self, o):
        return range(self.p["modeStart"][o], self.p["modeStart"][o + 1])

    def find_horizon(self):
        p = self.p
        setup = max((max(table["time"], default=0) for table in p["changeovers"]), default=0)
        work = sum(max(p["duration"][k] for k in self.modes(o)) + setup for o in range(self.n))
        closed = sum(c["tailFrom"] for c in p["calendars"])
        late = max([*p["release"], *p["fixedStart"], 0])
        # Every run may meet every break: the breaks count once, because nothing starts in one.
        return work + closed + late + setup

    def add_operations(self):
        p, m = self.p, self.m
        for o in range(self.n):
            fixed = p["fixedStart"][o]
            low = fixed if fixed >= 0 else p["release"][o]
            start = m.new_int_var(low, fixed if fixed >= 0 else self.horizon, f"s{o}")
            self.start.append(start)
            modes = list(self.modes(o))
            literals = [m.new_bool_var(f"x{k}") if len(modes) > 1 else m.new_constant(1) for k in modes]
            if len(modes) > 1:
                m.add_exactly_one(literals)
            for k, literal in zip(modes, literals):
                self.literal[k] = literal
            if any(p["runCalendar"][k] >= 0 for k in modes):
                end = m.new_int_var(0, self.horizon, f"e{o}")
                for k, literal in zip(modes, literals):
                    self.spans[k] = self.add_hours(k, literal, p["duration"][k], start, end)
                self.end.append(end)
                continue
            lengths = {p["duration"][k] for k in modes}
            if len(lengths) == 1:
                self.end.append(start + lengths.pop())
            else:
                self.end.append(start + sum(p["duration"][k] * x for k, x in zip(modes, literals)))

    def add_hours(self, k, literal, work, start, end):
        """A run pauses while its calendar is closed: start and last tick each lie in one opening. Returns the openings of the start."""
        p, m = self.p, self.m
        calendar = p["runCalendar"][k]
        if calendar < 0:
            m.add(end == start + work).only_enforce_if(literal)
            return []
        c = p["calendars"][calendar]
        openings = [*zip(c["start"], c["end"]), (c["tailFrom"], self.horizon + 1)]
        ticks = m.new_int_var(0, self.horizon, "")
        first, last, before = [], [], 0
        for a, b in openings:
            begins, ends = m.new_bool_var(""), m.new_bool_var("")
            m.add(start >= a).only_enforce_if(begins)
            m.add(start < b).only_enforce_if(begins)
            m.add(ticks == start - (a - before)).only_enforce_if(begins)
            m.add(end == ticks + work + (a - before)).only_enforce_if(ends)
            m.add(end > a if work > 0 else end >= a).only_enforce_if(ends)
            m.add(end <= b).only_enforce_if(ends)
            first.append((begins, a))
            last.append(ends)
            before += b - a
        m.add(sum(x for x, _ in first) == literal)
        m.add(sum(last) == literal)
        return first

    def interval(self, o, k, offset=0, length=None):
        p, m = self.p, self.m
        only = len(self.modes(o)) == 1
        if p["runCalendar"][k] >= 0:
            size = m.new_int_var(0, self.horizon, "")
            return m.new_optional_interval_var(self.start[o], size, self.end[o], self.literal[k], "")
        length = p["duration"][k] if length is None else length
        if only:
            return m.new_fixed_size_interval_var(self.start[o] + offset, length, "")
        return m.new_optional_fixed_size_interval_var(self.start[o] + offset, length, self.literal[k], "")

    def add_machines(self):
        p, m = self.p, self.m
        on = [[] for _ in p["kind"]]
        for o in range(self.n):
            for k in self.modes(o):
                on[p["machine"][k]].append((o, k))
        for machine, here in enumerate(on):
            if p["kind"][machine] == 1:
                if p["capacity"][machine] < self.n:
                    m.add_cumulative([self.interval(o, k) for o, k in here], [1] * len(here), p["capacity"][machine])
            elif len(here) > 1:
                m.add_no_overlap([self.interval(o, k) for o, k in here])
        for line in sorted({line for line in p["line"] if line >= 0}):
            self.add_line([on[k] for k in range(len(on)) if p["line"][k] == line])
        for machine, here in enumerate(on):
            if p["changeover"][machine] >= 0 and p["line"][machine] < 0:
                self.add_sequence(machine, here)

    def setup(self, machine, before, after):
        """Ticks from the mode `before` (None: the machine's first state) to the mode `after`."""
        p = self.p
        if p["changeover"][machine] < 0:
            return 0
        table = p["changeovers"][p["changeover"][machine]]
        a = p["initialState"][machine] if before is None else p["state"][before]
        b = p["state"][after]
        return 0 if a < 0 or b < 0 else table["time"][a * table["states"] + b]

    def add_sequence(self, machine, here):
        p, m = self.p, self.m
        if len(here) ** 2 > MOST_ARCS:
            raise TooLarge(f"{len(here)} operations on one machine with changeovers")
        arcs = [(0, 0, m.new_bool_var(""))]
        for o, k in here:
            m.add(self.literal[k] == 0).only_enforce_if(arcs[0][2])
        for i, (o, k) in enumerate(here, 1):
            first = m.new_bool_var("")
            arcs.append((0, i, first))
            arcs.append((i, 0, m.new_bool_var("")))
            if len(self.modes(o)) > 1:
                arcs.append((i, i, self.literal[k].negated()))
            setups = [(first, self.setup(machine, None, k))]
            m.add(self.start[o] >= setups[0][1]).only_enforce_if(first)
            for j, (before, mode) in enumerate(here, 1):
                if i == j:
                    continue
                follows = m.new_bool_var("")
                arcs.append((j, i, follows))
                setups.append((follows, self.setup(machine, mode, k)))
                m.add(self.start[o] >= self.end[before] + setups[-1][1]).only_enforce_if(follows)
            if p["joinedSetup"][o] == 1:
                length = sum(ticks * x for x, ticks in setups)
                for begins, opening in self.spans.get(k, []):
                    m.add(self.start[o] - length >= opening).only_enforce_if(begins)
        m.add_circuit(arcs)

    def add_line(self, machines):
        """One order of jobs for all machines of a line: a single circuit, with the job's presence on its first machine."""
        p, m = self.p, self.m
        jobs = {}
        for machine, here in enumerate(machines):
            for o, k in here:
                jobs.setdefault(p["job"][o], {})[machine] = (o, k)
        names = sorted(jobs)
        if len(names) ** 2 * len(machines) > MOST_ARCS:
            raise TooLarge(f"{len(names)} jobs on a line of {len(machines)} machines")
        arcs = [(0, 0, m.new_bool_var(""))]
        for i, job in enumerate(names, 1):
            o, k = jobs[job][min(jobs[job])]
            m.add(self.literal[k] == 0).only_enforce_if(arcs[0][2])
            if len(self.modes(o)) > 1:
                arcs.append((i, i, self.literal[k].negated()))
            arcs.append((0, i, m.new_bool_var("")))
            arcs.append((i, 0, m.new_bool_var("")))
            for j, other in enumerate(names, 1):
                if i == j:
                    continue
                follows = m.new_bool_var("")
                arcs.append((j, i, follows))
                for machine, (after, mode) in jobs[job].items():
                    before, left = jobs[other][machine]
                    ticks = self.setup(p["machine"][mode], left, mode)
                    m.add(self.start[after] >= self.end[before] + ticks).only_enforce_if(follows)
        m.add_circuit(arcs)

    def add_pools(self):
        p, m = self.p, self.m
        uses = [[] for _ in p["pools"]]
        for o in range(self.n):
            for k in self.modes(o):
                for i in range(p["needStart"][k], p["needStart"][k + 1]):
                    a = p["needFrom"][i]
                    b = min(p["needTo"][i], p["duration"][k])
                    if b > a:
                        uses[p["needPool"][i]].append((self.interval(o, k, a, b - a), p["needAmount"][i]))
        for capacity, use in zip(p["pools"], uses):
            if not use:
                continue
            if all(amount == 1 for _, amount in use) and capacity == 1:
                m.add_no_overlap([interval for interval, _ in use])
            else:
                m.add_cumulative([interval for interval, _ in use], [amount for _, amount in use], capacity)

    def add_places(self):
        p, m = self.p, self.m
        if all(places == NONE for places in p["places"]):
            return
        following = {a: b for a, b in zip(p["from"], p["to"]) if p["job"][a] == p["job"][b]}
        stays = [[] for _ in p["places"]]
        for o in range(self.n):
            left = self.start[following[o]] if o in following else m.new_int_var(0, self.horizon, "")
            if o not in following:
                m.add(left == self.end[o])
            for k in self.modes(o):
                size = m.new_int_var(0, self.horizon, "")
                stays[p["machine"][k]].append(m.new_optional_interval_var(self.start[o], size, left, self.literal[k], ""))
        for places, stay in zip(p["places"], stays):
            if stay and places != NONE:
                m.add_cumulative(stay, [1] * len(stay), places)

    def add_arcs(self):
        p, m = self.p, self.m
        for i, (a, b) in enumerate(zip(p["from"], p["to"])):
            if p["share"][i] >= 1:
                m.add(self.start[b] >= self.end[a])
            else:
                self.add_overlap(i, a, b)
            if p["sites"] > 0 and p["carries"][i] == 1:
                # No lane leads from one site to another.
                for k in self.modes(a):
                    for other in self.modes(b):
                        if p["site"][k] == p["site"][other]:
                            m.add(self.literal[k] == self.literal[other])

    def add_overlap(self, i, a, b):
        p, m = self.p, self.m
        if p["closing"][i] > 0:
            raise TooLarge("overlap with closing work")
        m.add(self.end[b] >= self.end[a])
        for k in self.modes(a):
            ticks = p["sent"][i][k - p["modeStart"][a]]
            shadow = m.new_int_var(0, self.horizon, "")
            self.add_hours(k, self.literal[k], ticks, self.start[a], shadow)
            m.add(self.start[b] >= shadow).only_enforce_if(self.literal[k])

    def add_stock(self):
        p, m = self.p, self.m
        for reservoir, initial in enumerate(p["reservoirs"]):
            times, changes = [], []
            for o in range(self.n):
                for i in range(p["flowStart"][o], p["flowStart"][o + 1]):
                    if p["flowReservoir"][i] == reservoir and p["flowQuantity"][i] != 0:
                        times.append(self.start[o] if p["flowQuantity"][i] < 0 else self.end[o])
                        changes.append(p["flowQuantity"][i])
            if not times:
                continue
            if initial > 0:
                times.append(m.new_constant(0))
                changes.append(initial)
            m.add_reservoir_constraint(times, changes, 0, 2 * sum(abs(c) for c in changes))

    def add_objective(self):
        p, m = self.p, self.m
        followed = {a for a, b in zip(p["from"], p["to"]) if p["job"][a] == p["job"][b]}
        last = [o for o in range(self.n) if o not in followed]
        if p["objective"] == "makespan":
            makespan = m.new_int_var(0, self.horizon, "makespan")
            for o in last:
                m.add(makespan >= self.end[o])
            m.minimize(makespan)
            return
        late = {}
        for o in last:
            job = p["job"][o]
            if p["due"][job] == NONE:
                continue
            if job not in late:
                late[job] = m.new_int_var(0, self.horizon, "")
            m.add(late[job] >= self.end[o] - p["due"][job])
        m.minimize(sum(p["weight"][job] * ticks for job, ticks in late.items()))


class Staged:
    """A shop of operations in stages (format mrfjssp): a choice per needed resource instead of a mode per team of them."""

    def __init__(self, text):
        numbers = iter(int(word) for word in text.split())
        jobs, resources, _, _, _ = (next(numbers) for _ in range(5))
        self.m = m = cp_model.CpModel()
        self.start, self.end, self.chosen = [], [], []
        on = [[] for _ in range(resources)]
        shop, horizon = [], 0
        for _ in range(jobs):
            job = []
            for _ in range(next(numbers)):
                needed, stages = next(numbers), next(numbers)
                needs = []
                for _ in range(needed):
                    candidates, spanned = next(numbers), next(numbers)
                    needs.append([(next(numbers) - 1, [(next(numbers) - 1, next(numbers)) for _ in range(spanned)]) for _ in range(candidates)])
                job.append((stages, needs))
                longest = [max([t for need in needs for _, ticks in need for s, t in ticks if s == stage], default=0) for stage in range(stages)]
                horizon += sum(longest)
            shop.append(job)
        makespan = m.new_int_var(0, horizon, "makespan")
        for job in shop:
            before = None
            for stages, needs in job:
                at = [m.new_int_var(0, horizon, "") for _ in range(stages + 1)]
                lengths = [[] for _ in range(stages)]
                picks = []
                for need in needs:
                    literals = [m.new_bool_var("") for _ in need]
                    m.add_exactly_one(literals)
                    picks.append([(resource, literal) for (resource, _), literal in zip(need, literals)])
                    for (resource, ticks), literal in zip(need, literals):
                        for stage, length in ticks:
                            m.add(at[stage + 1] >= at[stage] + length).only_enforce_if(literal)
                            lengths[stage].append((length, literal))
                        first, last = min(s for s, _ in ticks), max(s for s, _ in ticks)
                        size = m.new_int_var(0, horizon, "")
                        on[resource].append(m.new_optional_interval_var(at[first], size, at[last + 1], literal, ""))
                for stage, found in enumerate(lengths):
                    # A stage lasts exactly as long as the slowest chosen resource.
                    ticks = [length * literal for length, literal in found]
                    m.add_max_equality(at[stage + 1] - at[stage], [*ticks, 0])
                if before is not None:
                    m.add(at[0] >= before)
                before = at[-1]
                self.start.append(at[0])
                self.end.append(at[-1])
                self.chosen.append(picks)
            if before is not None:
                m.add(makespan >= before)
        for here in on:
            m.add_no_overlap(here)
        m.minimize(makespan)


class Trace(cp_model.CpSolverSolutionCallback):
    def __init__(self, began):
        super().__init__()
        self.began = began
        self.points = []

    def on_solution_callback(self):
        self.points.append([round(time.perf_counter() - self.began, 3), self.objective_value])


def main():
    problem_path, answer_path, seconds, seed, workers, *parameters = sys.argv[1:]
    with open(problem_path, encoding="utf8") as file:
        text = file.read()
    problem = json.loads(text) if text.startswith("{") else None
    began = time.perf_counter()
    answer = {"value": None, "bound": 0, "trace": [], "why": None}
    try:
        model = Staged(text) if problem is None else Model(problem)
        solver = cp_model.CpSolver()
        built = time.perf_counter() - began
        solver.parameters.max_time_in_seconds = max(0.05, float(seconds) - built)
        solver.parameters.num_workers = int(workers)
        solver.parameters.random_seed = int(seed)
        for name, value in (parameter.split("=") for parameter in parameters):
            setattr(solver.parameters, name, int(value))
        trace = Trace(began)
        status = solver.solve(model.m, trace)
        answer["trace"] = trace.points
        answer["bound"] = solver.best_objective_bound
        answer["why"] = solver.status_name(status)
        answer["built"] = round(built, 3)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            answer["value"] = solver.objective_value
            if problem is None:
                answer["helpers"] = [[next(r for r, x in pick if solver.value(x) == 1) for pick in picks] for picks in model.chosen]
            else:
                answer["mode"] = [next(k for k in model.modes(o) if solver.value(model.literal[k]) == 1) for o in range(model.n)]
            answer["start"] = [solver.value(s) for s in model.start]
            answer["end"] = [solver.value(e) for e in model.end]
    except TooLarge as error:
        answer["why"] = f"not modelled: {error}"
    answer["seconds"] = round(time.perf_counter() - began, 3)
    with open(answer_path, "w", encoding="utf8") as file:
        json.dump(answer, file)


main()
