import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import type { Schedule, Solver, SolverStatus } from '@midstream/engine';
import { createSolver } from '@midstream/engine';
import type { FromWorker, ToWorker, WorkerStart } from '../messages/messages.ts';

/** Improvements are posted at most this often. */
const POST_EVERY_MS = 50;
/** A slice should last about this long, so that a stop is seen in time. */
const SLICE_MS = 4;
/** Steps mode: workers meet and exchange their best after so many steps. */
const MILESTONE_STEPS = 20_000;
const FIRST_SLICE = 50;

const port = parentPort;
if (port === null) throw new Error('this module is a worker and cannot be run by itself');
// A thread may be started long before there is a problem.
const start = await new Promise<WorkerStart>((resolve) => port.once('message', resolve));
const worker = start.options.worker ?? 0;
const solver = createSolver(start.problem, start.options);
const now = (): number => performance.timeOrigin + performance.now();
const stopped = (): boolean => Atomics.load(start.control, 0) === 1;
const post = (message: FromWorker): void => port.postMessage(message);

let shown = 0;

if (start.steps === undefined) runByTime(solver, start.deadline ?? Number.POSITIVE_INFINITY);
else await runBySteps(solver, start.steps);

function runByTime(solver: Solver, deadline: number): void {
  let status: SolverStatus = 'running';
  let posted = 0;
  let postedAt = Number.NEGATIVE_INFINITY;
  let slice = FIRST_SLICE;
  let steps = 0;
  const total = Math.max(1, deadline - start.began);
  while (status === 'running' && !stopped()) {
    const before = now();
    // A complete schedule is worth more than punctuality: stop only once there is one.
    if (before >= deadline && solver.best() !== undefined) break;
    status = solver.step(slice, Math.min(1, (before - start.began) / total));
    steps += slice;
    const after = now();
    slice = Math.max(1, Math.min(slice * 2, Math.round((slice * SLICE_MS) / Math.max(0.05, after - before))));
    const best = solver.best();
    if (best !== undefined && solver.improvements() !== posted && after - postedAt >= POST_EVERY_MS) {
      posted = solver.improvements();
      postedAt = after;
      post({ kind: 'improved', worker, solution: best, bound: solver.bound() });
      tellNews(solver);
    } else if (solver.news !== undefined) tellNews(solver);
    takeOffers(solver);
  }
  post({ kind: 'ended', worker, solution: solver.best(), bound: solver.bound(), status, steps });
}

async function runBySteps(solver: Solver, steps: number): Promise<void> {
  let status: SolverStatus = 'running';
  let done = 0;
  while (done < steps && !stopped()) {
    const until = Math.min(steps, done + MILESTONE_STEPS);
    while (done < until && status === 'running') {
      const slice = Math.min(1000, until - done);
      status = solver.step(slice, done / steps);
      done += slice;
    }
    done = until;
    post({ kind: 'milestone', worker, solution: solver.best(), bound: solver.bound(), status, steps: done, news: newsOf(solver) });
    await new Promise<void>((resolve) => {
      const listen = (message: ToWorker): void => {
        if (message.kind === 'offer') for (const schedule of message.schedules) solver.offer(schedule);
        else {
          port?.off('message', listen);
          resolve();
        }
      };
      port?.on('message', listen);
    });
  }
  while (solver.best() === undefined && status === 'running') status = solver.step(1000, 1);
  post({ kind: 'ended', worker, solution: solver.best(), bound: solver.bound(), status, steps: done });
}

/** What the others should see: what the solver says, or its best where it says nothing of the kind. */
function newsOf(solver: Solver): readonly Schedule[] {
  if (solver.news !== undefined) return solver.news();
  const best = solver.best();
  if (best === undefined || solver.improvements() === shown) return [];
  shown = solver.improvements();
  return [best.schedule];
}

function tellNews(solver: Solver): void {
  const schedules = newsOf(solver);
  if (schedules.length > 0) post({ kind: 'news', worker, schedules });
}

function takeOffers(solver: Solver): void {
  if (port === null) return;
  for (let message = receiveMessageOnPort(port); message !== undefined; message = receiveMessageOnPort(port)) {
    const offer = message.message as ToWorker;
    if (offer.kind === 'offer') for (const schedule of offer.schedules) solver.offer(schedule);
  }
}
