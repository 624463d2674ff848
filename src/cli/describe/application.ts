/** `isthmus describe application <name>`: its members, what they call, and who calls them (D10). */

import type { ApplicationDocument, DependencyDocument } from '../../api/applications.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { countText, plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';

const SHOWN = 20;

export async function describeApplication(cli: Cli, name: string): Promise<void> {
  const application = await (await cli.client()).call(ROUTES.getApplication, { params: { id: name } });
  await printDocument(cli, application, () => `${applicationLines(application).join('\n')}\n`, 'application');
}

export function applicationLines(application: ApplicationDocument): string[] {
  const { name, id, generation, origin, evidence, members, inside, outgoing, incoming, noise, more } = application;
  return [
    `${name}  (${id}, gen/${generation})`,
    `  known by ${origin}: ${evidence}`,
    ...byHandLines(application.byHand),
    ...list('Members', members.toSorted(byName), (member) => `${member.name}  ${member.id}`),
    ...list('Calls among its members', inside, edge),
    ...list('Calls others', outgoing, edge),
    ...list('Is called by', incoming, edge),
    ...externalLines(application.external),
    ...(noise.length === 0
      ? []
      : ['', `${plural(noise.length, 'dependency is', 'dependencies are')} background traffic`]),
    ...(more === 0 ? [] : [`${countText(more)} more: isthmus get dependencies`]),
  ];
}

function byHandLines(byHand: ApplicationDocument['byHand']): string[] {
  if (byHand === undefined) return [];
  const { actor, at, reason, whole, added, removed } = byHand;
  return [
    `  by hand: ${actor}, ${at}${reason === '' ? '' : `: ${reason}`}`,
    ...(added.length === 0 ? [] : [`    ${whole ? 'these and no others' : 'added'}: ${added.join(', ')}`]),
    ...(removed.length === 0 ? [] : [`    taken out: ${removed.join(', ')}`]),
  ];
}

function list<T>(title: string, items: readonly T[], line: (item: T) => string): string[] {
  if (items.length === 0) return [];
  return [
    '',
    `${title} (${countText(items.length)})`,
    ...items.slice(0, SHOWN).map((item) => `  ${line(item)}`),
    ...(items.length > SHOWN ? [`  and ${countText(items.length - SHOWN)} more; all with -o json`] : []),
  ];
}

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : Number(one.name > other.name);

const portText = (port: number | undefined, protocol = 'tcp'): string =>
  port === undefined ? '' : `  ${port}/${protocol}`;
const serviceText = (service: string | undefined): string => (service === undefined ? '' : `  ${service}`);

const edge = ({ from, to, port, protocol, service, confidencePct }: DependencyDocument): string =>
  `${from.name} → ${to.name}${portText(port, protocol)}${serviceText(service)}  ${confidencePct}% sure`;

function externalLines({ outgoing, incoming, ends }: ApplicationDocument['external']): string[] {
  const title = `Outside the estate: ${countText(outgoing)} called, ${countText(incoming)} calling`;
  return list(title, ends, ({ workload, direction, peer, zone, why, port, service }) => {
    const way = direction === 'out' ? `${workload.name} → ${peer}` : `${peer} → ${workload.name}`;
    return `${way}${portText(port)}${serviceText(service)}  ${zone}${why === 'ambiguous' ? ', several machines have it' : ''}`;
  });
}
