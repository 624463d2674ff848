import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../test/support/certificates.ts';
import { checkReference, resolveReference } from './secret-reference.ts';
import type { Resolving } from './secret-reference.ts';
import { fromKeyVault } from './secret-reference-azure.ts';
import { fromKubernetes } from './secret-reference-kubernetes.ts';

const { server, authority } = makeCertificates();
let folder: string;
let caFile: string;
const running: https.Server[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-references-'));
  caFile = path.join(folder, 'ca.pem');
  await writeFile(caFile, authority.cert);
});
afterAll(async () => {
  for (const each of running) {
    each.closeAllConnections();
    each.close();
  }
  await rm(folder, { recursive: true, force: true });
});

async function start(listener: RequestListener): Promise<number> {
  const stub = https.createServer(server, listener);
  running.push(stub);
  await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve));
  return (stub.address() as AddressInfo).port;
}

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

function resolving(variables: Record<string, string | undefined>, allowed?: readonly string[]): Resolving {
  const keys = { key: undefined, keyFile: path.join(folder, 'own.key'), home: path.join(folder, 'home') };
  return { installation: { variables, secretReferences: allowed, keys } };
}

describe('a reference to a variable or a file', () => {
  it('gives what is there, without the line end that editors add', async () => {
    const file = path.join(folder, 'password');
    await writeFile(file, 'two words\n');
    expect(await resolveReference('env:VC_PASSWORD', resolving({ VC_PASSWORD: ' kept ' }))).toBe(' kept ');
    expect(await resolveReference(`file:${file}`, resolving({}))).toBe('two words');
  });

  it('says what is missing', async () => {
    const message = async (reference: string): Promise<string> =>
      resolveReference(reference, resolving({ EMPTY: '' })).then(String, (error: { code: string; message: string }) =>
        [error.code, error.message].join(' '),
      );
    expect(await message('env:NONE')).toMatch(/^IST-2224 .*NONE is not set/);
    expect(await message('env:EMPTY')).toMatch(/^IST-2224 /);
    expect(await message(`file:${folder}/none`)).toMatch(/^IST-2224 .*ENOENT/);
    expect(await message('file:relative')).toMatch(/^IST-2224 .*root/);
  });

  it.each([
    { reference: 'nothing', reason: 'no kind' },
    { reference: 'valt:secret/x#y', reason: 'a misspelt kind' },
    { reference: 'env:', reason: 'no name' },
    { reference: 'env:ISTHMUS_KEY', reason: "this program's own key" },
    { reference: 'env:DATABASE_URL', reason: "this program's own database" },
    { reference: 'env:VAULT_TOKEN', reason: "this program's own token" },
  ])('is refused: $reason', ({ reference }) => {
    expect(() => checkReference(reference, undefined)).toThrow(expect.objectContaining({ code: 'IST-2220' }));
  });

  it('does not lead to the keys and data of Isthmus itself', async () => {
    for (const file of [path.join(folder, 'own.key'), path.join(folder, 'home', 'secrets.key')])
      await expect(resolveReference(`file:${file}`, resolving({}))).rejects.toMatchObject({ code: 'IST-2224' });
    await expect(resolveReference(`file:${folder}/x/../home/secrets.key`, resolving({}))).rejects.toMatchObject({
      code: 'IST-2224',
    });
  });

  it('stays within what the installation allows', async () => {
    const allowed = ['env:SECRET_', `file:${folder}/`];
    expect(await resolveReference('env:SECRET_A', resolving({ SECRET_A: 'a' }, allowed))).toBe('a');
    await expect(resolveReference('env:OTHER', resolving({ OTHER: 'b' }, allowed))).rejects.toMatchObject({
      code: 'IST-2220',
    });
    await expect(resolveReference(`file:${folder}/../passwd`, resolving({}, allowed))).rejects.toMatchObject({
      code: 'IST-2220',
    });
  });
});

describe('a reference to HashiCorp Vault (a stub shaped by its published KV version 2 API)', () => {
  const seen: string[] = [];
  let port: number;
  beforeAll(async () => {
    port = await start((request, response) => {
      seen.push(`${request.method} ${request.url} ${String(request.headers['x-vault-namespace'] ?? '-')}`);
      if (request.url === '/v1/auth/kubernetes/login') {
        void bodyOf(request).then((body) =>
          (body as { role: string; jwt: string }).jwt === 'pod-token'
            ? answer(response, 200, { auth: { client_token: 'from-login' } })
            : answer(response, 403, { errors: ['permission denied'] }),
        );
        return;
      }
      const token = request.headers['x-vault-token'];
      if (token !== 'root' && token !== 'from-login') return answer(response, 403, { errors: ['permission denied'] });
      if (request.url === '/v1/secret/data/vcenter/fra') {
        const data = { data: { password: 'from vault', number: 7 }, metadata: { version: 3 } };
        return answer(response, 200, { request_id: 'x', data });
      }
      answer(response, 404, { errors: [] });
    });
  });
  const variables = (more: Partial<Record<string, string>>): Record<string, string | undefined> => ({
    VAULT_ADDR: `https://127.0.0.1:${port}`,
    VAULT_CACERT: caFile,
    ...more,
  });

  it('is read with a token', async () => {
    const given = variables({ VAULT_TOKEN: 'root', VAULT_NAMESPACE: 'team' });
    expect(await resolveReference('vault:secret/vcenter/fra#password', resolving(given))).toBe('from vault');
    expect(seen.at(-1)).toBe('GET /v1/secret/data/vcenter/fra team');
    expect(await resolveReference('vault:secret/data/vcenter/fra#password', resolving(given))).toBe('from vault');
  });

  it('is read as the pod that Isthmus runs in', async () => {
    const jwt = path.join(folder, 'jwt');
    await writeFile(jwt, 'pod-token\n');
    const given = variables({ VAULT_ROLE: 'isthmus', VAULT_JWT_FILE: jwt });
    expect(await resolveReference('vault:secret/vcenter/fra#password', resolving(given))).toBe('from vault');
  });

  it.each([
    {
      reason: 'a wrong token',
      more: { VAULT_TOKEN: 'bad-token' },
      path: 'secret/vcenter/fra#password',
      says: '403: permission denied',
    },
    { reason: 'nothing there', more: { VAULT_TOKEN: 'root' }, path: 'secret/none#password', says: '404' },
    {
      reason: 'no such field',
      more: { VAULT_TOKEN: 'root' },
      path: 'secret/vcenter/fra#passwort',
      says: 'field "passwort"',
    },
    {
      reason: 'a field that is no text',
      more: { VAULT_TOKEN: 'root' },
      path: 'secret/vcenter/fra#number',
      says: 'no text',
    },
    { reason: 'no way to sign in', more: {}, path: 'secret/vcenter/fra#password', says: 'VAULT_ROLE' },
    {
      reason: 'no field named',
      more: { VAULT_TOKEN: 'root' },
      path: 'secret/vcenter',
      says: 'vault:<engine>/<path>#<field>',
    },
  ])('fails with its reason: $reason', async ({ more, path, says }) => {
    const error = await resolveReference(`vault:${path}`, resolving(variables(more))).catch(
      (refused: Error) => refused,
    );
    expect(error).toMatchObject({ code: 'IST-2224', message: expect.stringContaining(says) });
    expect(String(error)).not.toContain('bad-token');
  });

  it('is not asked when its certificate is not trusted', async () => {
    const before = seen.length;
    const given = { ...variables({ VAULT_TOKEN: 'root' }), VAULT_CACERT: undefined } as unknown as Record<
      string,
      string
    >;
    await expect(resolveReference('vault:secret/vcenter/fra#password', resolving(given))).rejects.toMatchObject({
      code: 'IST-2224',
    });
    expect(seen).toHaveLength(before);
  });
});

describe('a reference to Azure Key Vault (a stub shaped by its published REST API 7.4)', () => {
  it('is read with a token for that vault', async () => {
    const scopes: (string | string[])[] = [];
    const port = await start((request, response) => {
      if (request.headers.authorization !== 'Bearer azure-token') return answer(response, 401, {});
      if (request.url === '/secrets/vc-password?api-version=7.4')
        return answer(response, 200, { value: 'from azure', id: 'https://v.vault.azure.net/secrets/vc-password/1' });
      answer(response, 404, { error: { code: 'SecretNotFound', message: 'A secret with (name/id) x was not found' } });
    });
    const access = {
      credential: {
        getToken: (scope: string | string[]) => {
          scopes.push(scope);
          return Promise.resolve({ token: 'azure-token', expiresOnTimestamp: 0 });
        },
      },
      trust: { caCertificate: authority.cert },
      address: new URL(`https://127.0.0.1:${port}`),
    };
    const at = (name: string) => fromKeyVault(`https://v.vault.azure.net/secrets/${name}`, resolving({}), access);
    expect(await at('vc-password')).toBe('from azure');
    expect(scopes).toEqual(['https://vault.azure.net/.default']);
    await expect(at('other')).rejects.toThrow('404: A secret with');
    const gov = 'https://v.vault.usgovcloudapi.net/secrets/vc-password';
    expect(await fromKeyVault(gov, resolving({}), access)).toBe('from azure');
    expect(scopes.at(-1)).toBe('https://vault.usgovcloudapi.net/.default');
  });

  it.each([
    'https://evil.example/secrets/x',
    'https://vault.azure.net.evil.example/secrets/x',
    'http://v.vault.azure.net/secrets/x',
    'https://v.vault.azure.net:8443/secrets/x',
    'https://v.vault.azure.net/keys/x',
    'v.vault.azure.net/secrets/x',
  ])('gives no token to %s', async (address) => {
    const credential = { getToken: () => Promise.reject(new Error('was asked for a token')) };
    await expect(fromKeyVault(address, resolving({}), { credential })).rejects.toThrow(/it is written|goes on with/);
  });
});

describe('a reference to a Kubernetes Secret (a stub shaped by the published API)', () => {
  it('is read with the service account of the pod', async () => {
    const port = await start((request, response) => {
      if (request.headers.authorization !== 'Bearer sa-token')
        return answer(response, 401, { message: 'Unauthorized' });
      if (request.url === '/api/v1/namespaces/isthmus/secrets/vcenter')
        return answer(response, 200, {
          kind: 'Secret',
          data: { password: Buffer.from('from k8s\n').toString('base64') },
        });
      answer(response, 403, { kind: 'Status', message: 'secrets "other" is forbidden' });
    });
    const token = path.join(folder, 'sa-token');
    await writeFile(token, 'sa-token');
    const given = resolving({ KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(port) });
    const at = (rest: string) => fromKubernetes(rest, given, { token, ca: caFile });
    expect(await at('isthmus/vcenter#password')).toBe('from k8s');
    await expect(at('isthmus/other#password')).rejects.toThrow('403: secrets "other" is forbidden');
    await expect(at('isthmus/vcenter#user')).rejects.toThrow('no key "user"');
    await expect(at('isthmus/../x#user')).rejects.toThrow('it is written');
  });

  it('is refused outside a cluster', async () => {
    await expect(resolveReference('kubernetes-secret:a/b#c', resolving({}))).rejects.toMatchObject({
      code: 'IST-2224',
      message: expect.stringContaining('does not run in a cluster'),
    });
  });
});
