import type { Plan } from '@midstream/factory';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { flowsOf, sitesOf } from './flows.ts';

const WIDTH = 640;
const HEIGHT = 400;
const BOX = { width: 168, height: 58 } as const;
const RING = { x: (WIDTH - BOX.width) / 2 - 6, y: (HEIGHT - BOX.height) / 2 - 8 } as const;
const BEND = 40;
/** Arrows between two sites of one row bend out of it. */
const MARGIN = 12;

type Point = readonly [number, number];

/** Where a line from the middle of a box towards a point leaves the box, a little outside. */
function edgeOf([x, y]: Point, [toX, toY]: Point): Point {
  const [dx, dy] = [toX - x, toY - y];
  const scale = Math.min((BOX.width / 2 + 7) / Math.max(Math.abs(dx), 1e-6), (BOX.height / 2 + 7) / Math.max(Math.abs(dy), 1e-6));
  return [x + dx * scale, y + dy * scale];
}

/** Sites in a ring, arrows as thick as what goes along them, with the number of transfers. The table beside it says the same. */
export function FlowPicture({ plan }: { readonly plan: Plan }) {
  const { say, number } = useSpeech();
  const names = useNames();
  const sites = sitesOf(plan);
  const flows = flowsOf(plan);
  const most = Math.max(1, ...flows.map((flow) => flow.count));
  const at = (site: string): Point => {
    if (sites.length === 1) return [WIDTH / 2, HEIGHT / 2];
    // Two stand side by side; more begin at the top.
    const angle = (sites.indexOf(site) / sites.length) * 2 * Math.PI - (sites.length === 2 ? Math.PI : Math.PI / 2);
    return [WIDTH / 2 + Math.cos(angle) * RING.x, HEIGHT / 2 + Math.sin(angle) * RING.y];
  };
  const tops = sites.map((site) => at(site)[1]);
  const top = Math.min(...tops, HEIGHT) - BOX.height / 2 - MARGIN;
  const bottom = Math.max(...tops, 0) + BOX.height / 2 + MARGIN;
  return (
    <section className="card stack">
      <h2>{say('web.flows')}</h2>
      <svg viewBox={`0 ${top} ${WIDTH} ${bottom - top}`} width="100%" role="img" aria-label={say('web.flows')}>
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="6"
            refY="4"
            markerWidth="14"
            markerHeight="14"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" fill="var(--accent)" />
          </marker>
        </defs>
        {flows.map((flow) => {
          const [from, to] = [at(flow.from), at(flow.to)];
          const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
          // Both ways between two sites bend to their own side.
          const bend: Point = [
            (from[0] + to[0]) / 2 - ((to[1] - from[1]) / length) * BEND,
            (from[1] + to[1]) / 2 + ((to[0] - from[0]) / length) * BEND,
          ];
          const [start, end] = [edgeOf(from, bend), edgeOf(to, bend)];
          const [textX, textY] = [(start[0] + end[0]) / 4 + bend[0] / 2, (start[1] + end[1]) / 4 + bend[1] / 2];
          return (
            <g key={`${flow.from} ${flow.to}`}>
              <title>{`${names.of('sites', flow.from)} → ${names.of('sites', flow.to)}: ${number(flow.count)}`}</title>
              <path
                d={`M${start.join(' ')} Q${bend.join(' ')} ${end.join(' ')}`}
                fill="none"
                stroke="var(--accent)"
                strokeOpacity="0.65"
                strokeWidth={1.5 + (flow.count / most) * 6}
                markerEnd="url(#arrow)"
              />
              <text
                x={textX}
                y={textY + 5}
                fontSize="15"
                fontWeight="600"
                textAnchor="middle"
                fill="var(--ink)"
                stroke="var(--surface)"
                strokeWidth="5"
                paintOrder="stroke"
              >
                {number(flow.count)}
              </text>
            </g>
          );
        })}
        {sites.map((site) => {
          const [x, y] = at(site);
          const corner = { x: x - BOX.width / 2, y: y - BOX.height / 2 };
          return (
            <g key={site}>
              <rect {...corner} {...BOX} rx="9" fill="var(--accent-soft)" stroke="var(--accent)" />
              <foreignObject {...corner} {...BOX}>
                <div className="site-name">{names.of('sites', site)}</div>
              </foreignObject>
            </g>
          );
        })}
      </svg>
    </section>
  );
}
