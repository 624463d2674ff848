import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuestService } from '../../model/workload.ts';
import { candidateOf } from './candidate.ts';
import type { CandidateFacts } from './candidate.ts';

const WINDOWS = { family: 'windows' } as const;
const LINUX = { family: 'linux' } as const;
const service = (name: string, more: Partial<GuestService> = {}): GuestService => ({
  name,
  state: 'running',
  startMode: 'automatic',
  ...more,
});

const kinds = (facts: CandidateFacts): readonly string[] =>
  candidateOf(facts).parts.map(({ kind, name }) => `${kind} ${name}`);

describe('what runs in a machine', () => {
  it('is not known from a platform that looks at the machine from outside', () => {
    expect(candidateOf({ os: WINDOWS })).toMatchObject({ verdict: 'unknown', missing: ['guestServices', 'webSites'] });
    expect(candidateOf({ os: LINUX })).toMatchObject({ verdict: 'unknown', missing: ['guestServices'] });
    expect(candidateOf({}).missing).toContain('os.family');
  });

  it.each([
    ['ASP.NET on .NET Framework', { webSites: [{ name: 'Shop', runtime: 'v4.0' }] }, ['aspnet-framework Shop']],
    [
      'ASP.NET Core behind IIS',
      { webSites: [{ name: 'Shop', runtime: 'none' }], dotNetVersions: ['4.8', '8.0.11'] },
      ['dotnet Shop'],
    ],
    ['a site without managed code', { webSites: [{ name: 'Docs', runtime: 'none' }] }, ['iis-site Docs']],
    [
      'a service of its own',
      { guestServices: [service('NordwerkBilling'), service('WinRM'), service('VMTools')] },
      ['windows-service NordwerkBilling'],
    ],
    [
      'a service where .NET was looked for',
      { guestServices: [service('NordwerkBilling')], dotNetVersions: ['4.8'] },
      ['dotnet-framework-service NordwerkBilling'],
    ],
    [
      'a service where .NET 8 is installed',
      { guestServices: [service('NordwerkBilling')], dotNetVersions: ['8.0.11', '4.8'] },
      ['dotnet NordwerkBilling'],
    ],
    ['a copy of a Windows service per user', { guestServices: [service('CDPUserSvc_1a2b3'), service('BITS')] }, []],
    ['a service that somebody starts by hand', { guestServices: [service('Importer', { startMode: 'manual' })] }, []],
    ['a service that does not run', { guestServices: [service('Importer', { state: 'stopped' })] }, []],
  ] as const)('Windows: %s', (_case, facts, wanted) => {
    expect(kinds({ os: WINDOWS, ...facts })).toEqual(wanted);
  });

  it.each([
    ['nginx.service', ['linux-service nginx.service']],
    ['tomcat9', ['linux-service tomcat9']],
    ['kestrel-orders', ['linux-service kestrel-orders']],
    ['postgresql@15-main', ['linux-service postgresql@15-main']],
    ['sshd', []],
    ['chronyd', []],
  ] as const)('Linux: %s', (name, wanted) => {
    expect(kinds({ os: LINUX, guestServices: [service(name)] })).toEqual(wanted);
  });

  it('says what it was told from', () => {
    const facts = {
      os: WINDOWS,
      webSites: [{ name: 'Shop', runtime: 'v4.0', bindings: ['https *:443:shop.example'] }],
    };
    expect(candidateOf(facts).parts[0]?.reason).toBe('IIS site "Shop" with ASP.NET v4.0, on https *:443:shop.example.');
  });

  it('is nothing only when all was looked at', () => {
    const nothing = { guestServices: [service('WinRM')], webSites: [] };
    expect(candidateOf({ os: WINDOWS, ...nothing }).verdict).toBe('no');
    expect(candidateOf({ os: WINDOWS, guestServices: nothing.guestServices }).verdict).toBe('unknown');
    expect(candidateOf({ os: LINUX, guestServices: [] }).verdict).toBe('no');
  });

  it('asks for the state of a service that would count', () => {
    const { verdict, missing } = candidateOf({ os: LINUX, guestServices: [{ name: 'nginx' }, { name: 'sshd' }] });
    expect([verdict, missing]).toEqual(['unknown', ['guestServices[].state']]);
    expect(
      candidateOf({ os: WINDOWS, webSites: [], guestServices: [{ name: 'Billing', state: 'running' }] }).missing,
    ).toEqual(['guestServices[].startMode']);
  });

  it('turns no answer when more becomes known', () => {
    const whole = fc.record({
      os: fc.constantFrom(WINDOWS, LINUX),
      guestServices: fc.array(
        fc.record({
          name: fc.constantFrom('nginx', 'WinRM', 'Billing', 'sshd', 'postgresql'),
          state: fc.constantFrom('running' as const, 'stopped' as const),
          startMode: fc.constantFrom('automatic' as const, 'manual' as const),
        }),
        { maxLength: 3 },
      ),
      webSites: fc.constantFrom([], [{ name: 'Shop', runtime: 'v4.0' }]),
      dotNetVersions: fc.constantFrom([], ['4.8'], ['8.0.1']),
    });
    fc.assert(
      fc.property(whole, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), (facts, drop) => {
        const keep = <T extends object>(value: T, keys: readonly (keyof T)[], from: number): Partial<T> =>
          Object.fromEntries(
            Object.entries(value).filter(([key]) => {
              const at = keys.indexOf(key as keyof T);
              return at === -1 || drop[from + at] !== true;
            }),
          ) as Partial<T>;
        // Which web sites there are is known only where the system is: a Linux machine has none to tell of.
        fc.pre(facts.os.family === 'windows' || facts.webSites.length === 0);
        const poor = {
          ...keep(facts, ['os', 'guestServices', 'webSites', 'dotNetVersions'], 0),
          ...(drop[1] !== true && {
            guestServices: facts.guestServices.map((one) => keep(one, ['state', 'startMode'], 4) as GuestService),
          }),
        };
        const before = candidateOf(poor).verdict;
        if (before !== 'unknown') expect(candidateOf(facts).verdict).toBe(before);
      }),
      { numRuns: 500 },
    );
  });
});
