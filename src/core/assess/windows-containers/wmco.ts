/** Preconditions of the Windows Machine Config Operator, each with what would answer it (W3). */

import type { Catalog } from '../../catalog/catalog.ts';
import { versionKey } from '../../model/version-key.ts';
import { fails, open, passes } from './check-answer.ts';
import type { CheckAnswer } from './check-answer.ts';
import { anyPlatform, wmcoPlatform, wmcoRule } from './wmco-catalog.ts';
import type { WmcoFacts } from './wmco-facts.ts';
import { windowsNodeAnswers } from './wmco-nodes.ts';

const ASK = {
  openshift: 'the version of the cluster: connect the cluster, or set it in its source',
  infrastructure: 'what the cluster stands on: connect it, or sites.yaml settings.infrastructure',
  wmco: 'the operators of the cluster: connect it with the right to list ClusterServiceVersions',
  installation: 'sites.yaml settings.installation: ipi or upi',
  hybridNetwork: 'sites.yaml settings.hybridNetwork: yes or no',
  vxlanPort: 'sites.yaml settings.vxlanPort: a port, or default',
  nics: 'sites.yaml settings.windowsNics: number of adapters of a Windows node',
  trunk: 'sites.yaml settings.windowsTrunk: yes or no',
  hugePages: 'sites.yaml settings.windowsHugePages: yes or no',
  language: 'sites.yaml settings.windowsLanguage, such as en-US',
  subscription: 'sites.yaml settings.windowsSubscription: yes or no',
} as const;

/** In the order they are read: platform, versions, network, nodes, what runs on them, licence. */
export function wmcoPreconditions(catalog: Catalog, facts: WmcoFacts): readonly CheckAnswer[] {
  return [
    platformAnswer(catalog, facts),
    operatorAnswer(catalog, facts),
    installationAnswer(catalog, facts),
    hybridAnswer(catalog, facts),
    vxlanAnswer(catalog, facts),
    ...windowsNodeAnswers(catalog, facts),
    ...limitAnswers(catalog, facts),
    subscriptionAnswer(catalog, facts),
  ];
}

function platformAnswer(catalog: Catalog, { infrastructure, openshift }: WmcoFacts): CheckAnswer {
  const rule = { id: 'wmco.platform', record: anyPlatform(catalog) };
  if (infrastructure === undefined) {
    return open(rule, 'What the cluster stands on is not known.', [ASK.infrastructure]);
  }
  const row = wmcoPlatform(catalog, infrastructure);
  if (row === undefined) return fails(rule, `${infrastructure} is no platform that takes Windows nodes.`);
  const asked = { id: rule.id, record: row };
  const needs = `${infrastructure} takes Windows nodes from OpenShift ${row.minOpenShift} on`;
  if (openshift === undefined) return open(asked, `${needs}; the version is not known.`, [ASK.openshift]);
  return versionKey(openshift) >= versionKey(row.minOpenShift)
    ? passes(asked, `${needs}; the cluster has ${openshift}.`)
    : fails(asked, `${needs}; the cluster has ${openshift}.`);
}

/** From 10.15 on the operator carries the minor version of OpenShift as its own. */
const SAME_MINOR_FROM = '10.15';

function operatorAnswer(catalog: Catalog, { wmco, infrastructure, openshift }: WmcoFacts): CheckAnswer {
  const row = infrastructure === undefined ? undefined : wmcoPlatform(catalog, infrastructure);
  const asked = { id: 'wmco.operator', record: row ?? anyPlatform(catalog) };
  if (wmco === null) return fails(asked, 'The Windows Machine Config Operator is not installed.');
  if (wmco === undefined) return open(asked, 'Whether the operator is installed is not known.', [ASK.wmco]);
  if (row !== undefined && versionKey(wmco) < versionKey(row.minWmco)) {
    return fails(asked, `WMCO ${wmco} is older than ${row.minWmco}, which ${infrastructure ?? ''} needs.`);
  }
  const minor = (text: string): string | undefined => /^\d+\.(\d+)/.exec(text)?.[1];
  if (openshift === undefined)
    return open(asked, `WMCO ${wmco}; the version of the cluster is not known.`, [ASK.openshift]);
  if (versionKey(wmco) >= versionKey(SAME_MINOR_FROM) && minor(wmco) !== minor(openshift)) {
    return fails(asked, `WMCO ${wmco} is for OpenShift 4.${minor(wmco) ?? '?'}; the cluster has ${openshift}.`);
  }
  if (row === undefined)
    return open(asked, `WMCO ${wmco}; the least release depends on the platform.`, [ASK.infrastructure]);
  return passes(asked, `WMCO ${wmco} with OpenShift ${openshift}.`);
}

function installationAnswer(catalog: Catalog, { installation, infrastructure }: WmcoFacts): CheckAnswer {
  const asked = { id: 'wmco.installation', record: wmcoRule(catalog, 'user-provisioned') };
  if (infrastructure?.toLowerCase() === 'none') {
    return passes(asked, 'Platform none takes Windows hosts that are brought along (BYOH).');
  }
  if (installation === undefined) {
    return open(asked, 'Whether the installer made the cluster is not known.', [ASK.installation]);
  }
  if (installation.toLowerCase() === 'ipi') return passes(asked, 'The installer made the cluster.');
  return infrastructure === undefined
    ? open(asked, 'A cluster that people installed takes Windows nodes on platform none only.', [ASK.infrastructure])
    : fails(
        asked,
        `A cluster that people installed takes Windows nodes on platform none only, not on ${infrastructure}.`,
      );
}

function hybridAnswer(catalog: Catalog, { hybridNetwork }: WmcoFacts): CheckAnswer {
  const asked = { id: 'wmco.network.hybrid', record: anyPlatform(catalog) };
  if (hybridNetwork === undefined) {
    return open(asked, 'Whether OVN-Kubernetes was set to hybrid at installation is not known.', [ASK.hybridNetwork]);
  }
  return hybridNetwork
    ? passes(asked, 'OVN-Kubernetes was installed hybrid.')
    : fails(asked, 'OVN-Kubernetes is not hybrid, which can only be set while the cluster is installed: install anew.');
}

function vxlanAnswer(catalog: Catalog, { vxlanPort, infrastructure }: WmcoFacts): CheckAnswer {
  const row = infrastructure === undefined ? undefined : wmcoPlatform(catalog, infrastructure);
  const asked = { id: 'wmco.network.vxlan-port', record: row ?? anyPlatform(catalog) };
  if (row === undefined) {
    return open(asked, 'Whether a port of its own is needed depends on the platform.', [ASK.infrastructure]);
  }
  if (vxlanPort === undefined) return open(asked, 'The port of the hybrid overlay is not known.', [ASK.vxlanPort]);
  const custom = vxlanPort !== 'default' && vxlanPort !== '4789';
  if (row.network.includes('custom VXLAN port')) {
    return custom
      ? passes(asked, `Port ${vxlanPort}, as ${row.platform} needs.`)
      : fails(asked, `${row.platform} needs a VXLAN port other than 4789, set while the cluster is installed.`);
  }
  return passes(asked, custom ? `Port ${vxlanPort}: nodes must be Windows Server 2022.` : 'The default port.');
}

interface Limit {
  readonly id: string;
  readonly value: boolean | undefined;
  readonly unknown: string;
  readonly good: string;
  readonly bad: string;
  readonly ask: string;
}

function limitAnswers(catalog: Catalog, facts: WmcoFacts): readonly CheckAnswer[] {
  const limits: readonly Limit[] = [
    {
      id: 'wmco.nodes.one-nic',
      value: facts.nics === undefined ? undefined : facts.nics === 1,
      unknown: 'The number of adapters of the Windows nodes is not known.',
      good: 'One adapter per Windows node.',
      bad: `${facts.nics ?? ''} adapters per Windows node: only one is supported.`,
      ask: ASK.nics,
    },
    {
      id: 'wmco.nodes.no-trunk',
      value: facts.trunk === undefined ? undefined : !facts.trunk,
      unknown: 'Whether Windows nodes hang on trunk ports is not known.',
      good: 'Access ports.',
      bad: 'Windows nodes hang on trunk ports, which is not supported: use access ports.',
      ask: ASK.trunk,
    },
    {
      id: 'wmco.pods.no-huge-pages',
      value: facts.hugePages === undefined ? undefined : !facts.hugePages,
      unknown: 'Whether Windows pods ask for huge pages is not known.',
      good: 'No huge pages.',
      bad: 'Windows pods have no huge pages.',
      ask: ASK.hugePages,
    },
    {
      id: 'wmco.nodes.language',
      value: facts.language === undefined ? undefined : facts.language.toLowerCase() === 'en-us',
      unknown: 'The language of the Windows nodes is not known.',
      good: 'en-US.',
      bad: `${facts.language ?? ''}: Windows nodes must be en-US.`,
      ask: ASK.language,
    },
  ];
  const record = wmcoRule(catalog, 'dual NIC');
  return limits.map(({ id, value, unknown: words, good, bad, ask }) => {
    const asked = { id, record };
    if (value === undefined) return open(asked, words, [ask]);
    return value ? passes(asked, good) : fails(asked, bad);
  });
}

function subscriptionAnswer(catalog: Catalog, { subscription }: WmcoFacts): CheckAnswer {
  const asked = { id: 'wmco.subscription', record: anyPlatform(catalog) };
  if (subscription === undefined) {
    return open(asked, 'Whether the support for Windows Containers is subscribed to is not known.', [ASK.subscription]);
  }
  return subscription
    ? passes(asked, 'Support for Windows Containers is subscribed to.')
    : fails(asked, 'Windows nodes need a subscription of their own beside OpenShift.');
}
