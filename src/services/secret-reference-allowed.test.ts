import { execFile } from 'node:child_process';
import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testConfig } from '../../test/support/database.ts';
import { installationOf } from './installation.ts';
import { checkReference, resolveReference } from './secret-reference.ts';
import type { Resolving } from './secret-reference.ts';
import { allowedBy } from './secret-reference-allowed.ts';

let folder: string;
let home: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-allowed-'));
  home = path.join(folder, 'home');
  await mkdir(home);
  await mkdir(path.join(folder, 'given'));
  await writeFile(path.join(home, 'secrets.key'), 'the master key');
  await writeFile(path.join(folder, 'own.key'), 'another master key');
  await writeFile(path.join(folder, 'elsewhere'), 'not given');
  await writeFile(path.join(folder, 'given', 'password'), 'given');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function resolving(allowed?: readonly string[], variables: Record<string, string> = {}): Resolving {
  const keys = { key: undefined, keyFile: path.join(folder, 'own.key'), home };
  return { installation: { variables, secretReferences: allowed, keys } };
}

const refused = { code: expect.stringMatching(/^IST-222[04]$/) };
const REFUSED = expect.objectContaining({ code: 'IST-2220' });

describe('a file that is named', () => {
  it.each([
    '/proc/self/environ',
    '/proc/self/cmdline',
    '//proc/self/environ',
    '/tmp/../proc/1/maps',
    '/dev/zero',
    '/sys/x',
  ])('is not %s', (file) => expect(() => checkReference(`file:${file}`, undefined)).toThrow(REFUSED));

  it('does not lead to the master key by a link of any kind', async () => {
    const ways = { key: path.join(home, 'secrets.key'), own: path.join(folder, 'own.key'), home };
    for (const [name, target] of Object.entries(ways)) await symlink(target, path.join(folder, 'given', name));
    await link(ways.key, path.join(folder, 'given', 'hard'));
    await symlink('/proc/self/environ', path.join(folder, 'given', 'environ'));
    for (const way of ['key', 'own', 'home/secrets.key', 'hard', 'environ'])
      for (const allowed of [undefined, [`file:${folder}/given/`]])
        await expect(resolveReference(`file:${folder}/given/${way}`, resolving(allowed)), way).rejects.toMatchObject(
          refused,
        );
  });

  it('is where it really is, not where its path seems to lead', async () => {
    const allowed = [`file:${folder}/given/`];
    await symlink(path.join(folder, 'elsewhere'), path.join(folder, 'given', 'out'));
    await symlink(path.join(folder, 'given', 'password'), path.join(folder, 'given', 'current'));
    await expect(resolveReference(`file:${folder}/given/out`, resolving(allowed))).rejects.toMatchObject(refused);
    expect(await resolveReference(`file:${folder}/given/current`, resolving(allowed))).toBe('given');
    await symlink(path.join(folder, 'given'), path.join(folder, 'by-link'));
    const byLink = resolving([`file:${folder}/by-link/`]);
    expect(await resolveReference(`file:${folder}/by-link/password`, byLink)).toBe('given');
  });

  it('is a regular one of bounded size', async () => {
    await promisify(execFile)('mkfifo', [path.join(folder, 'pipe')]);
    await writeFile(path.join(folder, 'large'), 'x'.repeat(300_000));
    for (const name of ['pipe', 'large', 'given'])
      await expect(resolveReference(`file:${folder}/${name}`, resolving()), name).rejects.toMatchObject({
        code: 'IST-2224',
      });
  });
});

describe('what is allowed', () => {
  it('is little on a server that says nothing, and all on the command line of who owns the data folder', () => {
    const config = testConfig('postgres://x');
    const { secretReferences: server } = installationOf(config);
    const { secretReferences: local } = installationOf(config, { trusted: true });
    for (const reference of ['file:/etc/hostname', 'env:HOME', 'env:SIM_PASSWORD', 'env:MY_ISTHMUS_SECRET_X']) {
      expect(() => checkReference(reference, server), reference).toThrow(REFUSED);
      expect(() => checkReference(reference, local)).not.toThrow();
    }
    for (const reference of ['env:ISTHMUS_SECRET_VC', 'vault:secret/vc#password', 'kubernetes-secret:a/b#c'])
      expect(() => checkReference(reference, server)).not.toThrow();
    const named = installationOf({ ...config, secretReferences: ['env:S_'] }, { trusted: true });
    expect(named.secretReferences).toEqual(['env:S_']);
  });

  it.each([
    'Isthmus_Key',
    'isthmus_key_file',
    'ISTHMUS_TOKEN',
    'pgpassword',
    'AZURE_CLIENT_CERTIFICATE_PASSWORD',
    'aws_secret_access_key',
    'AWS_SESSION_TOKEN',
    'GITHUB_TOKEN',
    'IDENTITY_HEADER',
    '__proto__.x y',
  ])('is never the variable %s', (name) => {
    for (const allowed of [undefined, ['env:']]) expect(() => checkReference(`env:${name}`, allowed)).toThrow(REFUSED);
  });

  it.each([
    'vault:secret/team/../admin#password',
    'vault:secret/team/./x#password',
    'vault:secret/team//x#password',
    'vault:secret/team/%2e%2e/admin#password',
    'vault:secret/team/%2E./admin#password',
    'vault:secret/team/x?version=1#password',
    'vault:secret/teams/x#password',
    'azure-keyvault:https://team.vault.azure.net@other.vault.azure.net/secrets/x',
    'azure-keyvault:https://team.vault.azure.net/secrets/../secrets/x',
    'azure-keyvault:https://team.vault.azure.net/secrets/%2e%2e/secrets/x',
    'azure-keyvault:https://team.vault.azure.net/secrets/x?api-version=1',
    'azure-keyvault:https://team.vault.azure.net/secrets/x#y',
    'azure-keyvault:https://team.vault.azure.net\\@other.vault.azure.net/secrets/x',
    'azure-keyvault:https://team.vault.azure.network.example/secrets/x',
    'kubernetes-secret:team/..#password',
    'kubernetes-secret:teams/x#password',
  ])('is not got round by %s', (reference) => {
    const allowed = ['vault:secret/team', 'azure-keyvault:https://team.vault.azure.net', 'kubernetes-secret:team'];
    expect(() => checkReference(reference, allowed)).toThrow(REFUSED);
  });

  it('ends at a separator', () => {
    expect(allowedBy(['file:/run/secrets'], 'file:/run/secrets/vc')).toBe(true);
    expect(allowedBy(['file:/run/secrets'], 'file:/run/secrets-old/vc')).toBe(false);
    expect(allowedBy(['vault:secret/vc'], 'vault:secret/vc#password')).toBe(true);
    const part = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(part, part, (start, more) => {
        expect(allowedBy([`vault:${start}`], `vault:${start}${more}`)).toBe(false);
        expect(allowedBy([`vault:${start}`], `vault:${start}/${more}`)).toBe(true);
      }),
    );
  });
});
