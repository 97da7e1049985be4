import { describe, expect, it } from 'vitest';
import { plotOf } from './plot.ts';

describe('a plot', () => {
  it('draws a step for every improvement, a key for every line, and stays inside its frame', () => {
    const svg = plotOf('a < b', [
      {
        name: 'one',
        points: [
          [0.1, 8],
          [1, 4],
          [10, 2],
        ],
      },
      { name: 'two', points: [[2, 1]] },
      { name: 'none', points: [] },
    ]);
    expect(svg).toContain('<title>a &lt; b</title>');
    const [first = '', , second = ''] = [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(first.match(/V/g)).toHaveLength(2);
    expect(second.startsWith('M')).toBe(true);
    const numbers = first.match(/\d+\.\d/g)!.map(Number);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(520);
    expect(svg).not.toContain('NaN');
    expect(svg).not.toContain('none</text>');
  });
});
