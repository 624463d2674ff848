/** A sizing as people read it. */

import type { SizingDocument } from '../../api/hosts.ts';
import { countText, plural, usdText } from '../output/format.ts';
import { table } from '../output/table.ts';

const LISTED = 10;

const BINDS: Readonly<Record<string, string>> = {
  volume: 'the sum of',
  large: 'machines of which few share a host, by',
  count: 'the number of machines a host may hold',
  'anti-affinity': 'machines that are kept apart',
};
const RESOURCES: Readonly<Record<string, string>> = { cpuMilli: 'CPU', memoryMiB: 'memory', gpus: 'GPUs' };

/** In cores, GiB and GPUs. */
function figure(resource: string, value: number): string {
  if (resource === 'cpuMilli') return countText(Math.round(value / 1000));
  return countText(resource === 'memoryMiB' ? Math.round(value / 1024) : value);
}

const resourceText = (resource: string | null): string => (resource === null ? '' : (RESOURCES[resource] ?? resource));

export function sizeText(sizing: SizingDocument, wide: boolean): string {
  const spare = sizing.packing.filter(({ role }) => role === 'spare').length;
  const control = sizing.packing.filter(({ role }) => role === 'control-plane').length;
  const extra = [
    ...(spare > 0 ? [`${spare} spare for failover`] : []),
    ...(control > 0 ? [`${control} for the control plane`] : []),
  ];
  const price = sizing.usdPerMonth === null ? '' : `, ${usdText(sizing.usdPerMonth) ?? ''} per month`;
  const bound = sizing.usdPerMonth === null ? plural(sizing.bound, 'host') : (usdText(sizing.bound) ?? '');
  return [
    `${plural(sizing.hosts, 'host')} for ${plural(sizing.counted, 'workload')}${price}${extra.length === 0 ? '' : ` (${extra.join(', ')})`}`,
    sizing.proof === 'optimal'
      ? 'fewer will not do: proved'
      : `less than ${bound} will not do: proved; in between is open`,
    ...sizing.stale.map((line) => `! ${line} Ask again.`),
    demandLine(sizing),
    ...sizing.binds
      .slice(0, 4)
      .map(
        ({ by, resource, hosts }) =>
          `  ${BINDS[by] ?? by} ${resourceText(resource)}`.trimEnd() + `: at least ${plural(hosts, 'host')}`,
      ),
    '',
    shapeTable(sizing),
    ...(wide ? [hostTable(sizing)] : []),
    ...listLines(
      'Larger than any host:',
      sizing.tooLarge.map(
        ({ name, shapes }) =>
          `${name}: ${shapes.map(({ shape, resource, short }) => `${shape} lacks ${figure(resource, short)} of ${resourceText(resource)}`).join('; ')}`,
      ),
    ),
    ...listLines(
      'Not counted, since it is not known:',
      sizing.unknown.map(({ name, needs }) => `${name}: ${needs.join(', ')}`),
    ),
    ...sizing.limits
      .filter(({ exceeded }) => wide || exceeded)
      .map(({ text, source, exceeded }) => `${exceeded ? '! beyond' : '  within'} ${text}, ${source}`),
    ...sizing.warnings.map((warning) => `! ${warning}`),
    ...(sizing.notKnown.length === 0 ? [] : ['Not known:', ...sizing.notKnown.map((line) => `? ${line}`)]),
    '',
  ].join('\n');
}

function demandLine({ demand, settings }: SizingDocument): string {
  const asked = Object.entries(demand).map(
    ([resource, value]) =>
      `${figure(resource, value)} ${resource === 'cpuMilli' ? (settings.cpu === 'configured' ? 'vCPUs' : 'cores at peak') : resource === 'memoryMiB' ? 'GiB' : 'GPUs'}`,
  );
  const cpu = settings.cpu === 'configured' ? `${settings.vcpuPerCore} vCPUs per core` : 'measured demand';
  return `asked: ${asked.join(', ')}; ${cpu}, memory over-commit ${settings.memoryOvercommit}, ${settings.reservePct} % of every host free, ${settings.failover} may be lost`;
}

function shapeTable({ byShape, shapes }: SizingDocument): string {
  const items = byShape.map(({ shape, hosts }) => ({
    hosts,
    shape,
    figures: shapes.find(({ name }) => name === shape),
  }));
  return table(
    {
      noun: 'shape',
      items,
      name: ({ shape }) => shape,
      columns: [
        { header: 'SHAPE', value: ({ shape }) => shape },
        { header: 'HOSTS', value: ({ hosts }) => hosts, align: 'right' },
        { header: 'CORES', value: ({ figures: of }) => of?.cpuCores, align: 'right' },
        { header: 'GIB', value: ({ figures: of }) => of?.memoryGiB, align: 'right' },
      ],
    },
    false,
  );
}

function hostTable({ packing, resources }: SizingDocument): string {
  return table(
    {
      noun: 'host',
      items: packing.map((host, at) => ({ ...host, number: at + 1 })),
      name: ({ number }) => String(number),
      columns: [
        { header: '#', value: ({ number }) => number, align: 'right' as const },
        { header: 'SHAPE', value: ({ shape }) => shape },
        { header: 'ROLE', value: ({ role }) => role },
        { header: 'WORKLOADS', value: ({ workloads }) => workloads.length, align: 'right' as const },
        ...resources.map((resource) => ({
          header: resourceText(resource).toUpperCase(),
          align: 'right' as const,
          value: ({ used, limit }: SizingDocument['packing'][number]) =>
            `${figure(resource, used[resource] ?? 0)}/${figure(resource, limit[resource] ?? 0)}`,
        })),
      ],
    },
    false,
  );
}

function listLines(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > LISTED ? [`  ${countText(lines.length - LISTED)} more (-o json)`] : [];
  return [title, ...lines.slice(0, LISTED).map((line) => `  ${line}`), ...more];
}
