/** Tables as Azure Migrate's template has them, for tests. */

export const TEMPLATE = [
  '*Server Name',
  'IP addresses',
  '*Cores',
  '*Memory (In MB)',
  '*OS name',
  'OS version',
  'OS architecture',
  'CPU utilization percentage',
  'Memory utilization percentage',
  'Network adapters',
  'Network In throughput',
  'Network Out throughput',
  'Boot type',
  'Number of disks',
  ...[1, 2, 3].flatMap((disk) => [
    `Disk ${disk} size (In GB)`,
    `Disk ${disk} read throughput (MB per second)`,
    `Disk ${disk} write throughput (MB per second)`,
    `Disk ${disk} read ops (operations per second)`,
    `Disk ${disk} write ops (operations per second)`,
  ]),
];

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Short rows are filled up to the header's length. */
export function csv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const full = rows.map((row) => [
    ...row,
    ...Array.from({ length: Math.max(0, header.length - row.length) }, () => ''),
  ]);
  return [header, ...full].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
