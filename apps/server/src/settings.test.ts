import { describe, expect, it } from 'vitest';
import { Refused } from './refused.ts';
import { settingsFrom } from './settings.ts';

function wrongIn(env: Readonly<Record<string, string>>): (readonly [unknown, unknown])[] {
  try {
    settingsFrom(env);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.findings.map(({ code, params }) => {
      expect(code).toBe('server.setting-wrong');
      return [params['name'], params['value']];
    });
  }
  return [];
}

describe('settings', () => {
  it('have a default each, and what is empty is as good as absent', () => {
    const usual = settingsFrom({});
    expect(usual).toMatchObject({ host: '127.0.0.1', port: 8080, workers: 1, trustProxy: 0, requestsPerMinute: 3000, logLevel: 'info' });
    expect(settingsFrom({ PORT: '', DATABASE_URL: ' ', MIDSTREAM_WORKERS: '', MIDSTREAM_OIDC_ISSUER: '' })).toEqual(usual);
  });

  it.each([
    ['PORT', ['http', '70000', '-1', '80.5', '8e3']],
    ['MIDSTREAM_WORKERS', ['-3', 'two', '1000', '1.5', 'NaN']],
    ['MIDSTREAM_THREADS', ['0', 'many']],
    ['MIDSTREAM_REQUESTS_PER_MINUTE', ['0', 'unlimited']],
    ['MIDSTREAM_TRUST_PROXY', ['yes', '-1', '10.0.0.1']],
    ['MIDSTREAM_WEBHOOKS_PRIVATE', ['1', 'TRUE']],
    ['MIDSTREAM_LOG', ['verbose']],
  ])('refuse a %s nobody can have meant, instead of going on with something else', (name, values) => {
    for (const value of values) expect(wrongIn({ [name]: value })).toEqual([[name, value]]);
  });

  it('are refused all at once, so that one start tells what is wrong', () => {
    expect(wrongIn({ PORT: 'x', MIDSTREAM_LOG: 'x', MIDSTREAM_WORKERS: 'x' }).map(([name]) => name)).toEqual([
      'PORT',
      'MIDSTREAM_WORKERS',
      'MIDSTREAM_LOG',
    ]);
  });

  it('never repeat an address of a database, which holds its password', () => {
    expect(wrongIn({ DATABASE_URL: 'midstream:hidden@db/plant' })).toEqual([['DATABASE_URL', '…']]);
    expect(settingsFrom({ DATABASE_URL: 'postgres://%2Frun%2Fpostgresql/plant' }).databaseUrl).toBe('postgres://%2Frun%2Fpostgresql/plant');
  });

  it('of single sign-on belong together', () => {
    const issuer = 'https://id.plant.example';
    expect(wrongIn({ MIDSTREAM_OIDC_ISSUER: issuer }).map(([name]) => name)).toEqual([
      'MIDSTREAM_OIDC_CLIENT_ID',
      'MIDSTREAM_OIDC_CLIENT_SECRET',
    ]);
    const client = { MIDSTREAM_OIDC_CLIENT_ID: 'midstream', MIDSTREAM_OIDC_CLIENT_SECRET: 'secret' };
    expect(settingsFrom({ MIDSTREAM_OIDC_ISSUER: issuer, ...client }).signOn).toMatchObject({ issuer, name: 'id.plant.example' });
    expect(wrongIn({ MIDSTREAM_OIDC_ISSUER: issuer, ...client, MIDSTREAM_OIDC_ROLES: 'it=plant:wizard' })).toHaveLength(1);
  });

  it('count the proxies in front: true is one', () => {
    expect(['true', 'false', '2', '0'].map((text) => settingsFrom({ MIDSTREAM_TRUST_PROXY: text }).trustProxy)).toEqual([1, 0, 2, 0]);
  });
});
