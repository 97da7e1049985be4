/** A named line through [seconds, percent] points. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

const WIDTH = 520;
const HEIGHT = 260;
const LEFT = 56;
const RIGHT = 110;
const TOP = 34;
const BOTTOM = 40;
/** Told apart by colour-blind readers too, and by their dashes in print. */
const INKS = ['#0b6e4f', '#b3541e', '#3b5ba5', '#8a4f9e', '#555555'];
const DASHES = ['', '6 3', '2 3', '8 3 2 3', '1 2'];

/** An SVG of gaps over time, time in decades, as text. Points of a line are joined by steps: a value holds until it is improved. */
export function plotOf(title: string, lines: readonly Line[]): string {
  const points = lines.flatMap((line) => line.points);
  const last = Math.max(1, ...points.map(([seconds]) => seconds));
  const first = Math.min(0.1, ...points.map(([seconds]) => Math.max(0.01, seconds)));
  const most = niceCeiling(Math.max(0.1, ...points.map(([, gap]) => gap)));
  const x = (seconds: number): number =>
    LEFT + ((Math.log10(Math.max(first, seconds)) - Math.log10(first)) / (Math.log10(last) - Math.log10(first))) * (WIDTH - LEFT - RIGHT);
  const y = (gap: number): number => HEIGHT - BOTTOM - (Math.max(0, gap) / most) * (HEIGHT - TOP - BOTTOM);
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const at = y(share * most).toFixed(1);
    return `<line x1="${LEFT}" y1="${at}" x2="${WIDTH - RIGHT}" y2="${at}" stroke="#dddddd"/>${text(LEFT - 6, Number(at) + 4, 'end', percent(share * most))}`;
  });
  const decades: string[] = [];
  for (let seconds = 10 ** Math.ceil(Math.log10(first) - 1e-9); seconds <= last * 1.001; seconds *= 10)
    decades.push(text(x(seconds), HEIGHT - BOTTOM + 16, 'middle', `${Number(seconds.toPrecision(1))} s`));
  const drawn = lines.map((line, i) => drawLine(line, i, { x, y, last }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11" role="img">`,
    `<title>${escaped(title)}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="18" font-size="13">${escaped(title)}</text>`,
    ...grid,
    ...decades,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

interface Scale {
  readonly x: (seconds: number) => number;
  readonly y: (gap: number) => number;
  readonly last: number;
}

function drawLine({ name, points }: Line, i: number, { x, y, last }: Scale): string {
  const [start] = points;
  if (start === undefined) return '';
  let path = `M${x(start[0]).toFixed(1)} ${y(start[1]).toFixed(1)}`;
  for (const [seconds, gap] of points.slice(1)) path += `H${x(seconds).toFixed(1)}V${y(gap).toFixed(1)}`;
  path += `H${x(last).toFixed(1)}`;
  const ink = INKS[i % INKS.length] ?? '#000000';
  const dash = DASHES[i % DASHES.length] ?? '';
  const key = TOP + 14 * i;
  const style = `fill="none" stroke="${ink}" stroke-width="1.8"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}`;
  return [
    `<path d="${path}" ${style}/>`,
    `<path d="M${WIDTH - RIGHT + 8} ${key}h18" ${style}/>`,
    text(WIDTH - RIGHT + 32, key + 4, 'start', name),
  ].join('');
}

function niceCeiling(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return unit * ([1, 2, 4, 6, 8, 10].find((step) => step * unit >= value) ?? 10);
}
function percent(value: number): string {
  return `${Number(value.toPrecision(3))} %`;
}
function text(x: number, y: number, anchor: string, words: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(words)}</text>`;
}
function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
