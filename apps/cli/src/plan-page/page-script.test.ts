import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { pageScript } from './page-script.ts';

describe('the page script', () => {
  it('is plain JavaScript without imports, exports or types', () => {
    const script = pageScript();
    expect(() => new Script(`(() => {${script}})`)).not.toThrow();
    expect(script).not.toMatch(/^(import|export) /m);
    expect(script).toContain('async function openPlan()');
  });

  it('declares each module before those that need it at once', () => {
    const script = pageScript();
    expect(script.indexOf('const LIGHT')).toBeLessThan(script.indexOf('function openPlan'));
    expect(script.match(/function openPlan/g)).toHaveLength(1);
  });
});
