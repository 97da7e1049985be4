import { Worker } from 'node:worker_threads';
import { StorageTrouble } from '@midstream/storage';
import { report } from '../codes.ts';
import { Refused } from '../refused.ts';
import type { ThreadAnswer, ThreadAsk, ThreadCall, ThreadReply, ThreadStart } from './messages.ts';
import type { ThreadRoute } from './routes.ts';
import { isSearching } from './routes.ts';

/** Answers routes in threads that keep what they opened: plans, factories, boards. */
export interface Threads {
  /** @throws Refused 503 when the thread was lost on the way, or too many wait */
  answer(route: ThreadRoute, call: ThreadCall): Promise<ThreadReply>;
  /** Starts them all, so that the first to ask does not wait for it. */
  warm(): void;
  figures(): ThreadFigures;
  close(): Promise<void>;
}

interface ThreadFigures {
  readonly running: number;
  readonly busy: number;
  readonly waiting: number;
  /** Since the start. */
  readonly lost: number;
}

export interface ThreadPoolOptions {
  readonly size: number;
  readonly start: ThreadStart;
  readonly onLost: (error: Error, route: ThreadRoute | undefined) => void;
  /** Module the threads run; tests pass one that fails. */
  readonly entry?: URL;
  readonly patienceMilliseconds?: number;
  readonly memoryMegabytes?: number;
}

const ENTRY = new URL('thread.ts', import.meta.url);
/** Heap of one thread: a plan of 10,000 operations takes some 200 MB while it is compiled. */
const MOST_MEGABYTES = 2048;
/** What waits longer has nobody left who waits for it. */
const MOST_WAITING = 200;
/** Longer than any search that can be asked for. */
const PATIENCE_MILLISECONDS = 150_000;

interface Task {
  readonly ask: ThreadAsk;
  readonly workspace: string;
  readonly settle: (answer: ThreadAnswer) => void;
  readonly fail: (error: Error) => void;
}

interface Seat {
  readonly worker: Worker;
  task: Task | undefined;
  limit: NodeJS.Timeout | undefined;
  /** Whose plans it opened last. */
  workspace: string;
}

class ThreadPool implements Threads {
  readonly #options: ThreadPoolOptions;
  readonly #seats = new Set<Seat>();
  readonly #waiting: Task[] = [];
  #lost = 0;
  #asked = 0;
  #isClosing = false;

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
  }

  async answer(route: ThreadRoute, call: ThreadCall): Promise<ThreadReply> {
    if (this.#isClosing || this.#waiting.length >= MOST_WAITING) throw new Refused(503, [report('server.threads-busy')]);
    const { workspace = '' } = (call.params ?? {}) as { workspace?: string };
    const answer = await new Promise<ThreadAnswer>((settle, fail) => {
      this.#waiting.push({ ask: { id: ++this.#asked, route, call }, workspace, settle, fail });
      this.#handOut();
    });
    if (answer.kind === 'reply') return answer.reply;
    if (answer.kind === 'refused') throw new Refused(answer.status, answer.findings, answer.conflict);
    if (answer.kind === 'storage') throw new StorageTrouble(answer.finding, answer.reason);
    const { message, stack, code } = answer;
    throw Object.assign(new Error(message), { stack, code });
  }

  warm(): void {
    while (!this.#isClosing && this.#seats.size < this.#options.size) this.#open();
  }

  figures(): ThreadFigures {
    const busy = [...this.#seats].filter(({ task }) => task !== undefined).length;
    return { running: this.#seats.size, busy, waiting: this.#waiting.length, lost: this.#lost };
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    for (const { fail } of this.#waiting.splice(0)) fail(new Refused(503, [report('server.threads-busy')]));
    await Promise.all([...this.#seats].map(({ worker }) => worker.terminate()));
  }

  #open(): Seat {
    const { entry = ENTRY, start, memoryMegabytes = MOST_MEGABYTES } = this.#options;
    const worker = new Worker(entry, { workerData: start, resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes } });
    const seat: Seat = { worker, task: undefined, limit: undefined, workspace: '' };
    this.#seats.add(seat);
    worker.on('message', (answer: ThreadAnswer) => this.#hear(seat, answer));
    worker.on('error', (error: Error) => this.#lose(seat, error));
    worker.on('exit', (code) => this.#lose(seat, new Error(`thread ended with code ${code}`)));
    return seat;
  }

  /** First come first served, but those who search leave one thread to those who look. */
  #handOut(): void {
    for (let place = 0; place < this.#waiting.length;) {
      const task = this.#waiting[place];
      const seat = task === undefined || this.#isFull(task) ? undefined : this.#seatFor(task);
      if (task === undefined || seat === undefined) {
        place++;
        continue;
      }
      this.#waiting.splice(place, 1);
      seat.task = task;
      seat.workspace = task.workspace;
      seat.limit = setTimeout(() => void seat.worker.terminate(), this.#options.patienceMilliseconds ?? PATIENCE_MILLISECONDS);
      seat.worker.postMessage(task.ask, []);
    }
  }

  #isFull(task: Task): boolean {
    if (!isSearching(task.ask.route)) return false;
    const searching = [...this.#seats].filter((seat) => seat.task !== undefined && isSearching(seat.task.ask.route)).length;
    return searching >= Math.max(1, this.#options.size - 1);
  }

  #seatFor({ workspace }: Task): Seat | undefined {
    const free = [...this.#seats].filter(({ task }) => task === undefined);
    const knowing = free.find((seat) => seat.workspace === workspace) ?? free[0];
    return knowing ?? (this.#seats.size < this.#options.size ? this.#open() : undefined);
  }

  #hear(seat: Seat, answer: ThreadAnswer): void {
    const { task } = seat;
    if (task === undefined || task.ask.id !== answer.id) return;
    clearTimeout(seat.limit);
    seat.task = undefined;
    task.settle(answer);
    this.#handOut();
  }

  /** Out of memory, out of time, or a fault nobody foresaw: whoever waits for it is told, and the next one asked gets a new thread. */
  #lose(seat: Seat, error: Error): void {
    if (!this.#seats.delete(seat)) return;
    clearTimeout(seat.limit);
    const { task } = seat;
    task?.fail(new Refused(503, [report('server.thread-lost')]));
    if (this.#isClosing) return;
    this.#lost++;
    this.#options.onLost(error, task?.ask.route);
    this.#handOut();
  }
}

/** Threads are started when they are first needed. */
export function openThreads(options: ThreadPoolOptions): Threads {
  return new ThreadPool(options);
}
