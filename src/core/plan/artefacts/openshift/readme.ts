/** The page that goes with a wave's files: what to apply in which order, what is open, and the way back. */

import { hoursText, numberText } from '../../render.ts';
import type { Plan, Wave } from '../../plan.ts';
import { markdownCode, markdownText } from '../markdown.ts';
import { waveSections } from '../wave-sections.ts';
import type { Bundle } from './bundles.ts';
import type { ProviderFile } from './resources.ts';

const SECRET_KEYS: Readonly<Record<string, string>> = {
  vsphere:
    '--from-literal=url=<https://vcenter/sdk> --from-literal=user=<user> --from-file=password=<file> --from-file=cacert=<ca.pem>',
  hyperv: '--from-literal=username=<user> --from-file=password=<file>',
  openshift: '--from-file=token=<file> --from-file=cacert=<ca.pem>',
  ova: '--from-literal=url=<server:/path>',
};

function secretSteps(providers: readonly ProviderFile[]): string[] {
  if (providers.length === 0) return ['1. The providers named in the plan exist already; nothing to create.'];
  return [
    '1. Create the Secrets that the providers refer to. Isthmus never writes credentials.',
    '',
    '   ```',
    ...providers.flatMap(({ secret, providerType, resource }) => [
      `   oc create secret generic ${secret.name} -n ${secret.namespace} ${SECRET_KEYS[providerType] ?? '--from-file=<keys>'}`,
      `   oc label secret ${secret.name} -n ${secret.namespace} createdForProviderType=${providerType} createdForResourceType=providers createdForResource=${resource.metadata.name}`,
    ]),
    '   ```',
    '',
  ];
}

export function waveReadme(
  plan: Plan,
  wave: Wave,
  bundles: readonly Bundle[],
  providers: readonly ProviderFile[],
): string {
  const moves = bundles.flatMap((bundle) => bundle.moves);
  const files = [
    '00-namespace.yaml',
    ...(providers.length > 0 ? ['10-providers.yaml'] : []),
    '20-networkmap.yaml',
    '30-storagemap.yaml',
    '40-plan.yaml',
  ];
  return [
    `# ${markdownText(plan.name)}: ${markdownText(wave.name)}`,
    '',
    `${moves.length} machines, ${numberText(moves.reduce((sum, move) => sum + (move.diskGiB ?? 0), 0))} GiB, ${hoursText(wave.hoursLow, wave.hoursHigh)} for the whole wave${wave.startsOn === null ? '' : `, from ${wave.startsOn}`}.`,
    '',
    `Made from generation ${plan.pins.generation}, plan \`${markdownCode(plan.digest)}\`. Checked against Forklift's published v1beta1 schemas; no Forklift controller took part.`,
    '',
    '## Apply',
    '',
    ...secretSteps(providers),
    `2. \`oc apply ${files.map((file) => `-f ${file}`).join(' ')}\``,
    `3. Wait until every plan is ready: \`oc wait ${bundles.map((bundle) => `plan/${bundle.name}`).join(' ')} -n ${bundles[0]?.forkliftNamespace ?? ''} --for=condition=Ready --timeout=10m\`. Read their concerns before going on.`,
    '4. When the window opens, and only then: `oc apply -f start/50-migration.yaml`. This shuts the source machines down.',
    '',
    ...waveSections(wave, moves),
  ].join('\n');
}
