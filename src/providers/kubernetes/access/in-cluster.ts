/** The cluster that Isthmus runs in, by the files every pod has of its service account. */

import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { failure } from '../../../core/errors/registry.ts';
import { addressOf } from './kubeconfig.ts';
import type { KubeconfigAccess } from './kubeconfig.ts';
import { accountOfToken } from './token-account.ts';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

export interface PodSurroundings {
  readonly folder?: string;
  readonly host?: string;
  readonly port?: string;
}

/** The token is read again before it is used: the platform replaces it while we run. Throws IST-2220 outside a pod. */
export async function inClusterAccess(pod: PodSurroundings = {}): Promise<Omit<KubeconfigAccess, 'clusterName'>> {
  const {
    folder = FOLDER,
    host = process.env['KUBERNETES_SERVICE_HOST'],
    port = process.env['KUBERNETES_SERVICE_PORT'] ?? '443',
  } = pod;
  if (host === undefined) throw failure('IST-2220', 'inCluster is set, but Isthmus does not run in a cluster');
  const read = async (name: string): Promise<string> => {
    try {
      return (await readFile(`${folder}/${name}`, 'utf8')).trim();
    } catch (error) {
      throw failure('IST-2220', `the pod has no ${name} of a service account (automountServiceAccountToken)`, {
        cause: error,
      });
    }
  };
  const token = await read('token');
  const namespace = await read('namespace').catch(() => undefined);
  const account = accountOfToken(token);
  return {
    server: addressOf(`https://${isIP(host) === 6 ? `[${host}]` : host}:${port}`),
    trust: { caCertificate: await read('ca.crt') },
    headers: async () => ({ authorization: `Bearer ${await read('token')}` }),
    ...(account !== undefined && { account }),
    ...(namespace !== undefined && { namespace }),
  };
}
