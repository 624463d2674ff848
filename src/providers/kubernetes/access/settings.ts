/** What is filled in to connect to a cluster. */

import { failure } from '../../../core/errors/registry.ts';
import type { ConnectRequest, SecretField, SettingField, Settings } from '../../connection.ts';

export const SETTINGS: readonly SettingField[] = [
  {
    name: 'address',
    title: 'Address of the API server',
    help: 'With https and port; taken from the kubeconfig when one is given.',
    type: 'text',
    example: 'https://api.ocp.example.com:6443',
    decidesTrust: true,
  },
  {
    name: 'context',
    title: 'Context',
    help: 'Which context of the kubeconfig is used; its current one when absent.',
    type: 'text',
    decidesTrust: true,
  },
  {
    name: 'caCertificate',
    title: 'Certificate of the authority',
    help: 'PEM that the certificate of the API server is checked against; absent: the kubeconfig’s, else the authorities this machine trusts.',
    type: 'text',
    multiline: true,
    decidesTrust: true,
  },
  {
    name: 'thumbprint',
    title: 'Thumbprint',
    help: 'SHA-256 of the server’s own certificate, when it is to be trusted by that alone.',
    type: 'text',
    decidesTrust: true,
  },
  {
    name: 'inCluster',
    title: 'This cluster',
    help: 'Read the cluster that Isthmus itself runs in, with its own service account.',
    type: 'boolean',
    decidesTrust: true,
  },
  {
    name: 'namespaces',
    title: 'Namespaces',
    help: 'Only these are read; all that may be seen when absent.',
    type: 'list',
    example: 'shop,payments',
  },
  {
    name: 'systemNamespaces',
    title: 'System namespaces',
    help: 'Whether container workloads of the platform itself (kube-*, openshift-*) are listed too; no when absent.',
    type: 'boolean',
  },
  {
    name: 'clusterName',
    title: 'Name of the cluster',
    help: 'Taken from OpenShift or from the kubeconfig when absent.',
    type: 'text',
    example: 'ocp-fra',
  },
  {
    name: 'credentialPlugins',
    title: 'Credential plugins',
    help: 'Whether the program that a kubeconfig names for signing in may be run on this machine. Needs ISTHMUS_CREDENTIAL_PLUGINS=allow in the environment as well, since a kubeconfig could name any program.',
    type: 'boolean',
    decidesTrust: true,
  },
];

export const SECRETS: readonly SecretField[] = [
  {
    name: 'token',
    title: 'Token',
    help: 'Of a service account with the read-only role.',
    multiline: true,
  },
  {
    name: 'kubeconfig',
    title: 'Kubeconfig',
    help: 'In place of address and token; with its certificates and keys in it (kubectl config view --raw --flatten --minify).',
    multiline: true,
  },
];

export interface KubernetesSettings {
  readonly address?: string;
  readonly context?: string;
  readonly caCertificate?: string;
  readonly thumbprint?: string;
  readonly inCluster: boolean;
  readonly namespaces: readonly string[];
  readonly systemNamespaces: boolean;
  readonly clusterName?: string;
  readonly credentialPlugins: boolean;
}

const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** Throws IST-2220 for a combination that says nothing or too much. */
export function readSettings({ settings, secrets }: Pick<ConnectRequest, 'settings' | 'secrets'>): KubernetesSettings {
  const namespaces = listOf(settings, 'namespaces');
  const wrong = namespaces.find((name) => !NAMESPACE.test(name));
  if (wrong !== undefined) throw failure('IST-2220', `"${wrong}" is not the name of a namespace`);
  const inCluster = settings['inCluster'] === true;
  const ways = [inCluster, secrets['kubeconfig'] !== undefined, secrets['token'] !== undefined].filter(Boolean).length;
  if (ways !== 1) {
    throw failure(
      'IST-2220',
      ways === 0
        ? 'nothing says how to sign in: give a kubeconfig, or an address and a token, or inCluster'
        : 'more than one way to sign in: give either a kubeconfig, or an address and a token, or inCluster',
    );
  }
  if (secrets['token'] !== undefined && textOf(settings, 'address') === undefined) {
    throw failure('IST-2220', 'a token needs the address of its API server (setting address)');
  }
  return {
    ...optional(settings, 'address'),
    ...optional(settings, 'context'),
    ...optional(settings, 'caCertificate'),
    ...optional(settings, 'thumbprint'),
    ...optional(settings, 'clusterName'),
    inCluster,
    namespaces,
    systemNamespaces: settings['systemNamespaces'] === true,
    credentialPlugins: settings['credentialPlugins'] === true,
  };
}

function textOf(settings: Settings, name: string): string | undefined {
  const value = settings[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function optional<K extends string>(settings: Settings, name: K): { readonly [P in K]?: string } {
  const value = textOf(settings, name);
  return (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: string };
}

function listOf(settings: Settings, name: string): readonly string[] {
  const value = settings[name];
  const list = Array.isArray(value) ? (value as readonly string[]) : typeof value === 'string' ? value.split(',') : [];
  return [...new Set(list.map((one) => one.trim()).filter((one) => one !== ''))].sort();
}
