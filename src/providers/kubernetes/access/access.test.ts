/** Ways to sign in, and those that are refused with a reason. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { stringify } from 'yaml';
import { certificates } from '../../../../test/support/kube-api.ts';
import type { KubeApi } from '../../../../test/support/kube-api.ts';
import { OPENSHIFT_WORKLOADS } from '../../../../test/support/kube-api-cluster.ts';
import { KubeClient } from '../wire/client.ts';
import { cluster, connectTo, hear, TOKEN } from '../live.fixture.ts';
import { pluginHeaders } from './credential-plugin.ts';
import { inClusterAccess } from './in-cluster.ts';
import { kubeconfigAccess } from './kubeconfig.ts';
import { readSettings } from './settings.ts';
import { accountOfCertificate, accountOfToken } from './token-account.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const PLAIN = { credentialPlugins: false };

function kubeconfig(cluster: object = {}, user: object = { token: TOKEN }): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'prod',
    contexts: [
      { name: 'prod', context: { cluster: 'c1', user: 'reader', namespace: 'shop' } },
      { name: 'other', context: { cluster: 'c2', user: 'reader' } },
    ],
    clusters: [
      { name: 'c1', cluster: { server: 'https://one.example:6443', ...cluster } },
      { name: 'c2', cluster: { server: 'https://two.example' } },
    ],
    users: [{ name: 'reader', user }],
  });
}

describe('a kubeconfig', () => {
  let api: KubeApi;
  beforeAll(async () => void (api = await cluster()));
  afterAll(() => api.stop());

  it('leads to the cluster of its current context, or of the one that is named', async () => {
    expect(await kubeconfigAccess(kubeconfig(), PLAIN)).toMatchObject({ clusterName: 'c1', namespace: 'shop' });
    const other = await kubeconfigAccess(kubeconfig(), { ...PLAIN, context: 'other' });
    expect(other.server.host).toBe('two.example');
  });

  it('with the certificate in it is all that is needed', async () => {
    const text = kubeconfig({ server: api.address, 'certificate-authority-data': base64(api.caCertificate) });
    const settings = { address: '', caCertificate: '' };
    await using connection = await connectTo(api, { settings, secrets: { kubeconfig: text } });
    expect((await hear(connection)).workloads).toHaveLength(OPENSHIFT_WORKLOADS);
  });

  it('may sign in with a client certificate, whose name is shown', async () => {
    const { cert, key } = certificates().server;
    const user = { 'client-certificate-data': base64(cert), 'client-key-data': base64(key) };
    const access = await kubeconfigAccess(kubeconfig({}, user), PLAIN);
    expect(access).toMatchObject({ account: 'Isthmus test server', trust: { client: { certificate: cert } } });
    expect(await access.headers(false)).toEqual({});
  });

  test.each([
    ['skips the check of certificates', kubeconfig({ 'insecure-skip-tls-verify': true }), /insecure-skip-tls-verify/],
    [
      'names a file for the authority',
      kubeconfig({ 'certificate-authority': '/etc/shadow' }),
      /may not make Isthmus read files/,
    ],
    ['names a file for the token', kubeconfig({}, { 'token-file': '/etc/shadow' }), /may not make Isthmus read files/],
    ['names files for the certificate', kubeconfig({}, { 'client-certificate': 'a', 'client-key': 'b' }), /--flatten/],
    ['goes through a proxy', kubeconfig({ 'proxy-url': 'http://proxy.example' }), /proxy-url/],
    ['checks another name', kubeconfig({ 'tls-server-name': 'x' }), /tls-server-name/],
    ['has a password', kubeconfig({}, { username: 'a', password: 'hunter2' }), /no longer accepted/],
    ['impersonates', kubeconfig({}, { token: 't', as: 'admin' }), /impersonation/],
    ['runs a program', kubeconfig({}, { exec: { command: '/bin/evil', apiVersion: 'v1' } }), /running a program/],
    ['asks a provider', kubeconfig({}, { 'auth-provider': { name: 'gcp' } }), /running a program/],
    ['has no way to sign in', kubeconfig({}, {}), /neither a token nor/],
    ['speaks without TLS', kubeconfig({ server: 'http://one.example' }), /https:/],
    ['holds a password in the address', kubeconfig({ server: 'https://a:hunter2@one.example' }), /must not hold/],
    ['is no YAML', '{"users": [hunter2', /no YAML or JSON/],
    ['is a text', 'hunter2', /no YAML or JSON/],
    ['is a bomb', `a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n`, /no YAML or JSON|current context/],
    ['is huge', `x: ${'y'.repeat(2 * 1024 * 1024)}`, /1 MiB/],
  ])('that %s is refused', async (_name, text, why) => {
    const reading = kubeconfigAccess(text, PLAIN);
    await expect(reading).rejects.toMatchObject({ code: 'IST-2220', message: expect.stringMatching(why) });
    await expect(reading).rejects.not.toThrow(/hunter2/);
  });

  it('that lacks the named context says which it has', async () =>
    expect(kubeconfigAccess(kubeconfig(), { ...PLAIN, context: 'none' })).rejects.toThrow(/prod, other/));

  it('may run its program only when source and process both allow it', async () => {
    const text = kubeconfig(
      {},
      { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', PLUGIN] } },
    );
    await expect(pluginHeaders(text, 'prod', true, false)).rejects.toThrow(/ISTHMUS_CREDENTIAL_PLUGINS=allow/);
    await expect(pluginHeaders(text, 'prod', false, true)).rejects.toThrow(/credentialPlugins/);
    const headers = await pluginHeaders(text, 'prod', true, true);
    expect(await headers(false)).toEqual({ authorization: 'Bearer from-a-program' });
  });

  it('whose program fails says so without its words', async () => {
    const text = kubeconfig(
      {},
      {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: process.execPath,
          args: ['-e', 'throw "hunter2"'],
        },
      },
    );
    const failing = (await pluginHeaders(text, 'prod', true, true))(false);
    await expect(failing).rejects.toMatchObject({ code: 'IST-2203' });
    await expect(failing).rejects.not.toThrow(/hunter2/);
  });
});

const PLUGIN = `console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token: 'from-a-program' } }))`;

describe('the cluster that Isthmus runs in', () => {
  it('is read with the files of the pod, and a token that was replaced is read again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'isthmus-pod-'));
    await using api = await cluster();
    try {
      const { port } = new URL(api.address);
      await writeFile(join(folder, 'token'), 'sha256~the-first-one');
      await writeFile(join(folder, 'ca.crt'), api.caCertificate);
      await writeFile(join(folder, 'namespace'), 'isthmus\n');
      const access = await inClusterAccess({ folder, host: '127.0.0.1', port });
      expect(access).toMatchObject({ namespace: 'isthmus' });
      await writeFile(join(folder, 'token'), TOKEN);
      await using client = new KubeClient(access);
      expect(await client.get('/version')).toMatchObject({ gitVersion: 'v1.31.4' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is none outside a pod', async () => {
    await expect(inClusterAccess({ folder: '/nowhere' })).rejects.toMatchObject({ code: 'IST-2220' });
    await expect(inClusterAccess({ folder: '/nowhere', host: '10.0.0.1' })).rejects.toMatchObject({ code: 'IST-2220' });
  });
});

describe('settings', () => {
  test.each([
    ['nothing', {}, {}, /how to sign in/],
    ['two ways', { inCluster: true }, { token: 't' }, /more than one way/],
    ['a token without an address', {}, { token: 't' }, /address/],
    ['a namespace that is none', { namespaces: ['Shop'] }, { kubeconfig: 'x' }, /namespace/],
  ])('that say %s are refused', (_name, settings, secrets, why) =>
    expect(() => readSettings({ settings, secrets })).toThrow(why),
  );

  it('are read, namespaces sorted and each once', () =>
    expect(
      readSettings({ settings: { namespaces: 'b, a,b', context: 'x' }, secrets: { kubeconfig: 'k' } }),
    ).toMatchObject({
      namespaces: ['a', 'b'],
      context: 'x',
      inCluster: false,
    }));
});

test('accounts are named after what the credential says of itself', () => {
  const claims = Buffer.from(JSON.stringify({ sub: 'system:serviceaccount:isthmus:reader' })).toString('base64url');
  expect(accountOfToken(`e30.${claims}.sig`)).toBe('system:serviceaccount:isthmus:reader');
  for (const opaque of ['sha256~abc', 'a.b.c', '']) expect(accountOfToken(opaque)).toBeUndefined();
  expect(accountOfCertificate('no certificate')).toBeUndefined();
});
