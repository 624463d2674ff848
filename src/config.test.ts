import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultHome, readConfig } from './config.ts';

describe('configuration', () => {
  it('has a safe default for everything', () => {
    expect(readConfig({ HOME: '/home/ada', XDG_DATA_HOME: '/data' })).toMatchObject({
      home: '/data/isthmus',
      databaseUrl: undefined,
      listen: { host: '127.0.0.1', port: 8787 },
      databaseIdleSeconds: 30,
      logLevel: 'info',
    });
  });

  it.each([
    { env: { ISTHMUS_PORT: 'http' }, names: 'ISTHMUS_PORT', reason: 'no number' },
    { env: { ISTHMUS_PORT: '70000' }, names: 'ISTHMUS_PORT', reason: 'beyond what ports go to' },
    { env: { ISTHMUS_PORT: '8e3' }, names: 'ISTHMUS_PORT', reason: 'a number nobody means' },
    { env: { DATABASE_URL: 'mysql://host/db' }, names: 'DATABASE_URL', reason: 'another database' },
    { env: { DATABASE_URL: 'host=localhost' }, names: 'DATABASE_URL', reason: 'no address' },
    { env: { ISTHMUS_LOG_LEVEL: 'loud' }, names: 'ISTHMUS_LOG_LEVEL', reason: 'no such level' },
    { env: { ISTHMUS_HOLD_PERCENT: '0' }, names: 'ISTHMUS_HOLD_PERCENT', reason: 'would hold everything' },
    {
      env: { ISTHMUS_DATABASE_IDLE_SECONDS: '0' },
      names: 'ISTHMUS_DATABASE_IDLE_SECONDS',
      reason: 'would stop it at once',
    },
  ])('refuses $env: $reason', ({ env, names }) => {
    expect(() => readConfig(env)).toThrow(
      expect.objectContaining({ code: 'IST-7002', message: expect.stringContaining(names) }),
    );
  });

  it('takes lists apart at commas, and makes the key file absolute', () => {
    const env = { ISTHMUS_PROVIDERS: 'one, ./two ,', ISTHMUS_SECRET_REFERENCES: 'env:S_', ISTHMUS_KEY_FILE: 'keys' };
    expect(readConfig(env)).toMatchObject({
      providers: ['one', './two'],
      secretReferences: ['env:S_'],
      keyFile: path.resolve('keys'),
      holdPercent: 50,
    });
  });

  it('names every variable that is wrong, once', () => {
    expect(() => readConfig({ ISTHMUS_PORT: 'x', ISTHMUS_LOG_LEVEL: 'y' })).toThrow(
      'ISTHMUS_PORT, ISTHMUS_LOG_LEVEL are not valid',
    );
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ ISTHMUS_PORT: '', DATABASE_URL: '' })).toMatchObject({
      listen: { port: 8787 },
      databaseUrl: undefined,
    });
  });

  it('makes a relative data folder absolute', () => {
    expect(readConfig({ ISTHMUS_HOME: 'here' }).home).toBe(path.resolve('here'));
  });

  it.each([
    {
      platform: 'win32' as const,
      env: { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
      home: 'C:\\Users\\ada\\AppData\\Local\\Isthmus',
    },
    { platform: 'linux' as const, env: { XDG_DATA_HOME: '/x' }, home: '/x/isthmus' },
  ])('keeps data where $platform keeps it', ({ platform, env, home }) => {
    expect(defaultHome(env, platform)).toBe(home);
  });

  it('keeps data below the home folder where the platform names no other place', () => {
    expect(defaultHome({}, 'linux')).toMatch(/\/\.local\/share\/isthmus$/);
    expect(defaultHome({}, 'darwin')).toMatch(/\/Library\/Application Support\/Isthmus$/);
  });
});
