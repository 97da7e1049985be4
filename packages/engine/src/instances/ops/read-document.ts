/** A machine of the printing shop; times in ticks. */
export interface PrintResource {
  readonly id: number;
  /** Setup when the next job is smaller than the one before, and when it is larger. */
  readonly smaller: number;
  readonly larger: number;
  readonly color: number;
  readonly varnish: number;
  /** Spans [start, end) in which it is open, in order, at least one. */
  readonly open: readonly (readonly [number, number])[];
}

export interface PrintOperation {
  readonly id: number;
  /** -1 = free */
  readonly starting: number;
  readonly release: number;
  /** Share after which successors may start, in (0, 1]. */
  readonly overlap: number;
  readonly size: number;
  readonly color: number;
  readonly varnish: number;
  readonly ways: readonly { readonly resource: number; readonly duration: number }[];
  readonly successors: readonly number[];
}

export interface PrintDocument {
  readonly resources: readonly PrintResource[];
  /** [job][place] */
  readonly jobs: readonly (readonly PrintOperation[])[];
}

/** Reads and checks the JSON of a printing shop. @throws Error naming the place of what cannot be right. */
export function readDocument(text: string): PrintDocument {
  const root = fieldsOf(JSON.parse(text), 'the document');
  return {
    resources: listOf(root, 'resources', 'the document').map((each, i) => readResource(each, `resource ${i}`)),
    jobs: listOf(root, 'jobs', 'the document').map((job, j) =>
      listOf(fieldsOf(job, `job ${j}`), 'topology', `job ${j}`).map((each, i) => readOperation(each, `operation ${i} of job ${j}`)),
    ),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function readResource(value: unknown, where: string): PrintResource {
  const fields = fieldsOf(value, where);
  const [smaller, larger, ...more] = wholesOf(fields, 'setup_size', where);
  if (smaller === undefined || larger === undefined || more.length > 0) throw new Error(`${where}: setup_size is not a pair`);
  const bounds = wholesOf(fields, 'availability', where);
  if (bounds.length % 2 !== 0) throw new Error(`${where}: availability ends with an opening`);
  const open: [number, number][] = [];
  for (let i = 0; i < bounds.length; i += 2) open.push([bounds[i] ?? 0, bounds[i + 1] ?? 0]);
  open.forEach(([start, end], i) => {
    if (end <= start || start <= (open[i - 1]?.[1] ?? -1)) throw new Error(`${where}: its opening ${start} to ${end} is out of order`);
  });
  return {
    id: whole(fields, 'id', where),
    smaller,
    larger,
    color: whole(fields, 'setup_color', where),
    varnish: whole(fields, 'setup_varnish', where),
    open: open.length > 0 ? open : [[0, 1]],
  };
}

function readOperation(value: unknown, where: string): PrintOperation {
  const fields = fieldsOf(value, where);
  const resources = wholesOf(fields, 'resources', where);
  const durations = wholesOf(fields, 'time', where);
  if (resources.length === 0 || resources.length !== durations.length)
    throw new Error(`${where}: ${resources.length} resources have ${durations.length} times`);
  const overlap = fields['overlap'];
  if (typeof overlap !== 'number' || !(overlap > 0 && overlap <= 1)) throw new Error(`${where}: overlap is ${String(overlap)}`);
  return {
    id: whole(fields, 'id', where),
    starting: whole(fields, 'starting', where, -1),
    release: whole(fields, 'release', where),
    overlap,
    size: whole(fields, 'size', where),
    color: whole(fields, 'color', where),
    varnish: whole(fields, 'varnish', where),
    ways: resources.map((resource, i) => ({ resource, duration: durations[i] ?? 0 })),
    // The files spell it so.
    successors: wholesOf(fields, 'sucessors', where),
  };
}

function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where} is no object`);
  return value as Fields;
}

function listOf(fields: Fields, name: string, where: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new Error(`${where}: ${name} is no list`);
  return value;
}

function whole(fields: Fields, name: string, where: string, least = 0): number {
  return checkWhole(fields[name], `${where}: ${name}`, least);
}

function wholesOf(fields: Fields, name: string, where: string): number[] {
  return listOf(fields, name, where).map((value, i) => checkWhole(value, `${where}: ${name} ${i}`, 0));
}

function checkWhole(value: unknown, what: string, least: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > 1_000_000_000)
    throw new Error(`${what} is ${JSON.stringify(value)}, no whole number from ${least}`);
  return value;
}
