/** The page that goes with a wave's templates. */

import { hoursText, numberText } from '../../render.ts';
import type { Move, Plan, Wave } from '../../plan.ts';
import { markdownCode, markdownText } from '../markdown.ts';
import { waveSections } from '../wave-sections.ts';

export interface AzureReadme {
  readonly plan: Plan;
  readonly wave: Wave;
  readonly moves: readonly Move[];
  /** Machines that are in no template. */
  readonly left: number;
  readonly parts: number;
  readonly resourceGroup: string | undefined;
}

export function azureReadme({ plan, wave, moves, left, parts, resourceGroup }: AzureReadme): string {
  const group = resourceGroup ?? '<resource-group>';
  const suffix = parts > 1 ? '-1' : '';
  const deploy = (base: string): string =>
    `az deployment group create -g ${markdownCode(group)} --template-file ${base}${suffix}.bicep --parameters @${base}${suffix}.parameters.json`;
  return [
    `# ${markdownText(plan.name)}: ${markdownText(wave.name)}`,
    '',
    `${moves.length} machines, ${numberText(moves.reduce((sum, move) => sum + (move.diskGiB ?? 0), 0))} GiB, ${hoursText(wave.hoursLow, wave.hoursHigh)} for the whole wave${wave.startsOn === null ? '' : `, from ${wave.startsOn}`}.`,
    ...(left > 0 ? ['', `**${left} of them are in no template**: the export names them and says why.`] : []),
    '',
    `Made from generation ${plan.pins.generation}, plan \`${markdownCode(plan.digest)}\`. The ARM templates were checked against Microsoft's published schemas; the Bicep files are written from the same model and were not compiled.`,
    '',
    '## Either: Azure Migrate replicates',
    '',
    'Azure Migrate copies the disks and makes the machines itself; the templates are then a record of what they should be. Export the inventory-to-wave mapping from its wave plan, look each server name up in `../../azure-migrate-waves.csv`, put the Wave Name in and import it again. Do not add or remove rows: Azure Migrate takes a mapping only with its own list of workloads. `../../azure-migrate-servers.csv` is for its import-based discovery.',
    '',
    '## Or: upload the disks',
    '',
    ...(parts > 1 ? [`The wave is written in ${parts} parts; do this for each.`, ''] : []),
    `1. \`${deploy('disks')}\``,
    '2. For each disk: `az disk grant-access --access-level Write`, copy its fixed VHD with `azcopy copy <disk>.vhd <sas> --blob-type PageBlob`, then `az disk revoke-access`. The VHD must have exactly the size the disk was made for.',
    '3. Shut the source machine down before its last copy.',
    `4. \`${deploy('main')}\``,
    '',
    'The first disk of each machine is taken for its system disk. Empty values in the parameter files must be filled.',
    '',
    ...waveSections(wave, moves),
  ].join('\n');
}
