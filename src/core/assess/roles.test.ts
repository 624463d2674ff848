import { describe, expect, it } from 'vitest';
import { noRole, notWindowsServer } from './roles.ts';

describe('roles', () => {
  it('names those held, in words', () => {
    const facts = { roles: ['domain-controller' as const, 'sql-server' as const, 'virtual-appliance' as const] };
    expect(noRole(['domain-controller', 'sql-server', 'kubernetes-node'], facts)).toEqual({
      outcome: 'fail',
      evidence: 'Role: domain controller, sql-server.',
    });
    expect(noRole(['virtual-appliance'], facts, true)).toEqual({
      outcome: 'fail',
      evidence: 'Role: virtual appliance.',
    });
    expect(noRole(['kubernetes-node'], { roles: ['kubernetes-node'] })).toMatchObject({
      evidence: 'Role: Kubernetes node.',
    });
  });

  it('takes a role as not held only where whoever stated the roles would have told it', () => {
    expect(noRole(['sql-server'], { roles: [] })).toEqual({ outcome: 'pass' });
    expect(noRole(['sql-server'], { roles: [], rolesSeen: ['sql-server'] })).toEqual({ outcome: 'pass' });
    expect(noRole(['sql-server', 'domain-controller'], { roles: [], rolesSeen: ['sql-server'] })).toEqual({
      outcome: 'unknown',
      missing: ['roles'],
      why: 'No source would tell whether it is a sql-server or domain controller.',
    });
    expect(noRole(['sql-server'], {})).toEqual({ outcome: 'unknown', missing: ['roles'] });
    expect(noRole(['sql-server'], { rolesSeen: ['sql-server'] })).toEqual({ outcome: 'unknown', missing: ['roles'] });
  });

  it('lets other facts settle what is open', () => {
    expect(noRole(['sql-server'], {}, true)).toEqual({ outcome: 'pass' });
    expect(noRole(['sql-server'], { roles: [], rolesSeen: [] }, true)).toEqual({ outcome: 'pass' });
  });

  it.each([
    [{ family: 'linux' as const }, true],
    [{ family: 'windows' as const }, false],
    [{ family: 'windows' as const, id: 'windows-11-24h2' }, true],
    [{ id: 'windows-8.1' }, true],
    [{ id: 'windows-xp' }, true],
    [{ id: 'windows-server-2019' }, false],
    [{ id: 'windows-100' }, false],
    [{ id: 'old-windows-7' }, false],
    [{}, false],
    [undefined, false],
  ])('%j is known not to be Windows Server: %s', (os, known) => {
    expect(notWindowsServer(os)).toBe(known);
  });
});
