/** What a virtual machine runs: the guest agent's word, else the name that its template or preference goes by. */

import type { GuestOs, OsFamily } from '../../../core/model/workload.ts';
import { recordAt, stated, textAt, textMapAt } from '../json.ts';
import type { Json } from '../json.ts';
import { architectureOf } from './replica.ts';

/** Short names of libosinfo and of the shipped preferences: "rhel9.4", "windows.2k22.virtio", "centos.stream9". */
const NAMES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^(?:windows|win)\.?2k(\d\d)(?:\.?r2)?/, 'Microsoft Windows Server 20$1'],
  [/^(?:windows|win)\.?(7|8|10|11)\b/, 'Microsoft Windows $1'],
  [/^windows/, 'Microsoft Windows'],
  [/^rhel\.?(\d+(?:\.\d+)?)/, 'Red Hat Enterprise Linux $1'],
  [/^rhel/, 'Red Hat Enterprise Linux'],
  [/^centos[.-]?stream\.?(\d+)/, 'CentOS Stream $1'],
  [/^centos\.?(\d+)/, 'CentOS $1'],
  [/^fedora\.?(\d+)?/, 'Fedora $1'],
  [/^ubuntu\.?(\d\d\.?\d\d)?/, 'Ubuntu $1'],
  [/^debian\.?(\d+)?/, 'Debian $1'],
  [/^sles?\.?(\d+)?/, 'SUSE Linux Enterprise Server $1'],
  [/^opensuse\.?(?:leap)?\.?(\d+\.\d+)?/, 'openSUSE $1'],
  [/^(?:ol|oraclelinux|oracle)\.?(\d+)/, 'Oracle Linux $1'],
  [/^rocky\.?(?:linux)?\.?(\d+)?/, 'Rocky Linux $1'],
  [/^alma\.?(?:linux)?\.?(\d+)?/, 'AlmaLinux $1'],
  [/^linux/, 'Linux'],
];

/** A name that people write, for a short one; undefined for one nobody knows. */
export function readableOs(short: string): string | undefined {
  const text = short.toLowerCase();
  for (const [pattern, name] of NAMES) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const release = match[1] ?? '';
    const r2 = /\.?r2/.test(text) && name.includes('Server') ? ' R2' : '';
    return `${name.replace('$1', release)}${r2}`.trim();
  }
  return undefined;
}

export function osOf(machine: Json | undefined, instance: Json | undefined, spec: Json): GuestOs | undefined {
  const agent = recordAt(instance, 'status', 'guestOSInfo');
  const reportedAs = textAt(agent, 'prettyName') ?? join(textAt(agent, 'name'), textAt(agent, 'version'));
  const configuredAs = configured(machine, instance);
  const family = familyOf(textAt(agent, 'id'), reportedAs ?? configuredAs);
  const architecture = architectureOf(textAt(agent, 'machine') ?? textAt(spec, 'architecture'));
  const os = stated<GuestOs>({ family, architecture, reportedAs, configuredAs });
  return Object.keys(os).length === 0 ? undefined : os;
}

const join = (name: string | undefined, version: string | undefined): string | undefined =>
  name === undefined ? undefined : [name, version].filter((part) => part !== undefined).join(' ');

function familyOf(id: string | undefined, name: string | undefined): OsFamily | undefined {
  if (id !== undefined) return id === 'mswindows' ? 'windows' : 'linux';
  if (name === undefined) return undefined;
  return /windows/i.test(name) ? 'windows' : /bsd|solaris|mac ?os/i.test(name) ? 'other' : 'linux';
}

const TEMPLATE_LABEL = 'os.template.kubevirt.io/';

function configured(machine: Json | undefined, instance: Json | undefined): string | undefined {
  const labels = textMapAt(machine ?? instance, 'metadata', 'labels');
  const template = recordAt(machine, 'spec', 'template', 'metadata');
  const short = [
    textMapAt(template, 'annotations').get('vm.kubevirt.io/os'),
    [...labels.keys(), ...textMapAt(template, 'labels').keys()]
      .find((key) => key.startsWith(TEMPLATE_LABEL))
      ?.slice(TEMPLATE_LABEL.length),
    labels.get('libguestfs.org/osinfo'),
    textAt(machine, 'spec', 'preference', 'name'),
  ];
  for (const one of short) {
    const name = one === undefined ? undefined : readableOs(one);
    if (name !== undefined) return name;
  }
  return undefined;
}
