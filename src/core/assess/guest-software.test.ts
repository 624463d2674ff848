import { describe, expect, it } from 'vitest';
import { noneInstalled } from './guest-software.ts';

const wanted = { software: /veeam/i, services: /^mssql/i, features: /^DHCP$/ };
const nothing = { software: [], guestServices: [], guestFeatures: [] };

describe('what is inside a guest', () => {
  it('names all that is found, each once', () => {
    const facts = {
      software: [{ name: 'Veeam Agent' }, { name: 'Veeam Agent' }, { name: 'nginx' }],
      guestServices: [
        { name: 'MSSQLSERVER', state: 'running' as const },
        { name: 'sshd', state: 'running' as const },
      ],
      guestFeatures: ['DHCP', 'DNS'],
    };
    const found = { outcome: 'fail', evidence: 'Found in the guest: Veeam Agent, MSSQLSERVER, DHCP.' };
    expect(noneInstalled(facts, wanted)).toEqual(found);
    expect(noneInstalled(facts, wanted, true)).toEqual(found);
  });

  it('looks only where it is asked to', () => {
    const facts = { software: [{ name: 'DHCP' }], guestFeatures: ['DHCP'] };
    expect(noneInstalled(facts, { features: /DHCP/ })).toMatchObject({ evidence: 'Found in the guest: DHCP.' });
    expect(noneInstalled({ guestFeatures: [] }, { features: /DHCP/ })).toEqual({ outcome: 'pass' });
    expect(noneInstalled({ software: [] }, { software: /x/ })).toEqual({ outcome: 'pass' });
    expect(noneInstalled({ guestServices: [] }, { services: /x/ })).toEqual({ outcome: 'pass' });
  });

  it('passes when every list is there and holds none', () => {
    expect(noneInstalled(nothing, wanted)).toEqual({ outcome: 'pass' });
  });

  it('asks for the lists that nobody stated', () => {
    expect(noneInstalled({}, wanted)).toEqual({
      outcome: 'unknown',
      missing: ['software', 'guestServices', 'guestFeatures'],
      why: 'No source looked there inside the guest.',
    });
    expect(noneInstalled({ ...nothing, software: undefined }, wanted)).toMatchObject({ missing: ['software'] });
    expect(noneInstalled({}, wanted, true)).toEqual({ outcome: 'pass' });
  });

  it('counts a service only while it runs, and asks whether it does', () => {
    const service = (state?: 'running' | 'stopped') => ({
      ...nothing,
      guestServices: [{ name: 'sshd' }, state === undefined ? { name: 'mssql' } : { name: 'mssql', state }],
    });
    expect(noneInstalled(service('stopped'), wanted)).toEqual({ outcome: 'pass' });
    expect(noneInstalled(service('running'), wanted)).toMatchObject({ outcome: 'fail' });
    expect(noneInstalled(service(), wanted)).toMatchObject({ outcome: 'unknown', missing: ['guestServices[].state'] });
    expect(noneInstalled(service(), wanted, true)).toEqual({ outcome: 'pass' });
  });
});
